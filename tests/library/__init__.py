"""Tests of the passage library."""
