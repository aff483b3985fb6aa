"""Predictions against gold: checks that pass or fail, and metrics over them."""
