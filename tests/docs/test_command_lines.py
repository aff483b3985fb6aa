"""Every command line that the documentation shows is one that the program understands."""

import re
import shlex
from pathlib import Path

import click
import pytest

from reviewer.cli import cli

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_FENCE = re.compile(r"^```.*?\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`(reviewer(?: [^`\n]+)?)`")
_CALL = re.compile(r"(?:^|[|;&] *|\$ |run: )(reviewer(?: [^|;&>\n]*)?)(?=$|[|;&>])", re.MULTILINE)


def in_blocks(page: Path) -> list[str]:
    """Calls of the program in blocks of code: whole command lines."""
    blocks = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [call.strip() for block in blocks for call in _CALL.findall(block)]


def in_sentences(page: Path) -> list[str]:
    """Calls of the program in running text, where a command may be named without its arguments."""
    return _SPAN.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))


def words_of(call: str) -> list[str]:
    return shlex.split(call, comments=True)[1:]


def check(words: list[str], whole: bool, command: click.Command = cli) -> None:
    """UsageError unless click understands `words`: command, options, choices, and arguments if the call is `whole`."""
    with click.Context(command, allow_interspersed_args=not isinstance(command, click.Group)) as context:
        given, left, _ = command.make_parser(context).parse_args(args=list(words))
        for parameter in command.get_params(context):
            _check_value(parameter, given.get(parameter.name or ""), whole, context)
        if left and isinstance(command, click.Group):
            chosen = command.get_command(context, left[0])
            if chosen is None:
                raise click.UsageError(f"there is no command {left[0]}")
            check(left[1:], whole, chosen)
        elif left:
            raise click.UsageError(f"too much: {left}")


def _check_value(parameter: click.Parameter, value: object, whole: bool, context: click.Context) -> None:
    is_missing = not isinstance(value, (str, list, tuple)) or not value
    if whole and isinstance(parameter, click.Argument) and parameter.required and is_missing:
        raise click.UsageError(f"{parameter.name} is missing")
    if isinstance(parameter.type, click.Choice) and isinstance(value, str):
        parameter.type.convert(value, parameter, context)


def test_the_documentation_shows_calls() -> None:
    """The search finds what is there to be found."""
    whole = {call for page in PAGES for call in in_blocks(page)}
    named = {call for page in PAGES for call in in_sentences(page)}

    assert {"reviewer", "reviewer review -", "reviewer framework lint docs/overlay-example"} <= whole
    assert any("--fail-on" in call for call in whole)
    assert "reviewer doctor" in named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_call_that_is_shown_is_understood(page: Path) -> None:
    """Command, options, choices and arguments are those of the program."""
    for call in in_blocks(page):
        check(words_of(call), whole=True)
    for call in in_sentences(page):
        check(words_of(call), whole=False)


@pytest.mark.parametrize(
    "call",
    [
        "reviewer revue proposal.md",
        "reviewer review proposal.md --frmat json",
        "reviewer review proposal.md --format papyrus",
        "reviewer review proposal.md --fail-on",
        "reviewer sessions delete",
        "reviewer doctor now please",
    ],
)
def test_a_wrong_call_would_be_noticed(call: str) -> None:
    """The check above can fail."""
    with pytest.raises(click.UsageError):
        check(words_of(call), whole=True)
