"""What the guides say in tables and examples is what the program has."""

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from reviewer.assessment.model import SEVERITIES, State
from reviewer.framework.catalogue import FacetType, Thresholds
from reviewer.framework.check import DERIVED
from reviewer.framework.syntax import parse
from reviewer.models.offline.cues import FacetCue
from reviewer.models.offline.patterns import Pattern
from reviewer.report.contract import SCHEMA, AssessmentDocument

DOCS = Path(__file__).parents[2] / "docs"
EXTENDING = (DOCS / "extending-the-framework.md").read_text(encoding="utf-8")
REVIEWERS = (DOCS / "guide-for-reviewers.md").read_text(encoding="utf-8")
TEAMS = (DOCS / "guide-for-teams.md").read_text(encoding="utf-8")


def first_cells(text: str, header: str) -> list[str]:
    """The first cells of the table whose header begins with `header`."""
    rows = text.split(f"| {header} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [row.split("|")[1].strip() for row in rows]


def names(cells: list[str]) -> list[str]:
    """Every word between backticks in `cells`."""
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_all_types_of_facets_are_explained() -> None:
    """No type is missing and none is invented."""
    assert set(names(first_cells(EXTENDING, "type"))) == set(get_args(FacetType))


@pytest.mark.parametrize("expression", names(first_cells(EXTENDING, "write")))
def test_every_example_of_an_expression_is_understood(expression: str) -> None:
    """The examples are in the language that they explain."""
    if expression != "( )":
        parse(expression)


def test_the_names_that_are_computed_first_are_listed() -> None:
    """An overlay may use them without defining them."""
    assert all(f"`{name}`" in EXTENDING for name in DERIVED)


def test_all_keys_of_a_cue_are_explained() -> None:
    """The table of keys and the checked form agree; keys of tables and rows are explained inside it."""
    explained = set(names(first_cells(EXTENDING.split("## Cues", 1)[1], "key")))

    assert explained == set(FacetCue.model_fields)


@pytest.mark.parametrize("placeholder", names(first_cells(EXTENDING, "placeholder")))
def test_every_placeholder_that_is_explained_exists(placeholder: str) -> None:
    """A pattern with an unknown placeholder is refused."""
    Pattern(f"about {placeholder} or so", {"column": "one|two"})


def test_the_cues_that_are_shown_are_valid() -> None:
    """The example in the text has the form that it explains."""
    blocks = re.findall(r"```yaml\n(.*?)```", EXTENDING.split("## Cues", 1)[1], re.DOTALL)
    cues = yaml.safe_load(blocks[0])

    assert [FacetCue.model_validate(cue) for cue in cues.values()]


def test_thresholds_that_are_shown_exist() -> None:
    """The two numbers of the example are thresholds."""
    block = EXTENDING.split("## Thresholds", 1)[1].split("```yaml\n", 1)[1].split("```", 1)[0]

    assert set(yaml.safe_load(block)) <= set(Thresholds.model_fields)


def test_all_states_and_severities_are_explained_to_teams() -> None:
    """Every word that a report may use is in the guide."""
    states = first_cells(TEAMS, "state")
    severities = first_cells(TEAMS, "severity")

    assert [state.replace(" ", "_") for state in states] == list(get_args(State))
    assert tuple(severities) == SEVERITIES


def test_all_fields_of_the_json_are_explained_to_reviewers() -> None:
    """The table names the fields of the published document, and the text its version."""
    fields = {info.alias or name for name, info in AssessmentDocument.model_fields.items()}

    assert set(names(first_cells(REVIEWERS, "field"))) == fields - {"schema"}
    assert f"`{SCHEMA}`" in REVIEWERS


def test_every_link_between_pages_leads_somewhere() -> None:
    """No guide points to a page that is not there."""
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+\.md)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).is_file(), f"{page.name} -> {target}"
