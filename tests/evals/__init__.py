"""The evals themselves: what they measure, and that they can fail."""
