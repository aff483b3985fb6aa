"""Second Proof: finds out, before money is spent, whether an AI-agent pilot is designed to scale."""

__version__ = "0.1.0"
