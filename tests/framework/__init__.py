"""Tests of the framework as data: its expressions, its files, its references."""
