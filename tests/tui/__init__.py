"""Tests of the terminal app, through Textual's pilot."""
