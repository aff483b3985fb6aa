"""What must hold of the attacked twins, from the files in which they stand. No maker of predictions imports this."""

from pathlib import Path

from pydantic import ConfigDict, ValidationError

from reviewer.evals.cases.attacked import Attack, entries, written
from reviewer.evals.cases.files import checked, mistake, read
from reviewer.evals.labels.reached import reached
from reviewer.evals.labels.twin import Must, TwinGold
from reviewer.readiness.claims import Value

_PASSAGE_MUST: tuple[Must, ...] = ("nothing_better", "no_words_of_it", "read")


class _Labelled(Attack):
    """The whole of an entry."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    must: tuple[Must, ...] = _PASSAGE_MUST
    was: dict[str, Value] = {}
    becomes: dict[str, Value | None] = {}
    falls: dict[str, tuple[str, ...]] = {}
    states_facts: bool = False
    why: str = ""


def twin_gold(folder: Path) -> dict[str, TwinGold]:
    """What must hold of each twin, by case. CasesError names file, line and mistake."""
    found: dict[str, TwinGold] = {}
    for source, entry, place in entries(folder):
        twin = checked(source, _Labelled, entry, (place,))
        if twin.id in found:
            raise mistake(source, (twin.id,), f"there is a twin {twin.id} already")
        try:
            found[twin.id] = _gold(twin, folder)
        except (LookupError, TypeError, AttributeError, ValidationError):
            message = f"the twin {twin.id} has the base {twin.base}, whose labels are not written as labels"
            raise mistake(source, (twin.id,), message) from None
    return found


def _gold(twin: _Labelled, folder: Path) -> TwinGold:
    bears_nothing = "no_words_of_it" in twin.must
    return TwinGold(
        must=twin.must,
        passages=tuple(filter(None, (written(change) for change in twin.steps))) if bears_nothing else (),
        states=_states(folder / twin.base) if twin.base else {},
        was=twin.was,
        becomes=twin.becomes,
        falls=twin.falls,
        states_facts=twin.states_facts,
    )


def _states(base: Path) -> dict[str, str]:
    """The labelled states of a case, whichever way they were written down."""
    beside = base.with_suffix(".states.yaml")
    if beside.is_file():
        return {str(item): str(state) for item, state in read(beside).mapping().items()}
    labels = read(base.with_suffix(".yaml")).mapping()
    own = {**reached(labels["turns"]), **(labels["final"] or {})} if "final" in labels else labels
    return {item: label["state"] for item, label in own["items"].items()}
