"""A service that reads two facts, by the words of its prompt, and now and then overlooks one."""

import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.service.server import Behaviour, error, text

INSTRUCTION = "- Only what is said."
"""Words that the prompts hold, and that a reader may need."""
_FACTS = {
    "max_queue_depth": ("EX", re.compile(r"[Aa]t most (\d+) (?:cases )?may wait[^.,]*")),
    "volume_now_per_day": ("EX", re.compile(r"(?:answers|get) ([\d,]+) (?:tickets )?a day(?: now)?")),
}
_TEXT = re.compile(r"<(document|reply) (\w{16})>\n(.*)\n</\1 \2>", re.DOTALL)
_AREA = re.compile(r"Now look for one area only: (\w+),")


@dataclass
class StandIn:
    """`needs`: words without which it reads nothing. `overlooks`: every how-manieth reading it finds nothing in.

    `fails`: which texts it does not take, by a word in them.
    """

    needs: str = ""
    overlooks: int = 0
    fails: str = ""
    seen: Counter[str] = field(default_factory=Counter)

    def __call__(self, request: Any, _number: int) -> Behaviour:
        messages = [_words(message["content"]) for message in request["messages"]]
        if request.get("stream"):
            return text("What else is there to know?")
        found = _TEXT.search("\n".join(messages[1:]))
        if found is None:
            return text(json.dumps({"kind": "answer", "who_knows": None, "claims": []}))
        kind, said = found[1], found[3]
        if self.fails and self.fails in said:
            return error(400, "not today")
        area = _AREA.search(messages[-1])
        claims = [] if self.needs not in messages[0] else list(_claims(said, area[1] if area else ""))
        if claims and self._overlooks(said):
            claims = []
        form = {"kind": "answer", "who_knows": None} if kind == "reply" else {}
        return text(json.dumps({**form, "claims": claims}))

    def _overlooks(self, said: str) -> bool:
        """By how often these very words were read: the same in every run."""
        self.seen[said] += 1
        return bool(self.overlooks) and (self.seen[said] + zlib.crc32(said.encode())) % self.overlooks == 0


def _words(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def _claims(said: str, area: str) -> Any:
    for facet, (owner, pattern) in _FACTS.items():
        match = pattern.search(said)
        if match and area in ("", owner):
            value = float(match[1].replace(",", ""))
            yield _CLAIM | {"quote": match[0], "facet": facet, "value": value}


_CLAIM: dict[str, Any] = {
    "strength": "clear",
    "tense": "today",
    "cells": None,
    "planned_date": None,
    "planned_owner": None,
    "speaker": None,
    "reply": None,
}
