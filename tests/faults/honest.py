"""What a fair service answers. It sees what any service sees: the request, and nothing else."""

import json
import re
from typing import Any

from reviewer.framework import Facet, Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import ProposedClaim, ReadRequest
from tests.interview.obliging import value_of

JOBS = ("read_reply", "read_again", "read_document", "phrase", "critique")
# After these replies the person tells everything at once, so that the interview ends.
_HALTING = 4


def job_of(request: Any) -> str:
    """Which job a request is for, by the first line of its prompt. A whole interview is read under that for a reply."""
    job = content(request, 0).partition("\n")[0].rpartition(" ")[0].rpartition(" ")[2]
    assert job in JOBS, "a request without one of our prompts"
    return "read_again" if job == "read_reply" and "<interview " in content(request, 1) else job


def content(request: Any, place: int) -> str:
    """The text of one message; a message may come in parts."""
    whole = request["messages"][place]["content"]
    return whole if isinstance(whole, str) else "".join(part["text"] for part in whole)


def between_marks(text: str, name: str) -> str:
    """What stands between the marks `name`."""
    found = re.search(rf"<{name} (\w+)>\n(.*)\n</{name} \1>", text, re.DOTALL)
    assert found, f"no marks {name}"
    return found[2]


class Honest:
    """Reads like the built-in model where there is a paper; in an interview it finds the fact that was asked for."""

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._offline = OfflineModel(framework)
        self._papers: dict[str, tuple[ProposedClaim, ...]] = {}
        self._facets = {facet.key: facet for facet in (*framework.profile, *_facets(framework))}

    def answer(self, request: Any) -> str:
        """The answer to a request; the same to the same one."""
        return str(getattr(self, f"_{job_of(request)}")(request))

    def _read_reply(self, request: Any) -> str:
        asked = content(request, 1)
        reply = between_marks(asked, "reply")
        if reply == "stop":
            return as_reply([], kind="stop")
        number = int(re.sub(r"\D", "", reply) or 0)
        if number == 1:
            keys = [facet.key for facet in self._framework.profile]
        elif number <= _HALTING:
            keys = [self._asked(asked)]
        else:
            keys = list(self._facets)
        return as_reply([self.claim(key, reply) for key in keys])

    def _asked(self, asked: str) -> str:
        """The first facet that the request defines."""
        defined = asked.partition("Facets in question:\n")[2]
        names = re.findall(r"^[-\s]*([a-z_]+)\b", defined, re.MULTILINE)
        return next(name for name in names if name in self._facets)

    def _read_again(self, request: Any) -> str:
        del request
        return as_reply([])

    def _read_document(self, request: Any) -> str:
        keys = set(re.findall(r"[a-z_]+", content(request, 2).partition("Its facets:")[2].partition("\n")[0]))
        paper = between_marks(content(request, 1), "document")
        if paper not in self._papers:
            items = tuple(item.id for item in self._framework.items)
            reading = self._offline.read_now(ReadRequest(text=paper, kind="document", items=items))
            self._papers[paper] = reading.claims
        claims = [_form(claim) for claim in self._papers[paper] if claim.facet.partition(".")[0] in keys]
        return json.dumps({"claims": claims})

    def _phrase(self, request: Any) -> str:
        return content(request, 1).rpartition("Prepared question: ")[2]

    def _critique(self, request: Any) -> str:
        gaps = json.loads(between_marks(content(request, 1), "assessment"))["gaps"]
        return f"This comes first [{gaps[0]['id']}]. " + "".join(f"Then there is this [{gap['id']}]. " for gap in gaps)

    def claim(self, key: str, quote: str) -> dict[str, Any]:
        """A clear claim about one facet, with some value that it can hold."""
        facet = self._facets[key]
        if facet.type != "list":
            return form(facet=key, quote=quote, value=value_of(facet))
        cells = [{"column": column.column, "value": value_of(column)} for column in facet.row]
        return form(facet=key, quote=quote, cells=cells)


def form(facet: str, quote: str, **more: Any) -> dict[str, Any]:
    """A claim as a service writes it."""
    empty = dict.fromkeys(("value", "cells", "planned_date", "planned_owner", "speaker", "reply"))
    return {"quote": quote, "facet": facet, "strength": "clear", "tense": "today", **empty, **more}


def as_reply(claims: list[dict[str, Any]], kind: str = "answer") -> str:
    """The answer to a request to read a reply."""
    return json.dumps({"kind": kind, "who_knows": None, "claims": claims})


def _form(claim: ProposedClaim) -> dict[str, Any]:
    row = claim.value if isinstance(claim.value, dict) else None
    return form(
        facet=claim.facet,
        quote=claim.quote,
        strength=claim.strength,
        tense=claim.tense,
        value=None if row else claim.value,
        cells=[{"column": name, "value": value} for name, value in row.items()] if row else None,
        planned_date=claim.planned_date.isoformat() if claim.planned_date else None,
        planned_owner=claim.planned_owner,
        speaker=claim.speaker or None,
    )


def _facets(framework: Framework) -> list[Facet]:
    return [facet for item in framework.items for facet in item.facets]
