"""What prompts cost, counted as characters / 4: turns of an interview, whole interviews, and proposals.

`python -m benchmarks.tokens`. The interviews are real ones, through the graph, with a service that answers every
question with a fact. The words are those of people in `evals/interviews`. Counts are exact, so they have limits in
`tests/service/test_prompts_tokens.py`.
"""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from reviewer.framework import Framework, load_framework
from reviewer.interview.conversation import open_conversation
from reviewer.interview.service import Service
from reviewer.models.openai.call import Answer, Call
from reviewer.models.openai.model import ServiceModel
from reviewer.models.openai.prompts import Prompts
from reviewer.models.port import Prose, Question, Reading, ReadRequest, SpokenReply, TranscriptRequest
from reviewer.models.written import Written
from tests.interview.obliging import NoLibrary, ObligingModel

EVALS = Path(__file__).parent.parent / "evals"
TURNS = (5, 20, 40, 80)
LENGTH = 40
# Question and reply together; 40 of them are the 7,700 tokens of the interview that the design assumed.
_TOKENS_IN_AN_EXCHANGE = 192.5
Speaks = Callable[[Question, int], str]


def tokens(call: Call) -> float:
    """The tokens of a call with the form of its answer."""
    return repeatable(call) + sum(len(each.text) for each in call.messages if not each.ends_prefix) / 4


def repeatable(call: Call) -> float:
    """Those of them that stand in the part which is the same in many calls."""
    form = json.dumps(call.shape.json_schema, sort_keys=True, separators=(",", ":")) if call.shape else ""
    return (len(form) + sum(len(each.text) for each in call.messages if each.ends_prefix)) / 4


def repeated(calls: Iterable[Call]) -> float:
    """Tokens with which an earlier one of `calls` began in the same way; the first of its kind counts for nothing."""
    seen: set[tuple[str, ...]] = set()
    found = 0.0
    for call in calls:
        form = json.dumps(call.shape.json_schema, sort_keys=True, separators=(",", ":")) if call.shape else ""
        beginning: tuple[str, ...] = (form,)
        for message in call.messages:
            beginning += (message.text,)
            if not message.ends_prefix:
                break
            if beginning in seen:
                found += len(message.text) / 4 + (len(form) / 4 if len(beginning) == 2 else 0)
            seen.add(beginning)
    return found


class Answering:
    """A service that gives the answer that was laid out for it, and keeps every call."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answer = '{"claims": []}'

    async def call(self, call: Call) -> Answer:
        """The answer that was laid out; nothing new for a last look."""
        self.calls.append(call)
        empty = '{"kind": "answer", "who_knows": null, "claims": []}'
        return Answer(text=empty if call.job == "read_again" else self.answer, usage=Written("").usage)

    def stream(self, call: Call) -> Prose:
        """The prepared question as it is."""
        self.calls.append(call)
        return Written(call.messages[-1].text.rpartition("Prepared question: ")[2])


class Obliged(ServiceModel):
    """A model behind a service that reads the fact that was asked for."""

    def __init__(self, service: Answering, framework: Framework) -> None:
        super().__init__(service, framework, "a-model")
        self._service = service
        self._obliging = ObligingModel(framework)

    async def read(self, request: ReadRequest) -> Reading:
        """The fact, through the prompt and the form."""
        self._service.answer = _as_answer(await self._obliging.read(request))
        return await super().read(request)


def _as_answer(reading: Reading) -> str:
    claims = []
    for claim in reading.claims:
        row = claim.value if isinstance(claim.value, dict) else None
        cells = [{"column": column, "value": value} for column, value in row.items()] if row else None
        kept = {"facet": claim.facet, "quote": claim.quote, "strength": "clear", "tense": "today", "cells": cells}
        empty = dict.fromkeys(("planned_date", "planned_owner", "speaker", "reply"))
        claims.append({**empty, **kept, "value": None if row else claim.value})
    return json.dumps({"kind": reading.kind, "who_knows": None, "claims": claims})


@dataclass(frozen=True)
class Interview:
    """The calls of each turn (from 1), the exchanges, and the calls after the last turn."""

    turns: tuple[tuple[Call, ...], ...]
    exchanges: tuple[str, ...]
    last_look: tuple[Call, ...]

    def first(self, count: int) -> list[Call]:
        """The calls of the first `count` turns."""
        return [call for turn in self.turns[:count] for call in turn]

    def reading(self, turn: int) -> Call:
        """The call that reads the reply of a turn."""
        return next(call for call in self.turns[turn - 1] if call.job == "read_reply")

    def words(self, count: int) -> float:
        """The tokens of the first `count` exchanges."""
        return sum(map(len, self.exchanges[:count])) / 4

    def look_over(self, count: int) -> float:
        """The tokens of a last look over the first `count` exchanges."""
        spoken = tuple(
            SpokenReply(number=number, question=said.partition("\n")[0], text=said.partition("\n")[2])
            for number, said in enumerate(self.exchanges[:count], 1)
        )
        framework = load_framework()
        request = TranscriptRequest(replies=spoken, known=tuple(framework.facets_by_key)[:count])
        return tokens(Prompts(framework, "a-model").again(request, spoken))

    @cached_property
    def prefix(self) -> float:
        """The tokens that begin every reading."""
        return repeatable(self.reading(1))

    def bound(self, count: int) -> float:
        """The least that can be asked: what never changes once, and every word once."""
        return self.prefix + self.words(count)

    def resent(self, count: int) -> float:
        """The baseline: two calls a turn, each with what never changes and everything that was said so far."""
        return sum(2 * (self.prefix + self.words(turn)) for turn in range(1, count + 1))


async def _held(speaks: Speaks, length: int) -> Interview:
    framework, service = load_framework(), Answering()
    model = Obliged(service, framework)
    turns: list[tuple[Call, ...]] = []
    exchanges: list[str] = []
    with TemporaryDirectory() as folder:
        async with open_conversation(
            Path(folder) / "talk.db", framework, model, NoLibrary(), "full", lambda: date(2026, 3, 1), Service()
        ) as talk:
            while (question := talk.turn.question) is not None and len(turns) < length:
                before = len(service.calls)
                text = speaks(question, len(turns))
                await talk.reply(text)
                exchanges.append(f"{question.wording}\n{text}")
                turns.append(tuple(call for call in service.calls[before:] if call.job != "read_again"))
    last = tuple(call for call in service.calls if call.job == "read_again")
    return Interview(tuple(turns), tuple(exchanges), last)


def held(speaks: Speaks, length: int) -> Interview:
    """An interview of at most `length` turns, through the real graph, at full depth."""
    return asyncio.run(_held(speaks, length))


def _answers(case: str) -> dict[str, list[str]]:
    """What a person of a labelled interview says to each item, first and then when asked again."""
    labels = yaml.safe_load((EVALS / "interviews" / f"{case}.yaml").read_text(encoding="utf-8"))
    unknown = labels["default_unknown"]
    return {
        item: [said.get("first", unknown), said.get("followup", unknown)] for item, said in labels["answers"].items()
    } | {"": [unknown]}


def person(case: str) -> Speaks:
    """Somebody who answers as in a labelled interview; the same words whenever an item is asked about again."""
    answers = _answers(case)
    counts: dict[str, int] = {}

    def speaks(question: Question, _turn: int) -> str:
        own = answers.get(question.item or "", answers[""])
        counts[question.item or ""] = counts.get(question.item or "", 0) + 1
        return own[min(counts[question.item or ""], len(own)) - 1]

    return speaks


def talkative() -> Speaks:
    """Somebody who says as much as the design assumed, in the words of the labelled interviews."""
    sentences = cycle(
        text for case in ("p01", "p05", "p12") for answers in _answers(case).values() for text in answers[:1]
    )

    def speaks(question: Question, turn: int) -> str:
        text = f"{turn}."
        while len(question.wording) + len(text) + 1 < 4 * _TOKENS_IN_AN_EXCHANGE:
            text += f" {next(sentences)}"
        return text[: int(4 * _TOKENS_IN_AN_EXCHANGE) - len(question.wording) - 1]

    return speaks


async def _reviewed(text: str) -> list[Call]:
    framework, service = load_framework(), Answering()
    items = tuple(framework.items_by_id)
    await ServiceModel(service, framework, "a-model").read(ReadRequest(text=text, kind="document", items=items))
    return service.calls


def reviewed(text: str) -> list[Call]:
    """The calls that read a proposal."""
    return asyncio.run(_reviewed(text))


def _row(name: str, interview: Interview, count: int) -> str:
    calls = interview.first(count)
    total, bound = sum(map(tokens, calls)), interview.bound(count)
    reading = sum(tokens(call) for call in calls if call.job == "read_reply")
    return (
        f"| {name} | {count} | {len(calls)} | {interview.words(count):,.0f} | {bound:,.0f} | {total:,.0f} "
        f"({reading:,.0f} + {total - reading:,.0f}) | {total / bound:.1f} | {repeated(calls) / total:.1%} "
        f"| {interview.resent(count):,.0f} | {interview.resent(count) / total:.1f} |"
    )


def main() -> None:
    """Count and print."""
    long = held(talkative(), TURNS[-1])
    print(f"prefix of a reading, with its form: {long.prefix:,.0f} tokens\n")
    print("| turn | read | phrase | largest reading so far |\n|---|---|---|---|")
    for turn in (place for place in TURNS if place <= len(long.turns)):
        phrased = sum(tokens(call) for call in long.turns[turn - 1] if call.job == "phrase")
        largest = max(tokens(long.reading(each)) for each in range(1, turn + 1))
        print(f"| {turn} | {tokens(long.reading(turn)):,.0f} | {phrased:,.0f} | {largest:,.0f} |")
    print(
        "\n| interview | turns | calls | words | bound | prompt tokens (read + phrase) | x bound | same beginning ",
        end="",
    )
    print("| history resent, 2 calls a turn | x ours |\n|---|---|---|---|---|---|---|---|---|---|")
    print(_row("as the design assumed", long, LENGTH))
    look, whole = long.look_over(LENGTH), sum(map(tokens, long.first(LENGTH)))
    print(
        f"| with a last look | {LENGTH} | +1 | | | {whole + look:,.0f} (+{look:,.0f}, {look / whole:.1%}) "
        f"| {(whole + look) / long.bound(LENGTH):.1f} | | | |"
    )
    for case in ("p01", "p05", "p12"):
        real = held(person(case), 1_000)
        print(_row(f"{case}, the first {LENGTH}", real, min(LENGTH, len(real.turns))))
        print(_row(f"{case}, to its end", real, len(real.turns)))
        if real.last_look:
            look, whole = sum(map(tokens, real.last_look)), sum(map(tokens, real.first(len(real.turns))))
            print(f"| {case}, last look | | {len(real.last_look)} | | | {look:,.0f} | {look / whole:.1%} of it | | | |")
    print("\n| proposal | calls | tokens | same beginning | the definitions | the paper |\n|---|---|---|---|---|---|")
    for path in sorted((EVALS / "proposals").glob("*.md")):
        calls = reviewed(path.read_text(encoding="utf-8"))
        total, system = sum(map(tokens, calls)), repeatable(calls[0]) - len(calls[0].messages[1].text) / 4
        paper = len(calls[0].messages[1].text) / 4
        print(
            f"| {path.stem} | {len(calls)} | {total:,.0f} | {repeated(calls) / total:.1%} "
            f"| {system:,.0f} a call | {paper:,.0f} a call |"
        )


if __name__ == "__main__":
    main()
