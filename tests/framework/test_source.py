"""A YAML file that would end the program, take all its memory or cannot become data is refused in one sentence."""

from pathlib import Path

import pytest

from reviewer.errors import FrameworkError
from reviewer.framework.source import read_yaml


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text)
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(FrameworkError) as caught:
        read_yaml(written(folder, text))
    message = str(caught.value)
    assert message.startswith(f"{folder / 'mine.yaml'}, line ")
    assert message.endswith(".") and "\n" not in message
    return message


BOMB = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
LADDER = "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} {'[' * 9}*a{n - 1}{']' * 9}\n" for n in range(1, 20))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "line 1: it goes more than 100 levels deep; write it with fewer levels"),
        ("- " * 101 + "a", "line 1: it goes more than 100 levels deep"),
        (LADDER, "line 12: it goes more than 100 levels deep"),
        (BOMB, "line 6: it has more than 200,000 parts, aliases written out; divide it into several files"),
        ("a: &a\n- {b: *a}\n", "line 2: a part of it contains itself"),
        ("a: *b\n", "line 1: found undefined alias"),
        ("--- &a x\n--- *a\n", "line 2: "),
    ],
    ids=["flow", "block", "depth by aliases", "parts by aliases", "itself", "no such alias", "two documents"],
)
def test_what_no_program_could_hold_is_refused(text: str, words: str, tmp_path: Path) -> None:
    """Depth and size count with what the aliases stand for, before anything is made of the file."""
    assert words in refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-13-45", "'2026-13-45'"),
        ('!!int "nope"', "'nope'"),
        ('!!int ""', "''"),
        ('!!bool "nope"', "'nope'"),
        ('!!timestamp "nope"', "'nope'"),
        pytest.param("7" * 5_000, f"'{'7' * 40}'", id="five thousand digits"),
    ],
)
def test_a_value_that_is_not_what_it_looks_like_is_named(value: str, shown: str, tmp_path: Path) -> None:
    """A day that is in no calendar, a number of thousands of digits, or a wrong tag: with the line of that value."""
    message = refusal(tmp_path, f"a: 1\nb:\n- {{c: {value}}}\n")

    assert f"line 3: {shown} cannot be read as the date, number or other value" in message
    assert "put it in quotes" in message


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}", "!!str {=: x}"])
def test_a_key_is_a_word(key: str, tmp_path: Path) -> None:
    """A list or a mapping as a key is refused where it stands."""
    assert "line 2: a key must be a single word" in refusal(tmp_path, f"a: 1\n? {key}\n: 2\n")


@pytest.mark.parametrize("identity", ["[a]", "{a: 1}", ""])
def test_an_id_that_is_no_word_ends_no_program(identity: str, tmp_path: Path) -> None:
    """Such a part of a list is known by its place; a mistake in it has its line, and laid over another it replaces."""
    source = read_yaml(written(tmp_path, f"- id: one\n- id: {identity}\n  name: x\n"))

    assert "line 3: no" in str(source.mistake((1, "name"), "no"))
    assert source.over(source).data == source.data


def test_anchors_and_merges_are_still_read(tmp_path: Path) -> None:
    """What a file uses twice, and lays over what it merges from elsewhere, is no mistake."""
    source = read_yaml(written(tmp_path, "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: [*a, *a]\n"))

    assert source.data == {"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 3}, "c": [{"x": 1, "y": 2}] * 2}
    assert read_yaml(written(tmp_path, "- " * 100 + "a")).data
    assert read_yaml(written(tmp_path, "")).data is None
