"""What a model that obeys the paper cannot make better."""
