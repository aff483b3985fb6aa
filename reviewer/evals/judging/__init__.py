"""Whether scores are good enough, compared with earlier ones."""
