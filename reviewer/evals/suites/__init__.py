"""What is run for each suite: a case goes in, a prediction comes out, and gold is nowhere near."""
