"""Requests of the port as calls to a service.

What never changes comes first, then what many calls share, and what is new last, so that a service can keep the
beginning. Nothing here knows the day, a session or a person; equal requests make equal bytes.
"""

import json
from collections.abc import Collection, Sequence

from reviewer.framework.catalogue import Area, Framework
from reviewer.models.openai.call import Call, Job, Message
from reviewer.models.openai.definitions import (
    defined_in_question,
    definitions,
    index,
    items_of,
    keys_of,
    profile_keys,
)
from reviewer.models.openai.shapes import DocumentForm, ReplyForm, shape_of
from reviewer.models.openai.wording import code_of, prompt, storable
from reviewer.models.port import (
    CritiqueRequest,
    Exchange,
    PhraseRequest,
    ReadRequest,
    SpokenReply,
    TranscriptRequest,
)

_MOST_TOKENS: dict[Job, int] = {
    "read_reply": 4_000,
    "read_document": 8_000,
    "read_again": 8_000,
    "phrase": 1_000,
    "critique": 2_000,
}
"""Of an answer. More than it should need: some models think aloud within the same limit."""
# Characters. These parts of a request may not grow with an interview.
_ROOM_FOR_DEFINITIONS, _ROOM_FOR_EARLIER, _ROOM_FOR_LAST = 1_200, 150, 600
_ROOM_FOR_NAMES, _ROOM_FOR_LIST, _ROOM_FOR_FIGURES = 360, 200, 140
_ITEMS_IN_QUESTION = 3
_LONGEST_QUOTED_ANSWER = 4_000
_NOTHING = "(nothing)"


class Prompts:
    """Calls to the model `model`, with the words of this installation and of one framework."""

    def __init__(self, framework: Framework, model: str) -> None:
        self._framework = framework
        self._model = model
        self._replies = _reading_rules("read-reply", index=index(framework))
        self._documents = _reading_rules("read-document", definitions=definitions(framework))

    def reply(self, request: ReadRequest) -> Call:
        """Read one reply of an interview."""
        facet = request.question.facet if request.question else ""
        items = request.items[:_ITEMS_IN_QUESTION] if request.question and request.question.item else ()
        wording = prompt("read-reply")
        said = {
            "told": _told(request, self._in_question(facet, items)),
            "earlier": _exchange(request.earlier),
            "question": storable(request.question.wording) if request.question else wording.filled("unasked"),
            "text": storable(request.text),
        }
        defined = defined_in_question(self._framework, facet, items, _ROOM_FOR_DEFINITIONS) or _NOTHING
        body = wording.filled("request", definitions=defined, code=code_of(*said.values()), **said)
        return self._reading("read_reply", body)

    def again(self, request: TranscriptRequest, replies: Sequence[SpokenReply]) -> Call:
        """Read some replies of a finished interview once more."""
        spoken = "\n".join(f"[{each.number}] {each.question}\n> {each.text}" for each in replies)
        text = storable(spoken)
        known = ", ".join(request.known) or _NOTHING
        return self._reading(
            "read_again", prompt("read-again").filled("request", known=known, text=text, code=code_of(text))
        )

    def area(self, text: str, area: Area, scope: Sequence[str], number: int = 1, of: int = 1) -> Call:
        """Read one area in a document, or in part `number` of a long one."""
        text, items = storable(text), items_of(self._framework, area, scope)
        keys = keys_of(self._framework, items)
        if area == self._framework.areas[0]:
            keys += profile_keys(self._framework)
        wording = prompt("read-document")
        part = f"{wording.filled('part', number=str(number), of=str(of))}\n" if of > 1 else ""
        return self._call(
            "read_document",
            Message(role="system", text=self._documents, ends_prefix=True),
            Message(
                role="user", text=wording.filled("document", text=text, part=part, code=code_of(text)), ends_prefix=True
            ),
            Message(role="user", text=wording.filled("request", area=f"{area.id}, {area.name}", keys=", ".join(keys))),
        )

    def phrase(self, request: PhraseRequest) -> Call:
        """Put a question in natural words."""
        text = _shortened(storable(request.last_reply), _ROOM_FOR_LAST) or _NOTHING
        question = storable(request.question.wording)
        return self._writing("phrase", text=text, question=question, code=code_of(text))

    def critique(self, request: CritiqueRequest) -> Call:
        """Write a covering note."""
        text = storable(json.dumps(request.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, indent=0))
        return self._writing("critique", text=text, code=code_of(text))

    def _in_question(self, facet: str, items: Sequence[str]) -> frozenset[str]:
        """The facets that a question, or one of the items beside it, is about."""
        known = [self._framework.items_by_id[item] for item in items if item in self._framework.items_by_id]
        return frozenset((facet.partition(".")[0], *keys_of(self._framework, known)))

    def _reading(self, job: Job, body: str) -> Call:
        system = Message(role="system", text=self._replies, ends_prefix=True)
        return self._call(job, system, Message(role="user", text=body))

    def _writing(self, job: Job, **values: str) -> Call:
        system = Message(role="system", text=_rules(job), ends_prefix=True)
        return self._call(job, system, Message(role="user", text=prompt(job).filled("request", **values)))

    def _call(self, job: Job, *messages: Message) -> Call:
        forms = {"read_reply": ReplyForm, "read_again": ReplyForm, "read_document": DocumentForm}
        shape = shape_of(forms[job]) if job in forms else None
        return Call(job=job, model=self._model, messages=messages, shape=shape, max_tokens=_MOST_TOKENS[job])


def asked_again(call: Call, answer: str, mistake: str) -> Call:
    """The same call, with the answer that could not be used and why."""
    said = Message(role="assistant", text=storable(answer[:_LONGEST_QUOTED_ANSWER]))
    objection = Message(role="user", text=prompt("repair").filled("request", mistake=mistake))
    return call.model_copy(update={"messages": (*call.messages, said, objection)})


def _reading_rules(name: str, **values: str) -> str:
    claims = prompt("claims")
    return f"{claims.title}, {_rules(name, claims=claims.filled('rules'), **values)}"


def _rules(name: str, **values: str) -> str:
    """The fixed beginning, with its version, so that a recording shows which words it was made with."""
    wording = prompt(name)
    return f"{wording.title}\n\n{wording.filled('rules', **values)}"


def _told(request: ReadRequest, near: Collection[str]) -> str:
    """Names of rows and figures told before, as many as there is room for: lists in question first, and of each list
    the latest names.
    """
    lines: list[str] = []
    room = _ROOM_FOR_NAMES
    for key, names in sorted(request.known_rows.items(), key=lambda told: (told[0] not in near, told[0])):
        line = _shortened(f"{key}: {' | '.join(reversed(names))}", _ROOM_FOR_LIST)
        if names and len(line) <= room:
            lines.append(line)
            room -= len(line)
    figures = (f"{key}={value:g}" for key, value in request.known_values.items() if not isinstance(value, str))
    lines.append(_shortened(", ".join(figures), _ROOM_FOR_FIGURES))
    return storable("\n".join(lines)).strip() or _NOTHING


def _exchange(earlier: Exchange | None) -> str:
    if earlier is None:
        return _NOTHING
    question, reply = (_shortened(storable(words), _ROOM_FOR_EARLIER) for words in (earlier.question, earlier.reply))
    return f"{question}\n> {reply}"


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[:room].rstrip()}..."
