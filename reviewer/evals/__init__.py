"""Regression evals: cases in, predictions out, scored against gold, compared with a baseline. Offline and exact."""
