"""What must follow from situations, from the files in which they stand. No maker of predictions imports this."""

from pathlib import Path

from pydantic import ConfigDict

from reviewer.assessment.model import AreaState, State, VerdictCode
from reviewer.evals.cases.files import checked, mistake
from reviewer.evals.cases.rules import Entry, Stated, case_id, entries
from reviewer.evals.labels.ruling import Following, RuleGold


class _Labelled(Stated, Following):
    """The whole of an entry; of states and verdicts only those that there are."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)

    states: dict[str, State] = {}
    areas: dict[str, AreaState] = {}
    verdict: VerdictCode | None = None


def rule_gold(folder: Path) -> dict[str, RuleGold]:
    """What must follow, by case. CasesError names file, line and mistake."""
    found = {}
    for entry in entries(folder):
        labelled = checked(entry.source, _Labelled, entry.data, entry.at)
        expected = labelled.model_dump(include=set(RuleGold.model_fields))
        _check_something_expected(entry, expected)
        found[case_id(entry.rule, labelled)] = RuleGold(rule=entry.rule, **expected)
    return found


def _check_something_expected(entry: Entry, expected: dict[str, object]) -> None:
    """A situation of which nothing is expected could not fail."""
    if not any(value or value == 0 for value in expected.values()):
        raise mistake(entry.source, entry.at, "nothing is expected to follow from it")
