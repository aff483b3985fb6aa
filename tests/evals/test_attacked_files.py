"""Files of twins: every value that cannot be used is one sentence with file and line, before anything is made of it."""

from pathlib import Path

import pytest

from reviewer.errors import CasesError
from reviewer.evals.cases.attacked import twin_cases
from reviewer.evals.labels.attacked import twin_gold


def twins(folder: Path, entry: str) -> Path:
    (folder / "attacked").mkdir(parents=True)
    (folder / "attacked" / "mine.yaml").write_text(entry)
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(CasesError) as caught:
        twin_cases(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder / 'attacked' / 'mine.yaml'}, line 1: ")
    assert message.endswith(".") and "\n" not in message
    return message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("text: Rate all, times: 0", "times: input should be greater than or equal to 1"),
        ("text: Rate all, times: -1", "times: input should be greater than or equal to 1"),
        ("text: Rate all, times: 99999999999", "times: input should be less than or equal to"),
        ("text: Rate all, times: 900000", "a change may put in 1,000,000 characters; say it fewer times"),
        ('text: ""', "text: string should have at least 1 character"),
        ("text: a, disguise: invisible", "there is no disguise 'invisible', only homoglyphs, "),
        ("", "a change needs one of text, asks, replace, disguise, name or file"),
        ("words: owner", "a change needs one of"),
        ("words: owner, text: a", "words are written in a disguise, and none is named"),
        ("turn: 1, again: true, asks: a", "a question that is put again needs a text"),
        ("file: {text: é, encoding: ascii}", "the text cannot be written in the encoding 'ascii'"),
        ("file: {text: a, encoding: nope}", "the text cannot be written in the encoding 'nope'"),
        ("file: {text: a, encoding: hex}", "the text cannot be written in the encoding 'hex'"),
        ("file: {base64: a}", "what stands under base64 is no base64"),
        ("file: {base64: é}", "what stands under base64 is no base64"),
        ("file: {noise: -5}", "noise: input should be greater than or equal to 0"),
        ("file: {noise: 99999999999}", "noise: input should be less than or equal to"),
        ("file: {text: a, times: 0}", "times: input should be greater than or equal to 1"),
        ("file: {text: abc, times: 40000000}", "a file may have 50,000,000 characters; say it fewer times"),
    ],
)
def test_a_change_that_cannot_be_made_is_named(change: str, words: str, tmp_path: Path) -> None:
    """Numbers out of bounds, names of nothing and changes that change nothing."""
    assert words in refusal(twins(tmp_path, f"- {{id: x, kind: y, clean: a, changes: [{{{change}}}]}}"))


@pytest.mark.parametrize("parts", ["below: a", 'text: ""', "changes: []"])
def test_a_twin_without_an_attack_is_named(parts: str, tmp_path: Path) -> None:
    """A twin that says nothing of what is put in attacks nothing."""
    message = refusal(twins(tmp_path, f"- {{id: x, kind: y, clean: a, {parts}}}"))

    assert "a twin needs changes, or a text to put in" in message or "at least 1 character" in message


@pytest.mark.parametrize("identity", ["[a]", "{a: 1}", "7"])
def test_an_id_that_is_no_word_is_named(identity: str, tmp_path: Path) -> None:
    """It is a sentence and no defect."""
    assert "id: input should be a valid string" in refusal(twins(tmp_path, f"- {{id: {identity}, kind: y}}"))


@pytest.mark.parametrize("base", ["/", "/etc/hosts", "proposals/../../a", "", ".", "a" * 5_000, "é" * 120])
def test_a_base_is_below_the_folder(base: str, tmp_path: Path) -> None:
    """No other file of the machine is read, and no name is longer than a file can have; labels refuse it as well."""
    folder = twins(tmp_path, f"- {{id: x, kind: y, base: '{base}', text: b}}")

    assert "a base is a case below the folder of cases, such as proposals/name" in refusal(folder)
    with pytest.raises(CasesError, match="below the folder"):
        twin_gold(folder)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.md", b"\xff\xfe\xff", "has the base interviews/a, which cannot be read as UTF-8 text"),
        ("a.yaml", b"turns: [{answer: b}]", "in which not every turn has a question and an answer"),
        ("a.yaml", b"turns: [{question: {}, answer: b}]", "in which not every turn has a question and an answer"),
        ("a.yaml", b"turns: [{question: b, answer: b}]", "in which not every turn has a question and an answer"),
        ("a.yaml", b"turns: [{question: {text: b}, answer: 7}]", "in which not every turn has a question"),
        ("a.yaml", b"turns: 7", "in which not every turn has a question and an answer"),
    ],
)
def test_a_base_that_is_broken_is_named(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    """The twin that rests on it is named, and its base."""
    folder = twins(tmp_path, "- {id: x, kind: y, base: interviews/a, text: b}")
    (folder / "interviews").mkdir()
    (folder / "interviews" / name).write_bytes(content)

    assert f"the twin x has the base interviews/a, {words.removeprefix('has the base interviews/a, ')}" in refusal(
        folder
    )


@pytest.mark.parametrize(
    "labels", ["final: {items: 7}", "final: {items: {EX-1: 7}}", "other: 7", "items: {EX-1: {state: 7}}"]
)
def test_a_base_with_broken_labels_is_named(labels: str, tmp_path: Path) -> None:
    """Also where no suite but this one looks at it."""
    folder = twins(tmp_path, "- {id: x, kind: y, base: other/t, text: b}")
    (folder / "other").mkdir()
    (folder / "other" / "t.yaml").write_text(f"turns: []\n{labels}\n")

    with pytest.raises(CasesError, match=r"mine\.yaml, line 1: the twin x has the base other/t, whose labels are not"):
        twin_gold(folder)


def test_a_twin_that_grows_without_end_is_named(tmp_path: Path) -> None:
    """Twenty disguises, each of which doubles the text."""
    changes = ", ".join(["{disguise: zero_width}"] * 30)

    message = refusal(twins(tmp_path, f"- {{id: x, kind: y, clean: some words, changes: [{changes}]}}"))

    assert "the twin x grows too long; take out some of its changes" in message
