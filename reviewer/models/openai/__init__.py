"""A language model behind an OpenAI-compatible service. Only `client` knows the openai package."""
