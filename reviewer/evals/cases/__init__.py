"""What is given to whoever is measured, from files."""
