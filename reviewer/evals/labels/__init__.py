"""What careful readers expect, from files. Nobody who makes predictions imports this."""
