"""Measurements, apart from the tests: machines are noisy, so times are medians and what counts are the ratios."""
