"""What scores say, for people and for machines: one board, and every form of the report made from it."""
