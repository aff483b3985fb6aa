"""Language models behind one port: the built-in offline model, and services."""
