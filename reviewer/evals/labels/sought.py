"""What a search should bring."""

from reviewer.readiness.claims import Record


class Sought(Record):
    """Items and passages that a person would be glad of, the nearest first; the order of the others means nothing.

    Both empty: the library has nothing for these words, and the right result is nothing.
    """

    items: tuple[str, ...]
    passages: tuple[str, ...]
