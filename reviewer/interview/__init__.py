"""The interview: one question at a time, a record that survives a kill, and a policy in code."""
