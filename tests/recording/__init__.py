"""Tests of recordings: what is kept, what is answered from it, and what is refused."""
