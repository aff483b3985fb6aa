"""The framework is read from files, or refused with file, line and mistake; an overlay changes what it names."""

import re
from pathlib import Path

import pytest

from reviewer.errors import FrameworkError
from reviewer.framework import load_framework

BASE: dict[str, str] = {
    "framework.yaml": "version: '1'\nareas:\n- {id: A, name: Area}\nconditional_when: grave\nnot_applicable: reason\n",
    "thresholds.yaml": "shrinkage: 0.3\noccupancy: 0.8\nhours_per_day: 8\nworking_days_per_week: 5\n"
    "working_days_per_month: 21\nworking_days_per_year: 250\ndepth_major: 0.05\nagreement_tolerance: 0.1\n"
    "load_blocker: 1\nload_major: 0.9\nload_minor: 0.8\nceiling_margin: 1.25\nrate_high_factor: 2\n"
    "rate_low_factor: 0.5\nessentials_known_for_complete: 1\n"
    "wait_major: 0.05\nwait_blocker: 0.2\nbreach_shifts_major: 20\nbreach_shifts_blocker: 1\nminutes_margin: 0.8\n"
    "success_difference: 0.1\noutage_hours: 1\nrecovery_shifts: 5\nretention_months_regulated: 6\n"
    "confidence_high_share: 0.8\nconfidence_medium_share: 0.5\n",
    "rules.yaml": "G-01: {item: A-1, severity: {missing: blocker}}\n",
    "profile.yaml": "facets:\n- key: grave\n  name: grave\n  type: yes_no\n  describe: It is grave.\nnot_applicable:\n"
    "- key: not_applicable\n  name: excuses\n  type: list\n  row_key: [item]\n  describe: Excuses.\n  row:\n"
    "  - {column: item, type: text, describe: Item.}\n  - {column: reason, type: text, describe: Reason.}\n",
    "claims.yaml": "- {id: S1, text: A claim., items: [A-1]}\n",
    "crosswalk.yaml": "frameworks:\n- {key: other, name: Other}\nitems:\n  A-1: {other: somewhere}\n",
    "items/A-1.yaml": """id: A-1
name: First item
area: A
severity: essential
claims: [S1]
expects: a number
criteria:
  satisfied: A number.
  partial: Half a number.
  missing: No number.
state:
  satisfied: waiting_cases and colour != 'red' and every steps has kind
  partial: any of (waiting_cases, steps)
question: How many?
follow_up: How many exactly?
good: Sixty.
vague: [a few]
facets:
- key: waiting_cases
  name: waiting cases
  type: quantity
  describe: A number.
- key: colour
  name: colour
  type: choice
  choices: [red, blue]
  describe: A colour.
- key: steps
  name: steps
  type: list
  row_key: [kind]
  describe: Steps.
  row:
  - {column: kind, type: choice, choices: [early, late], describe: Kind.}
""",
    "passages/one.md": "---\nid: one\ntitle: One\nitems: [A-1]\nclaims: [S1]\n---\nA thought.\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def small(folder: Path, **more: str) -> Path:
    return write(folder, BASE | more)


def refusal(folder: Path, overlay: Path | None = None) -> str:
    with pytest.raises(FrameworkError) as caught:
        load_framework(overlay, folder)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


# file, the words that are replaced (or the end of the file), what stands there then, what the error says
MISTAKES = [
    ("items/A-1.yaml", "area: A", "area: [A", "expected"),
    ("items/A-1.yaml", "name: First item", "name: First item\nname: Second item", "'name' stands there twice"),
    ("items/A-1.yaml", "expects: a number", "expect: a number", "not permitted at expect"),
    ("items/A-1.yaml", "good: Sixty.", "good: Sixty.\nscoring: 3", "Extra inputs are not permitted at scoring"),
    ("items/A-1.yaml", "good: Sixty.", "good: 60", "valid string at good"),
    ("items/A-1.yaml", "vague: [a few]", "vague: a few", "valid tuple at vague"),
    ("items/A-1.yaml", "severity: essential", "severity: grave", "at severity"),
    ("items/A-1.yaml", "  type: quantity", "  type: amount", "at facets.0.type"),
    ("items/A-1.yaml", "  name: colour", "  nam: colour", "at facets.1.nam"),
    ("items/A-1.yaml", "area: A", "area: B", "there is no area 'B'"),
    ("items/A-1.yaml", "claims: [S1]", "claims: [S2]", "there is no claim 'S2'"),
    ("items/A-1.yaml", "- key: colour", "- key: waiting_cases", "'waiting_cases' also belongs to A-1"),
    ("items/A-1.yaml", "- key: colour", "- key: grave", "'grave' also belongs to the profile"),
    ("items/A-1.yaml", "  choices: [red, blue]", "  unit: case", "the choice 'colour' has no choices"),
    ("items/A-1.yaml", "  row_key: [kind]", "  row_key: [sort]", "'steps' has no column 'sort'"),
    ("items/A-1.yaml", "  row_key: [kind]", "  row_key: []", "by which columns its rows are known"),
    (
        "items/A-1.yaml",
        "  row:\n  - {column: kind, type: choice, choices: [early, late], describe: Kind.}",
        "",
        "a list",
    ),
    ("items/A-1.yaml", "type: choice, choices: [early, late]", "type: choice", "'steps.kind' has no choices"),
    ("items/A-1.yaml", "type: choice, choices: [early, late]", "type: list", "a column cannot be a list"),
    (
        "items/A-1.yaml",
        "  row:\n",
        "  row:\n  - {column: kind, type: text, describe: K.}\n",
        "'steps' has two columns 'kind'",
    ),
    ("items/A-1.yaml", "  partial: any of", "  partial: any", "I expected 'of'"),
    ("items/A-1.yaml", "  partial: any of", "  partial: all off", "I expected 'of'"),
    ("items/A-1.yaml", "(waiting_cases, steps)", "(waiting_case, steps)", "no facet or column 'waiting_case'"),
    ("items/A-1.yaml", "colour != 'red'", "colour != 'green'", "'colour' can never be 'green'"),
    ("items/A-1.yaml", "colour != 'red'", "colour in ('blue', 'grey')", "'colour' can never be 'grey'"),
    ("items/A-1.yaml", "colour != 'red'", "grave == 'maybe'", "'grave' can never be 'maybe'"),
    ("items/A-1.yaml", "colour != 'red'", "colour == hue", "no facet or column 'hue'"),
    ("items/A-1.yaml", "every steps has kind", "every steps has speed", "no facet or column 'speed'"),
    ("items/A-1.yaml", "every steps has kind", "every colour has kind", "'colour' is not a list"),
    ("items/A-1.yaml", "every steps has kind", "steps covers ('early', 'never')", "'steps.kind' can never be 'never'"),
    ("framework.yaml", "conditional_when: grave", "conditional_when: grave and", "I expected a name"),
    ("framework.yaml", "conditional_when: grave", "conditional_when: serious", "no facet or column 'serious'"),
    ("framework.yaml", "not_applicable: reason", "not_applicable: reasons", "no facet or column 'reasons'"),
    ("framework.yaml", "version: '1'", "version: '1'\ncolour: red", "there is no setting 'colour'"),
    ("framework.yaml", "version: '1'", "version: 1", "valid string at version"),
    ("framework.yaml", "version: '1'", "version: '1'\norder: A-1", "valid tuple at order"),
    ("framework.yaml", "version: '1'", "version: '1'\norder: [A-1, A-2]", "there is no item 'A-2'"),
    ("framework.yaml", "- {id: A, name: Area}", "- {id: A}", "Field required at areas.0.name"),
    ("thresholds.yaml", "shrinkage: 0.3", "shrinkage: 1.0", "less than 1 at shrinkage"),
    ("thresholds.yaml", "load_major: 0.9", "load_major: much", "valid number"),
    ("rules.yaml", "item: A-1", "item: A-9", "there is no item 'A-9'"),
    ("rules.yaml", "blocker", "grave", "at G-01.severity.missing"),
    ("thresholds.yaml", "load_major: 0.9", "load_major: 0.9\nload_tiny: 0.1", "at load_tiny"),
    ("profile.yaml", "  type: yes_no", "  type: maybe", "at facets.0.type"),
    ("profile.yaml", "facets:", "wishes: []\nfacets:", "there is no setting 'wishes'"),
    ("claims.yaml", "items: [A-1]", "items: [A-9]", "there is no item 'A-9'"),
    ("crosswalk.yaml", "  A-1: {other", "  A-9: {other", "there is no item 'A-9'"),
    ("crosswalk.yaml", "{other: somewhere}", "{another: somewhere}", "there is no framework 'another'"),
    ("passages/one.md", "title: One", "titel: One", "not permitted at titel"),
    ("passages/one.md", "items: [A-1]", "items: [A-7]", "there is no item 'A-7'"),
    ("passages/one.md", "claims: [S1]", "claims: [S7]", "there is no claim 'S7'"),
    ("passages/one.md", "title: One", "title: {One", "expected"),
]


@pytest.mark.parametrize(("name", "old", "new", "words"), MISTAKES)
def test_a_mistake_is_named_with_its_file_and_line(name: str, old: str, new: str, words: str, tmp_path: Path) -> None:
    """The refusal is one sentence: the file, a line of the part that is wrong, and what is wrong with it."""
    assert old in BASE[name]
    changed = BASE[name].replace(old, new, 1)

    message = refusal(small(tmp_path, **{name: changed}))

    assert words in message
    place = re.match(rf"{re.escape(str(tmp_path / name))}, line (\d+): ", message)
    assert place is not None
    assert 1 <= int(place[1]) <= changed.count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "at"),
    [
        ("items/A-1.yaml", "good: Sixty.", "good: Sixty.\nscoring: 3", "scoring"),
        ("items/A-1.yaml", "colour != 'red'", "colour != 'green'", "satisfied: waiting"),
        ("items/A-1.yaml", "  partial: any of", "  partial: any", "partial: any"),
        ("items/A-1.yaml", "- key: colour", "- key: waiting_cases", "name: colour"),
        ("items/A-1.yaml", "name: First item", "name: First item\nname: Second item", "name: Second"),
        ("passages/one.md", "items: [A-1]", "items: [A-7]", "items: [A-7]"),
        ("passages/one.md", "title: One", "titel: One", "titel"),
        ("framework.yaml", "version: '1'", "version: '1'\ncolour: red", "colour: red"),
        ("crosswalk.yaml", "  A-1: {other", "  A-9: {other", "A-9"),
    ],
)
def test_the_line_is_the_line_of_the_mistake(name: str, old: str, new: str, at: str, tmp_path: Path) -> None:
    """Front matter, nested keys and lists count from the top of the file."""
    changed = BASE[name].replace(old, new, 1)

    expected = max(line_of(changed, at) - (at == "name: colour"), 1)

    assert f"{name}, line {expected}: " in refusal(small(tmp_path, **{name: changed}))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("items/A-1.yaml", b"\xff\xfe", "cannot be read as UTF-8 text"),
        ("items/A-1.yaml", b"name: \x07bell", "line 1: control characters are not allowed"),
        ("items/A-1.yaml", b"id: A-1\nname: \x07", "line 2: control characters are not allowed"),
        ("items/A-1.yaml", b"id: A-1\nname: &a [*a]\n", "contains itself"),
        ("items/A-1.yaml", b"- id: A-1\n", "must hold a mapping"),
        ("items/A-1.yaml", b"", "must hold a mapping"),
        ("items/A-1.yaml", b"name: nobody\n", "the id is missing"),
        ("items/A-2.yaml", BASE["items/A-1.yaml"].encode(), "the id 'A-1' also stands in A-1.yaml"),
        ("passages/one.md", b"A thought without front matter.\n", "line 1: the front matter"),
        ("passages/one.md", b"---\nid: one\ntitle: One\n", "line 1: the front matter"),
        ("passages/two.md", BASE["passages/one.md"].encode(), "the id 'one' also stands in one.md"),
        ("framework.yaml", b"areas\n", "must hold a mapping"),
        ("claims.yaml", b"- {id: S1, text: One.}\n- {id: S1, text: Two.}\n", "line 2: 'S1' stands there twice"),
        ("claims.yaml", b"", "valid tuple"),
    ],
)
def test_a_file_that_is_no_framework_file(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    """Wrong bytes, no YAML, no front matter, no id, or the id of another file: refused by name."""
    folder = small(tmp_path)
    (folder / name).write_bytes(content)

    message = refusal(folder)

    assert name in message
    assert words in message


@pytest.mark.parametrize("name", ["framework.yaml", "thresholds.yaml", "rules.yaml", "profile.yaml"])
def test_a_file_that_is_missing(name: str, tmp_path: Path) -> None:
    """Without one of its three main files there is no framework."""
    (small(tmp_path) / name).unlink()

    assert refusal(tmp_path) == f"The framework has no {name}."


def test_the_small_framework_of_these_tests_is_sound(tmp_path: Path) -> None:
    """Before a mistake is put into it, it loads: so each refusal is due to its own mistake."""
    loaded = load_framework(folder=small(tmp_path))

    assert [item.id for item in loaded.items] == ["A-1"] == list(loaded.order)
    assert loaded.passages[0].text == "A thought."


def test_an_overlay_adds_an_item_and_a_passage(tmp_path: Path) -> None:
    """A new id is added, after what was there; nothing else changes."""
    extra = BASE["items/A-1.yaml"].replace("A-1", "A-2").replace("claims: [S1]", "claims: []")
    extra = extra.replace("waiting_cases", "open_cases").replace("colour", "shade").replace("steps", "stages")
    passage = "---\nid: two\ntitle: Two\nitems: [A-2]\n---\nAnother thought.\n"
    base = small(tmp_path / "base")
    over = write(tmp_path / "over", {"items/A-2.yaml": extra, "passages/two.md": passage})

    before, after = load_framework(folder=base), load_framework(over, base)

    assert after.items[:1] == before.items
    assert [item.id for item in after.items] == ["A-1", "A-2"] == list(after.order)
    assert [passage.id for passage in after.passages] == ["one", "two"]
    assert after.fingerprint != before.fingerprint


def test_an_overlay_replaces_a_whole_item_and_a_whole_passage(tmp_path: Path) -> None:
    """A known id replaces: the new question holds, and what the new file leaves out is gone."""
    base = small(tmp_path / "base")
    question = BASE["items/A-1.yaml"].replace("question: How many?", "question: What is the number?")
    over = write(
        tmp_path / "over",
        {
            "items/anything.yaml": question.replace("vague: [a few]", "vague: []"),
            "passages/mine.md": "---\nid: one\ntitle: Mine\n---\nMy thought.\n",
        },
    )

    after = load_framework(over, base)

    [item], [passage] = after.items, after.passages
    assert (item.question, item.vague, item.name) == ("What is the number?", (), "First item")
    assert (passage.title, passage.items, passage.text) == ("Mine", (), "My thought.")


def test_an_overlay_merges_mappings_key_by_key(tmp_path: Path) -> None:
    """One threshold, one area, one claim: the others stay."""
    base = small(tmp_path / "base")
    over = write(
        tmp_path / "over",
        {
            "thresholds.yaml": "shrinkage: 0.2\n",
            "framework.yaml": "version: '1+mine'\nareas:\n- {id: B, name: Beta}\n- {id: A, name: Alpha}\n",
            "claims.yaml": "- {id: S2, text: Mine.}\n",
        },
    )

    after = load_framework(over, base)

    assert (after.thresholds.shrinkage, after.thresholds.occupancy) == (0.2, 0.8)
    assert {area.id: area.name for area in after.areas} == {"A": "Alpha", "B": "Beta"}
    assert [claim.id for claim in after.claims] == ["S1", "S2"]
    assert after.version == "1+mine"


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("claims.yaml", "- {id: S2, text: Mine.}\n- {id: S1, text: 3}\n", 2, "valid string"),
        ("claims.yaml", "- {id: S3, text: Mine.}\n- {id: S2, txt: Mine.}\n", 2, "txt"),
        ("thresholds.yaml", "# ours\nshrinkage: 2\n", 2, "less than 1"),
        ("thresholds.yaml", "", 1, "must hold a mapping"),
        ("framework.yaml", "\nareas:\n- {id: B}\n", 3, "name"),
    ],
)
def test_a_mistake_in_an_overlay_is_found_in_the_overlay(
    name: str, text: str, line: int, words: str, tmp_path: Path
) -> None:
    """After merging, the error still names the overlay's file and the line in it."""
    base, over = small(tmp_path / "base"), write(tmp_path / "over", {name: text})

    message = refusal(base, over)

    assert message.startswith(f"{over / name}, line {line}: ")
    assert words in message


def test_an_overlay_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A mistyped folder must not silently mean no overlay."""
    assert "is not a folder" in refusal(small(tmp_path / "base"), tmp_path / "nowhere")


def test_the_fingerprint_changes_with_any_byte_and_with_nothing_else(tmp_path: Path) -> None:
    """Same files, same fingerprint; one more comment, another one."""
    one, two = small(tmp_path / "one"), small(tmp_path / "two")
    changed = small(tmp_path / "three", **{"claims.yaml": BASE["claims.yaml"] + "# seen\n"})

    assert load_framework(folder=one).fingerprint == load_framework(folder=two).fingerprint
    assert load_framework(folder=one).fingerprint != load_framework(folder=changed).fingerprint
