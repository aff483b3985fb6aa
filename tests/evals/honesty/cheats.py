"""Ways to predict that know what is expected, each from somewhere else. Every one of them must be found out."""

import gc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reviewer.evals.case import Case, Paper
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.fingerprint import input_print
from reviewer.evals.prediction import Fact, Outcome, Prediction, Run
from reviewer.evals.running.run import run
from tests.evals.honesty.predicting import Predict, honest

if TYPE_CHECKING:
    from reviewer.evals.labels.gold import Expected, Gold

Guess = Callable[[Case], Prediction | None]


def by_files_beside(folder: Path) -> Run:
    """Looks for labels in the folder of the cases."""
    known = known_from(folder)
    return _guessed(load_cases(folder), lambda case: known.get((case.suite, case.id)))


def by_memory(folder: Path) -> Run:
    """Looks for labels that somebody else has loaded into the same process."""
    from reviewer.evals.labels.gold import Gold

    known = _known(one for one in gc.get_objects() if type(one) is Gold)
    return _guessed(load_cases(folder), lambda case: known.get((case.suite, case.id)))


def by_name(learnt: Path) -> Predict:
    """Knows the names of cases by heart."""
    known = known_from(learnt)
    return lambda folder: _guessed(load_cases(folder), lambda case: known.get((case.suite, case.id)))


def by_place(learnt: Path) -> Predict:
    """Knows by heart which case comes when."""
    labels = known_from(learnt)
    known = [labels.get((case.suite, case.id)) for case in load_cases(learnt)]

    def predict(folder: Path) -> Run:
        cases = load_cases(folder)
        return _guessed(cases, lambda case: known[cases.index(case) % len(known)])

    return predict


def by_text(learnt: Path) -> Predict:
    """Knows texts by heart, letter by letter."""
    labels = known_from(learnt)
    known = {input_print(case.input): labels.get((case.suite, case.id)) for case in load_cases(learnt)}
    return lambda folder: _guessed(load_cases(folder), lambda case: known.get(input_print(case.input)))


def by_first_words(learnt: Path) -> Predict:
    """Knows texts by the words with which they begin, and has read them once."""
    known = {_begin(case): one for case, one in zip(load_cases(learnt), honest(learnt).predictions, strict=True)}
    return lambda folder: _guessed(load_cases(folder), lambda case: known.get(_begin(case)))


def by_whispering(folder: Path) -> Run:
    """Tells the model what the case is called."""
    cases = [
        case.model_copy(update={"input": Paper(text=f"{case.input.text}\nCase: {case.id}.\n")})
        for case in load_cases(folder)
        if isinstance(case.input, Paper)
    ]
    return run(cases)


def by_remarks(folder: Path) -> Run:
    """Predicts in good faith, and leaves a label in the notes."""
    done, known = honest(folder), known_from(folder)
    remarked = [
        one.model_copy(update={"notes": {"hint": known[(one.suite, one.case)].model_dump_json()}})
        for one in done.predictions
    ]
    return done.model_copy(update={"predictions": tuple(remarked)})


def by_importing(folder: Path) -> Run:
    """Looks labels up in its heart of hearts, where no linter sees an import."""
    from importlib import import_module

    import_module(".".join(("reviewer", "evals", "labels", "load")))
    return honest(folder)


def known_from(folder: Path) -> dict[tuple[str, str], Prediction]:
    """What whoever knows the labels in `folder` would predict; nothing where there are none."""
    from reviewer.errors import CasesError
    from reviewer.evals.labels.load import load_gold

    try:
        return _known([load_gold(folder)])
    except (CasesError, KeyError):
        return {}


def _known(golds: Iterable["Gold"]) -> dict[tuple[str, str], Prediction]:
    """The labels of the end, as they stand."""
    suites: tuple[Literal["proposals", "transcripts"], ...] = ("proposals", "transcripts")
    return {
        (suite, case): Prediction(case=case, suite=suite, outcomes=(_come(labels.expected),))
        for gold in golds
        for suite in suites
        for case, labels in getattr(gold, suite).items()
    }


def _come(expected: "Expected") -> Outcome:
    facts = tuple(Fact(facet=fact.facet, value=fact.accepts[0]) for fact in expected.facts or ())
    states = {item: label.state for item, label in expected.items.items()}
    return Outcome(states=states, facts=facts, verdict=expected.verdict or "")


def _guessed(cases: Iterable[Case], guess: Guess) -> Run:
    """What is guessed, and for all other cases what honest reading gives."""
    given = tuple(cases)
    guesses = {case.id: guessed for case in given if (guessed := guess(case)) is not None}
    read = run(given) if len(guesses) < len(given) else Run(mode="offline", model="offline", prints={}, predictions=())
    others = {one.case: one for one in read.predictions}
    found = [
        guesses[case.id].model_copy(update={"case": case.id}) if case.id in guesses else others[case.id]
        for case in given
    ]
    return Run(mode="offline", model="offline", prints={}, predictions=tuple(found))


def _begin(case: Case) -> str:
    return case.input.model_dump_json()[:30]
