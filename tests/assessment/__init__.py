"""Tests of states, arithmetic, rules and the verdict."""
