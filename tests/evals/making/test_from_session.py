"""A case from an interview that was held: its words, drafts that count for nothing, and the way to a baseline."""

import asyncio
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import pytest
import yaml

from reviewer.evals.cases.loading import load_cases
from reviewer.evals.labels.load import load_gold
from reviewer.evals.lint import lint
from reviewer.evals.running.run import run
from reviewer.evals.running.suites.replay import replayed
from reviewer.evals.scoring.metrics import score
from reviewer.framework import Framework
from reviewer.interview.pinning import pinned
from reviewer.interview.planning import PLAN, PlannedValues, as_reply
from reviewer.interview.record import ReadReply, Reply, SessionRecord
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import Reading, ReadRequest
from reviewer.resources import data_folder
from tests.evals.making.conftest import SAID, Call, sentence


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "own"


def check_all(folder: Path, case: str = "talk") -> Path:
    """What a person does who finds nothing wrong: every list of unchecked labels goes."""
    path = folder / "interviews" / f"{case}.yaml"
    path.write_text(re.sub(r"^ *unchecked: .*\n", "", path.read_text(), flags=re.MULTILINE))
    return path


def test_the_words_are_those_of_the_session(own: Path, call: Call, session: Path) -> None:
    """Every answer is in the case, letter by letter and in order, with the question that it answered."""
    assert call("new", "--from", "talk", "--cases", own).exit_code == 0

    [case] = load_cases(own)
    assert case.id == case.family == "talk"
    assert [turn.answer for turn in case.input.turns] == list(SAID)  # type: ignore[union-attr]
    assert case.input.turns[0].facet == "stage"  # type: ignore[union-attr]


@pytest.mark.usefixtures("session")
def test_from_an_interview_to_a_gate(tmp_path: Path, own: Path, call: Call) -> None:
    """The whole way: refused while a draft is unchecked; then lint, run, score, bless and gate pass."""
    call("new", "--from", "talk", "--cases", own)
    run_file, scores = tmp_path / "run.json", tmp_path / "scores.json"
    measured = ("--suite", "transcripts", "--workers", 1)

    assert call("lint", "--cases", own).exit_code == 2
    assert "Look at each" in sentence(call("--cases", own, *measured))
    check_all(own)
    assert call("lint", "--cases", own).exit_code == 0
    assert call("run", "--cases", own, *measured, "--output", run_file).exit_code == 0
    assert call("score", run_file, "--cases", own, "--output", scores).exit_code == 0
    assert call("bless", scores, "--cases", own, "--reason", "my first case").exit_code == 0
    assert call("gate", scores, "--cases", own, "--suite", "transcripts").exit_code == 0
    assert call("--cases", own, *measured).exit_code == 0


@pytest.mark.usefixtures("session")
def test_the_case_is_held_as_the_interview_was(own: Path, call: Call, framework: Framework) -> None:
    """Who finds nothing wrong with the drafts finds the program right: the case asks and reads as the session did."""
    call("new", "--from", "talk", "--cases", own)
    check_all(own)

    scores = score(run(load_cases(own)), load_gold(own), framework)

    assert len(scores.checks) > 60
    assert [check.name for check in scores.checks if not check.passed] == []


class _Listening(OfflineModel):
    """The built-in model, which notes for what it is asked."""

    asked: ClassVar[list[str]] = []

    async def read(self, request: ReadRequest) -> Reading:
        self.asked.append(request.question.facet if request.question else "")
        return await super().read(request)


@pytest.mark.usefixtures("session")
def test_whoever_reads_the_case_knows_what_was_asked(own: Path, call: Call, framework: Framework) -> None:
    """The fact that a question asks for goes with it: it is what a bare number answers."""
    call("new", "--from", "talk", "--cases", own)
    [case] = load_cases(own)

    async def replay() -> None:
        async for _ in replayed(case.input, _Listening(framework), framework):  # type: ignore[arg-type]
            pass

    asyncio.run(replay())

    assert _Listening.asked[:3] == ["stage", "agent_summary", "affected"]


@pytest.mark.usefixtures("session")
def test_each_unchecked_label_is_named_and_refused(own: Path, call: Call, framework: Framework) -> None:
    """A single draft that is left is named with its turn, and nothing may be scored."""
    call("new", "--from", "talk", "--cases", own)
    path = own / "interviews" / "talk.yaml"
    text, drafts = path.read_text(), re.findall(r"unchecked: \[(.*)\]", path.read_text())
    check_all(own)
    checked = path.read_text()

    assert drafts[0] == "day"
    assert all(names.split(", ")[0] == "kind" for names in drafts[1:])
    assert len(drafts) == len(SAID) + 1
    assert len(lint_lines(own, framework)) == 0
    path.write_text(
        checked.replace("    kind: counter_question\n", "    kind: counter_question\n    unchecked: [kind]\n")
    )
    assert lint_lines(own, framework) == (
        "transcripts, talk, turn 7: nobody has checked kind. Look at each, then take it out of `unchecked`.",
    )
    path.write_text(text)
    assert len(lint_lines(own, framework)) == len(drafts)


def lint_lines(folder: Path, framework: Framework) -> tuple[str, ...]:
    """What lint says."""
    return lint(folder, framework)


@pytest.mark.usefixtures("session")
def test_drafts_are_what_was_heard(own: Path, call: Call) -> None:
    """A figure, its correction and its words are drafted in their turns; a question back fills nothing."""
    call("new", "--from", "talk", "--cases", own)

    turns = yaml.safe_load((own / "interviews" / "talk.yaml").read_text())["turns"]

    assert turns[5]["facts"] == {"volume_now_per_day": 420, "volume_target_per_day": 4200}
    assert turns[5]["sets"]["EX-1"] == {"state": "partial", "quotes": [SAID[5]]}
    assert (turns[6]["kind"], turns[6]["sets"], turns[6]["fills_nothing"]) == ("counter_question", {}, True)
    assert (turns[7]["kind"], turns[7]["sets"]) == ("meta", {})
    assert (turns[8]["kind"], turns[8]["facts"]) == ("correction", {"volume_now_per_day": 450})
    assert [row["class"] for row in turns[9]["facts"]["decisions"]] == ["autonomous", "human_only"]


@pytest.mark.usefixtures("session")
def test_gaps_are_never_drafted(own: Path, call: Call) -> None:
    """The end of the file asks a person for contradictions, sums and the verdict, and says nothing of them."""
    call("new", "--from", "talk", "--cases", own)
    path = own / "interviews" / "talk.yaml"

    expected = load_gold(own).transcripts["talk"].expected

    assert yaml.safe_load(path.read_text())["final"] is None
    assert (expected.contradictions, expected.computed, expected.verdict) == (None, None, None)
    assert "# contradictions:" in path.read_text()


@pytest.mark.usefixtures("session")
def test_the_end_follows_from_the_turns(own: Path, call: Call, framework: Framework) -> None:
    """A label that is put right in its turn needs no second change at the end; what is added there is measured."""
    call("new", "--from", "talk", "--cases", own)
    path = check_all(own)
    path.write_text(path.read_text().replace("state: partial", "state: satisfied", 1) + "  verdict: not_ready\n")

    expected = load_gold(own).transcripts["talk"].expected

    assert lint(own, framework) == ()
    assert "satisfied" in {label.state for label in expected.items.values()}
    assert {fact.facet: fact.accepts[0] for fact in expected.facts or ()}["volume_now_per_day"] == 450
    assert expected.verdict == "not_ready"


@pytest.mark.usefixtures("session")
def test_names_are_known_and_replaced_everywhere(own: Path, call: Call, framework: Framework) -> None:
    """People who were heard are named; with --replace neither words nor labels hold them, and quotes still stand."""
    first = call("new", "--from", "talk", "--cases", own)
    done = call(
        *("new", "--from", "talk", "--cases", own, "--id", "other", "--replace", "Maria Lopez=Person A"),
        *("--replace", "Rashida=Person B", "--replace", "nobody=X", "--replace", "Claims=Y"),
    )
    text = check_all(own, "other").read_text()
    check_all(own)

    assert "Names in it: Maria Lopez" in first.stderr
    assert "Rashida" in first.stderr
    assert "holds words of real people" in done.stderr
    assert "Names in it" not in done.stderr
    assert "Nothing was replaced for nobody" in done.stderr
    assert "Still there in other letters: Claims" in done.stderr
    assert not {"Lopez", "Rashida"} & set(re.findall(r"\w+", text))
    assert text.count("Person A") > 1
    assert lint(own, framework) == ()


@pytest.mark.usefixtures("session")
def test_nothing_is_overwritten_without_being_asked(own: Path, call: Call) -> None:
    """A case that is there stays as it is until --overwrite is given; another --id is another file."""
    call("new", "--from", "talk", "--cases", own)
    path = check_all(own)
    mine = path.read_text()

    assert "already" in sentence(call("new", "--from", "talk", "--cases", own))
    assert path.read_text() == mine
    assert call("new", "--from", "talk", "--cases", own, "--id", "talk-2").exit_code == 0
    assert yaml.safe_load((own / "interviews" / "talk-2.yaml").read_text())["id"] == "talk-2"
    assert call("new", "--from", "talk", "--cases", own, "--overwrite").exit_code == 0
    assert path.read_text() != mine


def test_by_the_path_of_a_file(own: Path, tmp_path: Path, call: Call, session: Path) -> None:
    """A session that was copied elsewhere is taken by its path; the day is that of its file, for a person to check."""
    copy = tmp_path / "Größe 2 (final).db"
    session.rename(copy)
    os.utime(copy, (1_780_000_000, 1_780_000_000))

    assert call("new", "--from", copy, "--cases", own).exit_code == 0

    assert yaml.safe_load((own / "interviews" / "Groe-2-final.yaml").read_text())["day"].year == 2026


def test_a_plan_that_nobody_said_is_left_out(own: Path, session: Path, call: Call, framework: Framework) -> None:
    """Values that were tried out and kept are words of the program: they are no turn, and the user is told."""
    record = SessionRecord(session, pinned(framework))
    number = len(list(record.replies())) + 1
    text, _ = as_reply(PlannedValues(values={"reviewers_fte": 23}, owner="Tina"))
    record.add_read_reply(Reply(number=number, question=PLAN, text=text), ReadReply(reply=number, kind="answer"))
    record.close()

    done = call("new", "--from", "talk", "--cases", own)

    assert "Left out: 1 plan" in done.stdout
    assert len(load_gold(own).transcripts["talk"].turns) == len(SAID)


BAD_IDS = ("../evil", "a/b", "", "con", "README", "-x", "a.b", "x" * 61, "é", "a b")


@pytest.mark.parametrize("name", BAD_IDS)
@pytest.mark.usefixtures("session")
def test_an_id_is_a_safe_name(own: Path, call: Call, name: str) -> None:
    """What could not be the name of a file everywhere is refused, and no file is made."""
    assert "cannot be the id of a case" in sentence(call("new", "--from", "talk", "--cases", own, "--id", name))
    assert not own.exists()


def test_bad_input_is_one_sentence(own: Path, tmp_path: Path, call: Call, session: Path) -> None:
    """Sessions that are not there, are empty or damaged, and folders that cannot be written."""
    empty = tmp_path / "empty.db"
    empty.write_bytes(session.read_bytes())
    with closing(sqlite3.connect(empty)) as db, db:
        for table in ("claims", "readings", "replies"):
            db.execute(f"DELETE FROM {table}")
    (tmp_path / "hurt.db").write_text("nothing of the kind")
    (tmp_path / "file").write_text("")
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "interviews").write_text("")

    assert "neither an interview nor a file nobody" in sentence(call("new", "--from", "nobody", "--cases", own))
    assert "holds no answer yet" in sentence(call("new", "--from", empty, "--cases", own))
    assert "is damaged" in sentence(call("new", "--from", tmp_path / "hurt.db", "--cases", own))
    assert "is a folder" in sentence(call("new", "--from", tmp_path, "--cases", own))
    assert "is not a folder" in sentence(call("new", "--from", "talk", "--cases", tmp_path / "file"))
    assert "cannot be written" in sentence(call("new", "--from", "talk", "--cases", tmp_path / "half"))
    assert "NAME=WORD" in sentence(call("new", "--from", "talk", "--cases", own, "--replace", "Maria"))
    assert "are for a review" in sentence(call("new", "--from", "talk", "--cases", own, "--gap", "C-01"))
    assert "--cases" in sentence(call("new", "--from", "talk"))
    assert not own.exists()


@pytest.mark.usefixtures("session")
def test_the_shipped_folder_is_never_used_silently(call: Call) -> None:
    """Whoever names the folder that ships is told that it is not one of their own."""
    done = call("new", "--from", "talk", "--cases", data_folder("evals"), "--id", "..")

    assert "not one of your own" in done.stderr
    assert "cannot be the id" in sentence(done)
