"""Whether the evals can fail: the program is broken on purpose, in a copy, and each time they must notice."""
