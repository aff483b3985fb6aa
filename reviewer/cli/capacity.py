"""`reviewer capacity`: what a volume and a share handed over mean for the people who catch the rest."""

import importlib
import importlib.util
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click

from reviewer.assessment.assess import assessed, find
from reviewer.assessment.findings import Findings, Kind
from reviewer.assessment.model import SEVERITIES
from reviewer.cli import units
from reviewer.cli.capacity_facts import OPTIONS, Given, facts, over, with_minutes, with_standards
from reviewer.cli.output import check_output, write_output
from reviewer.cli.terminal import has_terminal
from reviewer.cli.units import Figure, Written, within
from reviewer.errors import ReviewerError, SessionError
from reviewer.framework import Framework, load_framework
from reviewer.interview.sessions import session_path
from reviewer.readiness.fold import Readiness
from reviewer.report.capacity.document import CapacityDocument, capacity_json
from reviewer.report.capacity.sums import Origins, capacity_document
from reviewer.report.capacity.text import capacity_text
from reviewer.report.restored import restored
from reviewer.report.wording import misread
from reviewer.settings import Settings, load_settings
from reviewer.text import shown

Form = Literal["text", "json", "html"]
_MOST_PEOPLE = 10_000


def _in_hours(words: str) -> float:
    return units.minutes(words) / 60


def _share(words: str) -> float:
    return units.share(words).value


_TIME = within(units.minutes, 0, units.MOST_MINUTES, " minutes", above=True)
_FIGURES: tuple[tuple[str, Callable[[str], Any], str, str], ...] = (
    ("--volume", units.volume, "10000/day", "Cases at target: /hour, /day, /week, /month or /year."),
    ("--volume-now", units.volume, "1000/day", "Cases today."),
    ("--escalation-rate", units.share, "5% or 50/1000", "Share handed over; counts also give its range."),
    ("--rate-high", units.share, "12%", "The same share in a bad month."),
    ("--handling-time", _TIME, "12m", "A person's time for one of these cases."),
    ("--reviewers", within(units.count, 0, 20_000), "14", "People for these cases (full-time)."),
    ("--hours", within(units.hours, 0, 24, " hours", above=True), "8h", "Paid time of one person a day."),
    ("--shrinkage", within(_share, 0, 0.99), "30%", "Part of it that is not there for cases."),
    ("--occupancy", within(_share, 0, 1, above=True), "80%", "Part of the rest that may be planned."),
    ("--max-queue", within(units.count, 0, 100_000), "60", "Most cases that may wait."),
    ("--max-wait", within(_in_hours, 0, 8_760, " hours"), "4h", "Longest that a case may wait."),
    ("--within", units.share_within(0, 1), "80%", "Share of cases that must not wait longer."),
    ("--peak", within(units.count, 1, 24), "1.5", "The busiest hour or day, times a normal one."),
    ("--arrivals", units.opening_hours, "24/7", "When cases come in."),
    ("--desk", units.opening_hours, "“Mon-Fri 08:00-18:00”", "When people are at the desk."),
    ("--review", units.cases_with_minutes, "2500/day@3m", "Cases that a person approves each time."),
    ("--human-only", units.cases_with_minutes, "500/day@15m", "Cases that people decide alone."),
    ("--sample", units.share_with_minutes, "2%@5m", "Part of what the agent does alone that is checked."),
    ("--timeout", within(_in_hours, 0, 8_760, " hours", above=True), "24h", "When an unanswered case meets its fate."),
    ("--fallback", units.volume, "1800/day", "Cases that people can do without the agent."),
    ("--before", _TIME, "19m", "Work on one case today."),
)


def _figures(function: Callable[..., None]) -> Callable[..., None]:
    """One option for each figure."""
    for option, read, example, text in reversed(_FIGURES):
        kind = Figure(option.removeprefix("--"), read, example)
        function = click.option(option, type=kind, metavar=example.strip("“”"), help=text)(function)
    return function


@click.command(name="capacity")
@_figures
@click.option("--peak-of", type=click.Choice(["hour", "day"]), help="Of what --peak is.  [default: hour]")
@click.option(
    "--on-timeout",
    type=click.Choice(["deny", "hold", "auto_approve"]),
    help="Fate of a case that nobody answers.",
)
@click.option("--from", "source", metavar="NAME|FILE", help="Begin with an interview, or a review in JSON.")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), help="text is the default.")
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@click.option("--plain", is_flag=True, help="Text instead of the screen; also used where there is no terminal.")
@click.option("--fail-on", type=click.Choice(["blocker", "major", "minor"]), help="Exit with 1 from this severity on.")
@click.option("--framework", "overlay", type=click.Path(path_type=Path), help="A folder laid over the framework.")
@click.pass_context
def command(
    context: click.Context,
    /,
    source: str | None,
    form: Form | None,
    output: Path | None,
    plain: bool,
    fail_on: str | None,
    overlay: Path | None,
    **options: Any,
) -> None:
    """Work out what a volume means for the people who catch the rest.

    Give what you know; what is missing is named, and nothing is guessed. With a terminal it opens a screen on which
    the figures can be moved. Exit code: 0, or 1 with --fail-on, 2 for a figure that cannot be read.
    """
    check_output(output)
    given = {f"--{name.replace('_', '-')}": _written(value) for name, value in options.items() if value is not None}
    settings = load_settings()
    framework = with_standards(load_framework(overlay or settings.framework), given)
    start = _start(source, settings, framework)
    found = facts(given, start.readiness, framework)
    readiness = over(start.readiness, found, framework)
    if form is None and output is None and not plain and has_terminal() and _screen_exists():
        screen = importlib.import_module("reviewer.tui.what_if")
        context.exit(screen.open_what_if(readiness, framework, start.kind, start.answered) or 0)
    findings = with_minutes(find(readiness, framework, start.kind, start.answered), given)
    _check_size(findings)
    origins = Origins(
        options=OPTIONS | {"peak_of": "--peak"},
        written=found.written,
        settings={"occupancy": "--occupancy"} if "--occupancy" in given else {},
        notes=(*found.notes, *_set_by(given)),
        source=start.name,
    )
    document = capacity_document(findings, assessed(findings, start.answered), origins)
    write_output(_formed(document, form or "text"), output)
    context.exit(_exit_code(document, fail_on))


def _written(value: Any) -> Written:
    return value if isinstance(value, Written) else Written(value, str(value))


@dataclass(frozen=True)
class _Start:
    """What is there before any option: nothing, or an assessment by its name."""

    readiness: Readiness
    kind: Kind = "proposal"
    answered: frozenset[str] = frozenset()
    name: str | None = None


def _start(source: str | None, settings: Settings, framework: Framework) -> _Start:
    if source is None:
        return _Start(Readiness())
    if Path(source).exists():
        before = restored(Path(source), framework)
        for words in misread(before.reader):
            click.echo(shown(words), err=True)
        return _Start(before.readiness, before.kind, before.answered, before.name)
    return _interview(source, settings, framework)


def _interview(name: str, settings: Settings, framework: Framework) -> _Start:
    from reviewer.interview.closing import assess_session

    nothing = (
        f"--from “{name[:60]}”: there is neither such a file nor such an interview. Write it like assessment.json."
    )
    try:
        path = session_path(settings.sessions, name)
    except SessionError:
        raise ReviewerError(nothing) from None
    if not path.exists():
        raise ReviewerError(nothing)
    session = assess_session(path, framework)
    return _Start(session.readiness, "interview", session.answered, name)


def _screen_exists() -> bool:
    return importlib.util.find_spec("reviewer.tui.what_if") is not None


def _check_size(findings: Findings) -> None:
    """ReviewerError for a queue that nobody could stand in: a slip in some figure, and hours of sums."""
    outlook = findings.inputs.plan.outlook
    if outlook is None:
        return
    busy = outlook.arrivals_per_hour / outlook.served_per_hour
    if busy > _MOST_PEOPLE:
        raise ReviewerError(
            f"That is work for {busy:,.0f} people at one time, beyond any desk; please look at --volume, "
            "--escalation-rate and --handling-time."
        )


def _set_by(given: Given) -> list[str]:
    written = given.get("--occupancy")
    return [f"{written.value:.0%} of the remaining time may be planned (--occupancy)."] if written else []


def _formed(document: CapacityDocument, form: Form) -> str:
    if form == "json":
        return capacity_json(document)
    if form == "html":
        from reviewer.report.capacity.page import capacity_page

        return capacity_page(document)
    return capacity_text(document, shutil.get_terminal_size().columns if sys.stdout.isatty() else 80)


def _exit_code(document: CapacityDocument, fail_on: str | None) -> int:
    counting = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
    return 1 if any(gap.severity in counting for gap in document.findings) else 0
