"""The interview in plain lines: for pipes, for screen readers, and where there is no terminal."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from typing import TypeVar

from reviewer.assessment.model import SEVERITIES, Assessment
from reviewer.interview.conversation import Conversation, ReplyError, Turn
from reviewer.models.reader import OFFLINE_READER, ReaderWords, usage_in_words
from reviewer.readiness.words import claim_in_words, claims_by_quote
from reviewer.text import shown

_HELP = "Answer in your own words, one line each. These words help: why, don't know, skip, back, stop."
# Seconds after which a person wants to know that the reply was heard.
_SLOW = 1.0
_T = TypeVar("_T")


def run(
    opened: AbstractAsyncContextManager[Conversation],
    name: str,
    write: Callable[[str], None] = print,
    reader: ReaderWords = OFFLINE_READER,
) -> None:
    """Hold the interview on standard input and output until it ends, the input ends, or the person stops.

    Everything typed is kept. KeyboardInterrupt passes through after the session is closed.
    """
    with _open(opened, reader) as (runner, conversation):
        write(f"Second Proof, session {name}. Read by {reader.name}.")
        if reader.is_service:
            write(reader.sentence)
        write(_HELP)
        _say_what_failed(conversation.turn, write)
        turn = conversation.turn
        while turn.question is not None:
            _put(turn, write)
            typed = _typed(write)
            if typed is None:
                write("")
                break
            turn = _answered(runner, conversation, turn, typed, write, reader)
        _close(conversation, turn, name, write, reader)


@contextmanager
def _open(
    opened: AbstractAsyncContextManager[Conversation], reader: ReaderWords
) -> Iterator[tuple[asyncio.Runner, Conversation]]:
    """The conversation, on a loop that runs only between the lines: Ctrl-C at the prompt is an ordinary interrupt."""
    with asyncio.Runner() as runner:
        conversation = runner.run(_patiently(opened.__aenter__(), reader, "opening; what you sent last is being read"))
        try:
            yield runner, conversation
        finally:
            runner.run(_left(opened))


async def _left(opened: AbstractAsyncContextManager[Conversation]) -> None:
    await opened.__aexit__(None, None, None)


def _put(turn: Turn, write: Callable[[str], None]) -> None:
    if turn.question:
        write("")
        write(f"{turn.number}. {shown(turn.question.wording)}")
        if turn.question.why:
            write(f"   Why I ask: {shown(turn.question.why)}")


def _typed(write: Callable[[str], None]) -> str | None:
    """The next line with words in it, or None at the end of the input. A pipe's lines are shown as they are taken."""
    while True:
        try:
            line = input("> " if sys.stdin.isatty() else "")
        except EOFError:
            return None
        if line.strip():
            if not sys.stdin.isatty():
                write(f"> {shown(line)}")
            return line


def _answered(
    runner: asyncio.Runner,
    conversation: Conversation,
    turn: Turn,
    typed: str,
    write: Callable[[str], None],
    reader: ReaderWords,
) -> Turn:
    try:
        after = runner.run(_patiently(conversation.reply(typed), reader, "being read; your reply is kept"))
    except ReplyError as error:
        write(f"   {error}")
        return turn
    _say_what_was_understood(conversation, after, write)
    return after


async def _patiently(reading: Awaitable[_T], reader: ReaderWords, words: str) -> _T:
    """What comes of it. On a terminal, what takes a service long shows that it goes on, and for how long."""
    clock = asyncio.ensure_future(_clock(words)) if reader.is_service and sys.stderr.isatty() else None
    try:
        return await reading
    finally:
        if clock is not None:
            clock.cancel()
            with suppress(asyncio.CancelledError):
                await clock


async def _clock(what: str) -> None:
    waited, width = 0.0, 0
    try:
        while True:
            await asyncio.sleep(_SLOW)
            waited += _SLOW
            words = f"   {waited:.0f} s, {what}"
            width = len(words)
            sys.stderr.write(f"\r{words}")
            sys.stderr.flush()
    finally:
        if width:
            sys.stderr.write(f"\r{' ' * width}\r")
            sys.stderr.flush()


def _say_what_failed(turn: Turn, write: Callable[[str], None]) -> None:
    if turn.degraded:
        write(f"   ! {shown(turn.degraded)}")


def _say_what_was_understood(conversation: Conversation, turn: Turn, write: Callable[[str], None]) -> None:
    for quote, claims in claims_by_quote(turn.read.claims if turn.read else ()):
        write(f'   noted: "{shown(quote)}"')
        for claim in claims:
            write(f"     - {shown(claim_in_words(conversation.framework, claim))}")
    if turn.note:
        write(f"   {shown(turn.note)}")
    _say_what_failed(turn, write)


def _close(
    conversation: Conversation, turn: Turn, name: str, write: Callable[[str], None], reader: ReaderWords
) -> None:
    for line in summary(turn.assessment):
        write(line)
    for line in _what_the_service_did(conversation, turn, reader):
        write(line)
    for key, person in sorted(conversation.who_knows.items()):
        write(f"Open: {_named(conversation, key)}. {shown(person)} would know.")
    if turn.ended != "complete":
        write(f"Everything is kept. Go on with: reviewer interview --session {name}")
    write(f"The whole report: reviewer report {name}")


def _what_the_service_did(conversation: Conversation, turn: Turn, reader: ReaderWords) -> Iterator[str]:
    """What it took, and how much of the interview it did not read; nothing where none was asked."""
    took = usage_in_words(turn.usage, reader.currency)
    if took:
        yield f"Asked of {shown(conversation.served.model or reader.name)}: {took}."
    unread = len(conversation.served.unread)
    if unread:
        yield f"Read by the built-in offline model instead: {unread} of {conversation.served.replies} replies."


def _named(conversation: Conversation, key: str) -> str:
    item = conversation.framework.items_by_id.get(key)
    return item.name if item else conversation.framework.facet(key).name


def summary(assessment: Assessment) -> Iterator[str]:
    """The verdict with what limits it, coverage as counts, and the gaps that weigh most."""
    yield ""
    yield assessment.verdict.sentence
    yield f"What limits it most: {shown(assessment.verdict.limiting_fact)}"
    covered = assessment.coverage
    essentials = f"{covered.essentials_known} of {covered.essentials} essential ones"
    yield f"Known: {covered.known} of {len(assessment.items)} items, {essentials}."
    worst = [gap for gap in assessment.gaps if gap.severity in SEVERITIES[:2]]
    for gap in worst[:12]:
        yield f"  {gap.severity}: {shown(gap.title)}"
    if len(worst) > 12:
        yield f"  and {len(worst) - 12} more"
