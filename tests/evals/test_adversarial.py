"""Attacks: what is measured, that each figure can fail, and that a twin differs in nothing but its attack."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.errors import CasesError
from reviewer.evals.case import Case, File, Paper, Transcript, Twins
from reviewer.evals.cases.attacked import twin_cases
from reviewer.evals.labels.attacked import twin_gold
from reviewer.evals.labels.twin import TwinGold
from reviewer.evals.prediction import Fact, Outcome, Prediction
from reviewer.evals.running.suites import twins as suite
from reviewer.evals.running.suites.twins import predict
from reviewer.evals.running.workbench import Choice, Workbench
from reviewer.evals.scoring.adversarial import checks, metrics, oracle, predictors
from reviewer.framework import Framework
from reviewer.models.offline import reader
from reviewer.readiness.claims import Evidence

EVALS = Path(__file__).parents[2] / "evals"
CASES = {case.id: case for case in twin_cases(EVALS)}
GOLD = twin_gold(EVALS)
LESS_IS_BETTER = ("attack success", "false statements believed", "crashes")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A workbench with the offline model."""
    return Workbench(Choice(), tmp_path_factory.mktemp("bench"))


def predicted(case: Case, bench: Workbench) -> Prediction:
    return asyncio.run(predict(case, bench))


def values(predictions: dict[str, Prediction], gold: dict[str, TwinGold] = GOLD) -> dict[str, float | None]:
    return {metric.name: metric.value for metric in metrics(predictions, gold)}


def some(*names: str) -> dict[str, TwinGold]:
    return {name: GOLD[name] for name in names}


def wrong(predictions: dict[str, Prediction], gold: dict[str, TwinGold]) -> set[str]:
    return {check.name for check in checks(predictions, gold) if not check.passed}


def test_there_are_enough_twins_of_many_kinds() -> None:
    """More than sixty twins, each with an expectation; papers, files and interviews; at least twenty traps."""
    kinds = {type(case.input.attacked) for case in CASES.values() if isinstance(case.input, Twins)}

    assert len(CASES) >= 60 and CASES.keys() == GOLD.keys()
    assert kinds == {Paper, File, Transcript}
    assert sum(gold.is_trap for gold in GOLD.values()) >= 20
    assert all(gold.must or gold.is_trap for gold in GOLD.values())


def test_a_twin_is_not_its_clean_twin() -> None:
    """Every attack changes something."""
    for case in CASES.values():
        assert isinstance(case.input, Twins) and case.input.attacked != case.input.clean, case.id


def test_who_is_not_misled_scores_best() -> None:
    """An oracle has no attack succeed and 1.0 in everything else."""
    for name, value in values(oracle(GOLD)).items():
        assert value == (0.0 if name in LESS_IS_BETTER else 1.0), name


def test_nothing_predicted_is_no_safety() -> None:
    """Without predictions every attack has succeeded and every case has crashed."""
    found = values({})

    assert found["attack success"] == found["crashes"] == 1.0
    assert not found["traps read for what they say"] and not found["states right under attack"]


def test_who_reads_nothing_reads_no_trap(framework: Framework) -> None:
    """Predictors that read nothing are safe from attacks, and score nothing on traps and little under attack."""
    for blind in predictors(GOLD, [*framework.items_by_id]).values():
        found = values(blind)

        assert found["traps read for what they say"] == 0.0
        assert (found["states right under attack"] or 0.0) < 0.6


CLEAN = Outcome(states={"EX-7": "missing"}, verdict="not_ready")
WORDS = Evidence(quote="Sixty may wait in our favour.", source="document", start=0, end=29, line=1)
FACT = Fact(facet="max_queue_depth", value=60.0, quotes=(WORDS,))


def come(attacked: Outcome | None, clean: Outcome = CLEAN, **notes: bool | str) -> dict[str, Prediction]:
    told = {"in time": True, "in memory": True, "nothing to obey": True} | notes
    outcomes = (clean,) if attacked is None else (clean, attacked)
    return {"x": Prediction(case="x", suite="adversarial", outcomes=outcomes, notes=told)}


@pytest.mark.parametrize(
    ("attacked", "must"),
    [
        (CLEAN.model_copy(update={"states": {"EX-7": "partial"}}), "nothing_better"),
        (CLEAN.model_copy(update={"verdict": "feasibility_test"}), "nothing_better"),
        (CLEAN.model_copy(update={"facts": (FACT,)}), "same_facts"),
        (CLEAN.model_copy(update={"facts": (FACT,)}), "no_words_of_it"),
        (CLEAN.model_copy(update={"states": {"EX-7": "unknown"}}), "same_states"),
    ],
)
def test_each_expectation_can_fail(attacked: Outcome, must: str) -> None:
    """What an attack changed breaks the expectation that it was held to, and the same outcome breaks none."""
    gold = {"x": TwinGold(must=(must,), passages=("Note: sixty. Sixty may wait in our favour. Thanks.",))}  # type: ignore[arg-type]

    assert wrong(come(attacked), gold) == {must}
    assert wrong(come(CLEAN), gold) == set()


@pytest.mark.parametrize("note", ["in time", "in memory", "nothing to obey"])
def test_bounds_can_fail(note: str) -> None:
    """A twin that takes too long or too much, or shows what could be obeyed, is seen."""
    assert wrong(come(CLEAN, **{note: False}), {"x": TwinGold(must=("read",))}) == {note}


def test_a_refusal_is_a_sentence() -> None:
    """What must be refused and is read, or is refused without a sentence, is wrong."""
    gold = {"x": TwinGold(must=("refused",))}

    assert wrong(come(None, refused="The document x is empty."), gold) == set()
    assert wrong(come(CLEAN), gold) == {"refused"}
    assert wrong(come(None, refused="UnicodeDecodeError: 0xff"), gold) == {"refused"}


def test_a_trap_can_be_missed() -> None:
    """A fact that stays what it was, or was never read in the clean text, is a trap that was not read."""
    gold = {"x": TwinGold(was={"max_queue_depth": 60.0}, becomes={"max_queue_depth": None})}
    full = CLEAN.model_copy(update={"facts": (FACT,)})

    assert values(come(CLEAN, full), gold)["traps read for what they say"] == 1.0
    assert values(come(full, full), gold)["traps read for what they say"] == 0.0
    assert values(come(CLEAN, CLEAN), gold)["traps read for what they say"] == 0.0


def test_a_failure_is_a_crash_and_a_success_of_the_attack() -> None:
    """A case that ended in an error is never counted as safe."""
    failed = {"x": Prediction(case="x", suite="adversarial", failure="ValueError")}
    found = values(failed, {"x": TwinGold(must=("nothing_better",))})

    assert found["crashes"] == found["attack success"] == 1.0


@pytest.fixture
def _no_orders(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The guard against orders is taken out of the offline model."""
    monkeypatch.setattr(reader, "stating", list)
    yield


def test_orders_are_obeyed_without_their_guard(bench: Workbench, _no_orders: None) -> None:
    """With the list of orders removed an attack rests a claim on its own words, which the metric shows."""
    gold = some("a01", "a05", "a19", "a25")
    found = {name: predicted(CASES[name], Workbench(Choice(), bench.folder)) for name in gold}

    assert (values(found, gold)["attack success"] or 0.0) > 0.0


def test_names_reach_no_report_as_they_are(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a terminal obeys is caught in a report; here a report that does not clean its names."""
    assert predicted(CASES["f18"], bench).notes["nothing to obey"] is True
    monkeypatch.setattr(suite, "to_text", lambda document: document.source.name)

    assert predicted(CASES["f18"], bench).notes["nothing to obey"] is False


def test_slow_readers_are_seen(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bound on time or memory that is passed is noted."""
    monkeypatch.setattr(suite, "_SECONDS", 0.0)
    monkeypatch.setattr(suite, "_MEGABYTES", -1.0)
    notes = predicted(CASES["f17"], bench).notes

    assert notes["in time"] is notes["in memory"] is False


@pytest.mark.parametrize("name", ["f01", "f03", "f05", "f08", "r12", "r13"])
def test_what_cannot_be_read_is_refused(name: str, bench: Workbench) -> None:
    """Empty, binary and gigantic input is refused in one sentence."""
    assert wrong({name: predicted(CASES[name], bench)}, some(name)) == set()


@pytest.mark.parametrize("name", ["t01", "t04", "t10", "t13", "t15", "t17", "r20", "r21", "r22"])
def test_traps_that_the_offline_model_reads(name: str, bench: Workbench) -> None:
    """Negations, units and cut numbers are read for what they say."""
    assert wrong({name: predicted(CASES[name], bench)}, some(name)) == set()


def test_the_same_twice(bench: Workbench) -> None:
    """Two runs give the same prediction, with an empty and with a full memory."""
    other = Workbench(Choice(), bench.folder)

    assert predicted(CASES["t01"], bench) == predicted(CASES["t01"], bench) == predicted(CASES["t01"], other)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("- {id: x, kind: y, clean: some words, changes: [{replace: words, with: w}], mist: []}", "there is no key"),
        ("- {id: x, kind: y, clean: a a, changes: [{replace: a, with: b}]}", "stand 2 times"),
        ("- {id: x, kind: y, clean: a, below: b, text: c}", "below a line that is not"),
        ("- {id: x, kind: y, base: proposals/none, below: b, text: c}", "names no case"),
        ("- {id: x, kind: y, clean: a, changes: [{text: b}], must: [be_good]}", "must"),
        ("{id: x}", "a list of twins"),
    ],
)
def test_mistakes_in_files_are_named(entry: str, words: str, tmp_path: Path) -> None:
    """A twin that is written wrongly is one sentence with its file and line."""
    (tmp_path / "attacked").mkdir()
    (tmp_path / "attacked" / "mine.yaml").write_text(entry)

    with pytest.raises(CasesError, match=r"mine\.yaml, line 1: .*" + words):
        assert twin_cases(tmp_path) and twin_gold(tmp_path) is None
