"""`reviewer capacity` as its users meet it: the essay's scenario in one command, bad figures, where facts come from."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reviewer.cli import capacity
from reviewer.cli.capacity_facts import OPTIONS
from reviewer.framework import Framework
from reviewer.interview.sessions import session_path
from reviewer.readiness.fold import Readiness
from reviewer.settings import load_settings
from tests.cli.conftest import Reviewer, Run
from tests.perfect_claims import EVALS

ESSAY = (
    "--volume-now 1000/day --volume 10000/day --escalation-rate 5% --rate-high 12% --handling-time 12m --max-queue 20 "
    "--max-wait 15m --within 80% --peak 1.5"
)


def worked_out(reviewer: Reviewer, options: str, *more: object) -> dict[str, Any]:
    """The JSON of a run that must succeed."""
    run = reviewer("capacity", *options.split(), *more, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return dict(json.loads(run.out))


def scenario(data: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in data["scenarios"] if row["name"] == name)


COLUMNS = (
    "escalations_per_day",
    "human_hours_per_day",
    "load_erlang",
    "people_needed",
    "desk_for_wait",
    "desk_for_depth",
)


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("now", [50, 10, 1.25, 3, 2, 2]),
        ("expected", [500, 100, 12.5, 23, 14, 15]),
        ("high", [1200, 240, 30, 54, 32, 34]),
    ],
)
def test_the_scenario_of_the_essay(reviewer: Reviewer, name: str, figures: list[float]) -> None:
    """Pilot, target and drift come from one command, as in the worked table of the rules."""
    row = scenario(worked_out(reviewer, ESSAY), name)

    assert [row[column] for column in COLUMNS] == figures


def test_the_scenario_of_the_essay_in_words(reviewer: Reviewer) -> None:
    """The same figures stand side by side in the text, and those around the expected share below them."""
    rows = {
        re.split(r"\s{2,}", line)[0]: re.split(r"\s{2,}", line)[1:]
        for line in reviewer("capacity", *ESSAY.split()).out.splitlines()
        if re.search(r"\s{2,}\d", line)
    }

    assert rows["Hand-overs a day"] == ["50", "250", "500", "1,200"]
    assert rows["Hours of work a day"] == ["10", "50", "100", "240"]
    assert rows["Load (hours of work each hour)"] == ["1.25", "6.25", "12.5", "30"]
    assert rows["At the desk for the queue limit"] == ["2", "8", "15", "34"]
    assert rows["Handed over"] == ["2%", "3%", "5%", "8%", "10%", "12%", "15%"]
    assert rows["At the desk for the wait"] == ["6", "9", "14", "22", "27", "32", "39"]
    assert rows["the same, busiest hour"] == ["9", "13", "20", "32", "39", "47", "58"]


def test_the_mix_of_decisions_of_the_essay(reviewer: Reviewer) -> None:
    """Approvals, decisions of people and samples each take their own minutes: 331.7 hours a day, not 100."""
    mix = "--review 2500/day@3m --human-only 500/day@15m --sample 2%@5m"
    data = worked_out(reviewer, f"--volume 10000/day --escalation-rate 5% --handling-time 12m {mix}")

    assert data["results"]["human_hours_per_day"] == pytest.approx(331.67, abs=0.01)
    assert "The other 7,000 cases a day are taken to be decided by the agent alone." in data["notes"]


def test_text_fits(reviewer: Reviewer) -> None:
    """No line is longer than 80 characters, and nothing hangs over its end."""
    out = reviewer("capacity", *ESSAY.split(), "--reviewers", "14", "--volume-now", "123456/day").out

    assert max(map(len, out.splitlines())) <= 80
    assert not any(line != line.rstrip() for line in out.splitlines())


@pytest.mark.parametrize(
    ("options", "holds", "words"),
    [
        ("--reviewers 14", "no", "14 people cannot carry 10,000 cases a day with 5.0% handed over"),
        ("--reviewers 40", "in_part", "40 people can carry 10,000 cases a day with 5.0% handed over, but not with"),
        ("--reviewers 90", "yes", "90 people can carry 10,000 cases a day with 5.0% handed over, and every case up to"),
        ("--reviewers 90 --arrivals 24/7 --desk 8-18", "no", "because too much waits while the desk is closed"),
        ("", "not_known", "not stated, or not as one figure: people for these cases. Already known: people needed, 23"),
    ],
)
def test_the_answer_comes_first(reviewer: Reviewer, options: str, holds: str, words: str) -> None:
    """Whether it holds is the first sentence, in text as in JSON."""
    day = "--volume 10000/day --escalation-rate 5% --rate-high 12% --handling-time 12m --max-queue 60 --max-wait 1h"
    answer = worked_out(reviewer, f"{day} {options}")["answer"]
    text = " ".join(reviewer("capacity", *f"{day} {options}".split()).out.split("\n\n")[1].split())

    assert answer["holds"] == holds
    assert words in answer["sentence"]
    assert text.startswith(answer["sentence"])


BAD = {
    "--volume": ["-5/day", "0/day", "nan", "inf", "1e400/day", "", "٣/day", "1000000000/day", "5/fortnight", "10.000"],
    "--volume-now": ["0", "x", "9999999999/hour"],
    "--escalation-rate": ["300%", "5", "-1%", "6/5", "1/0", "0.0000001%", "half"],
    "--rate-high": ["101%", "²%"],
    "--handling-time": ["12", "0m", "-3m", "12 parsecs", "101h", "∞"],
    "--reviewers": ["-1", "20001", "many", "nan"],
    "--hours": ["0", "2000h", "25"],
    "--shrinkage": ["100%", "-5%"],
    "--occupancy": ["0%", "120%"],
    "--max-queue": ["-1", "1000000"],
    "--max-wait": ["4", "-4h", "9000h"],
    "--within": ["0%", "100%", "150%"],
    "--peak": ["0.5", "25"],
    "--arrivals": ["Mon-Fri 09:00-09:00", "never", "25:00-26:00", ""],
    "--desk": ["Monkey 8-18"],
    "--review": ["2500/day", "5%@3m", "2500/day@0m"],
    "--human-only": ["500@-1m", "@15m"],
    "--sample": ["5/day@3m", "200%@5m"],
    "--timeout": ["0h", "x"],
    "--fallback": ["-1/day"],
    "--before": ["0m", "19"],
}


@pytest.mark.parametrize(
    ("option", "words"), [(option, words) for option, all_words in BAD.items() for words in all_words]
)
def test_a_figure_that_cannot_be(reviewer: Reviewer, option: str, words: str) -> None:
    """One sentence names the option and shows how to write it; nothing is worked out, and nothing falls over."""
    refused(reviewer("capacity", f"{option}={words}"), option)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("--escalation-rate 5% --rate-high 2%", "--rate-high"),
        ("--escalation-rate 50/1000 --rate-high 4%", "--rate-high"),
        ("--peak-of hour", "--peak-of"),
        ("--volume 1000 --review 900@3m --human-only 200@9m", "--review and --human-only"),
        ("--volume 1000000 --escalation-rate 90% --handling-time 90h", "--volume"),
        ("--from nosuch", "--from"),
        ("--from 1:x", "--from"),
    ],
)
def test_figures_that_cannot_both_be(reviewer: Reviewer, options: str, named: str) -> None:
    """So does a contradiction between two options."""
    refused(reviewer("capacity", *options.split()), named)


def refused(run: Run, named: str) -> None:
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert named in run.err


def test_the_target_may_be_below_today(reviewer: Reviewer) -> None:
    """A smaller target is a plan like any other."""
    data = worked_out(reviewer, "--volume 500 --volume-now 1000 --escalation-rate 5% --handling-time 12m")

    assert [row["volume_per_day"] for row in data["scenarios"]] == [1000, 500, 500, 500]


@pytest.mark.parametrize(
    ("options", "name", "figure"),
    [
        ("--volume 10000 --escalation-rate 5%", "escalations_per_day", 500),
        ("--escalation-rate 5% --handling-time 12m --reviewers 14", "scale_ceiling_per_day", 6_272),
        ("--volume 10000 --handling-time 12m --reviewers 14", "break_even_rate", 0.03136),
        ("--volume 10000 --escalation-rate 5% --handling-time 12m", "people_needed", 23),
    ],
)
def test_what_can_be_worked_out_is(reviewer: Reviewer, options: str, name: str, figure: float) -> None:
    """Whatever is missing, the figures that need nothing else are there."""
    assert worked_out(reviewer, options)["results"][name] == pytest.approx(figure)


def test_what_is_missing_is_named_with_its_option(reviewer: Reviewer) -> None:
    """Each sum that is open names the options that give what it lacks, and no others."""
    data = worked_out(reviewer, "--volume 10000 --escalation-rate 5% --handling-time 12m")
    open_sums = {part["rule"]: part["options"] for part in data["open"]}

    assert open_sums["N-04"] == ["--reviewers"]
    assert open_sums["N-09"] == ["--reviewers", "--max-wait"]
    assert open_sums["N-13"] == ["--reviewers", "--peak"]
    assert "N-14" not in open_sums


def test_nothing_given(reviewer: Reviewer) -> None:
    """Without any figure it says what is needed, and claims nothing."""
    run = reviewer("capacity")

    assert run.code == 0
    assert "cannot be said yet" in run.out
    assert "Findings" not in run.out


@pytest.mark.parametrize(
    ("written", "per_day", "note"),
    [
        ("1250/hour", 10_000, "Cases an hour were taken for 8 hours a day."),
        ("50k/week", 10_000, "A week was taken for 5 working days."),
        ("210,000/month", 10_000, "A month was taken for 21 working days."),
        ("2.5k/year", 10, "A year was taken for 250 working days."),
        ("70/week --arrivals 24/7", 10, "A week was taken for 7 days on which cases come in."),
        ("3650/year --arrivals 24/7", 10, "A year was taken for 365 days on which cases come in."),
        ("10/hour --arrivals 24/7", 240, "Cases an hour were taken for 24 hours a day."),
        ("10/hour --hours 7h", 70, "Cases an hour were taken for 7 hours a day."),
    ],
)
def test_what_a_period_is_taken_for(reviewer: Reviewer, written: str, per_day: float, note: str) -> None:
    """Volumes are turned into cases a day, and the output says how."""
    data = worked_out(reviewer, f"--volume {written}")
    volume = next(fact for fact in data["inputs"] if fact["facet"] == "volume_target_per_day")

    assert volume["value"] == pytest.approx(per_day)
    assert note in data["notes"]


def test_a_count_gives_its_range(reviewer: Reviewer) -> None:
    """5 of 100 can be 2.2 % to 11.2 %, and these are the low and the high case."""
    run = reviewer("capacity", "--volume", "10000", "--escalation-rate", "5/100", "--handling-time", "12m")
    data = worked_out(reviewer, "--volume 10000 --escalation-rate 5/100 --handling-time 12m")

    assert "5 of 100 is 5.0%" in run.out
    assert "from 2.2% to 11.2%" in " ".join(run.out.split())
    assert scenario(data, "high")["escalation_rate"] == pytest.approx(0.1118, abs=1e-4)


def test_within_leaves_the_queue_limit_alone(reviewer: Reviewer) -> None:
    """The queue limit is held to its own standard, whatever share must be answered in time."""
    strict, mild = (worked_out(reviewer, ESSAY.replace("80%", share)) for share in ("99%", "60%"))

    assert scenario(strict, "expected")["desk_for_depth"] == scenario(mild, "expected")["desk_for_depth"] == 15
    assert scenario(strict, "expected")["desk_for_wait"] > scenario(mild, "expected")["desk_for_wait"]
    assert strict["standards"] == {"in_time": 0.99, "within_limit": 0.95}


def test_time_that_may_be_planned(reviewer: Reviewer) -> None:
    """It is no assumption any more when an option says it."""
    data = worked_out(reviewer, "--volume 10000 --escalation-rate 5% --handling-time 12m --occupancy 100%")

    assert data["results"]["people_needed"] == 18
    assert "occupancy" not in data["assumptions"]
    assert "100% of the remaining time may be planned (--occupancy)." in data["notes"]


@pytest.mark.parametrize(("fail_on", "code"), [(None, 0), ("minor", 1), ("major", 1), ("blocker", 1)])
def test_exit_code(reviewer: Reviewer, fail_on: str | None, code: int) -> None:
    """It is 0 unless --fail-on asks otherwise."""
    more = ("--fail-on", fail_on) if fail_on else ()

    assert reviewer("capacity", *ESSAY.split(), "--reviewers", "14", *more).code == code


def test_exit_code_of_a_plan_without_findings(reviewer: Reviewer) -> None:
    """With nothing to find, even --fail-on minor is 0."""
    plenty = "--volume 100 --escalation-rate 1% --handling-time 5m --reviewers 5 --fail-on minor"

    assert reviewer("capacity", *plenty.split()).code == 0


@pytest.fixture
def assessment(reviewer: Reviewer, tmp_path: Path) -> Path:
    """The published review of a proposal whose figures are all there."""
    path = tmp_path / "h04.json"
    reviewer("review", EVALS / "proposals" / "h04.md", "--format", "json", "--output", path)
    return path


def test_facts_of_an_assessment(reviewer: Reviewer, assessment: Path) -> None:
    """They come with their words, and an option is laid over them; each says where it comes from."""
    before = json.loads(assessment.read_text(encoding="utf-8"))["capacity"]
    data = worked_out(reviewer, "--reviewers 77", "--from", assessment)
    facts = {fact["facet"]: fact for fact in data["inputs"]}

    assert data["source"] == "h04.md"
    assert facts["reviewers_fte"]["value"] == 77
    assert (facts["reviewers_fte"]["origin"], facts["reviewers_fte"]["option"]) == ("option", "--reviewers")
    assert facts["handling_minutes"]["value"] == before["inputs"]["handling_minutes"]
    assert facts["handling_minutes"]["origin"] == "source"
    assert facts["handling_minutes"]["evidence"][0]["quote"]
    assert "(from h04.md)" in reviewer("capacity", "--from", assessment).out


def test_an_assessment_as_it_is(reviewer: Reviewer, assessment: Path) -> None:
    """Without options the figures are those of the assessment, and its computed findings come again.

    Contradictions may rest on vague words, which are not published: none is made up, some are not seen again.
    """
    before = json.loads(assessment.read_text(encoding="utf-8"))
    data = worked_out(reviewer, "", "--from", assessment)

    assert data["scenarios"] == before["capacity"]["scenarios"]
    again, first = ([gap["id"] for gap in gaps] for gaps in (data["findings"], before["gaps"]))
    assert [gap for gap in again if gap.startswith("N-")] == [gap for gap in first if gap.startswith("N-")]
    assert set(again) <= set(first)


def test_a_rate_takes_the_place_of_counts(reviewer: Reviewer, assessment: Path) -> None:
    """Otherwise the counts of the source would win over what was asked for."""
    data = worked_out(reviewer, "--escalation-rate 1%", "--from", assessment)

    assert scenario(data, "expected")["escalation_rate"] == 0.01
    assert data["counted"] is None


def test_facts_of_an_interview(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An interview is taken up by its name; an option makes it complete."""
    import asyncio

    from reviewer.cli.setup import Setup

    monkeypatch.setenv("REVIEWER_DATA_DIR", str(tmp_path))
    setup = Setup()

    async def answer() -> None:
        async with setup.open_session("claims", "essential") as conversation:
            await conversation.reply("At target it is 4,500 claims a day. Handling takes 9 minutes per case.")

    asyncio.run(answer())
    assert session_path(load_settings().sessions, "claims").exists()
    data = worked_out(reviewer, "--escalation-rate 5%", "--from", "claims")

    assert data["source"] == "claims"
    assert {fact["facet"] for fact in data["inputs"] if fact["origin"] == "source"}


def test_output_is_whole_or_not_at_all(reviewer: Reviewer, tmp_path: Path) -> None:
    """A file gets the same bytes as the screen; a folder that is not there is refused before any work."""
    path = tmp_path / "sums.json"
    run = reviewer("capacity", *ESSAY.split(), "--format", "json", "--output", path)
    missing = reviewer("capacity", "--output", tmp_path / "no" / "sums.json")

    assert (run.code, run.out) == (0, "")
    assert path.read_text(encoding="utf-8") == reviewer("capacity", *ESSAY.split(), "--format", "json").out
    assert missing.code == 2


def test_a_terminal_opens_the_screen(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --format, --output and --plain, and only then, the facts go to the screen."""
    seen: list[Any] = []

    def open_what_if(readiness: Readiness, *more: object) -> None:
        now = readiness.facet("reviewers_fte").current
        seen.append((now.value if now else None, *more[1:]))

    monkeypatch.setattr(capacity, "has_terminal", lambda: True)
    monkeypatch.setattr("reviewer.tui.what_if.open_what_if", open_what_if)
    for more in ((), ("--plain",), ("--format", "text")):
        assert reviewer("capacity", "--reviewers", "14", *more).code == 0

    assert seen == [(14.0, "proposal", frozenset())]


def test_every_fact_that_an_option_gives_exists(framework: Framework) -> None:
    """The facets that options stand for are facets of the framework."""
    assert set(OPTIONS) <= set(framework.facets_by_key)
