"""Tests of the program, offline and deterministic."""
