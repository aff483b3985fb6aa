"""The index of needed words says what taking the patterns apart says."""

from reviewer.framework import Framework
from reviewer.models.offline.cues import load_cues
from reviewer.models.offline.literals import required_literals
from reviewer.models.offline.word_index import index_path, index_text, needed_words
from reviewer.resources import data_folder


def test_the_index_is_up_to_date(framework: Framework) -> None:
    """words.json is what `make words` would write for the shipped cues."""
    cues = load_cues([data_folder("knowledge") / "reading"], framework)
    patterns = [pattern.expanded for cue in cues.values() for pattern in cue.patterns()]

    assert index_path().read_text(encoding="utf-8") == index_text(patterns)


def test_an_unknown_pattern_is_taken_apart() -> None:
    """A pattern that is not in the index needs the same words as one that is."""
    pattern = "a word that no shipped pattern (has|holds) zyx"

    assert needed_words(pattern) == required_literals(pattern)
    assert needed_words(pattern)
