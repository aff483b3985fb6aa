"""The built-in offline model: reads by rules and word patterns, the same for the same text, without any network."""
