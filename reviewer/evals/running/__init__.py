"""Cases in, predictions out."""
