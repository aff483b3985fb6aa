"""Lists of words, written as people read them."""

from __future__ import annotations


def words(listed: str) -> tuple[str, ...]:
    """The words or phrases of a list with commas."""
    return tuple(word.strip() for word in listed.split(",") if word.strip())
