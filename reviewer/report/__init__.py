"""The assessment as people and programs get it: the published JSON, the terminal text, Markdown."""
