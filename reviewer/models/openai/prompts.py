"""Requests of the port as calls to a service.

What never changes comes first, then what many calls share, and what is new last, so that a service can keep the
beginning. Nothing here knows the day, a session or a person; equal requests make equal bytes.
"""

import json
from collections.abc import Sequence

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
_ROOM_FOR_DEFINITIONS, _ROOM_FOR_TOLD, _ROOM_FOR_EARLIER, _ROOM_FOR_LAST = 1_200, 400, 150, 600
_ITEMS_IN_QUESTION = 3
_LONGEST_QUOTED_ANSWER = 4_000
_NOTHING = "(nothing)"


class Prompts:
    """Calls to the model `model`, with the words of this installation and of one framework."""

    def __init__(self, framework: Framework, model: str) -> None:
        self._framework = framework
        self._model = model
        claims = prompt("claims").filled("rules")
        self._replies = _heading("read-reply", claims=claims, index=index(framework))
        self._documents = _heading("read-document", claims=claims, definitions=definitions(framework))

    def reply(self, request: ReadRequest) -> Call:
        """Read one reply of an interview."""
        facet = request.question.facet if request.question else ""
        items = request.items[:_ITEMS_IN_QUESTION] if request.question and request.question.item else ()
        told, earlier, text = _told(request), _exchange(request.earlier), storable(request.text)
        wording = prompt("read-reply")
        question = storable(request.question.wording) if request.question else wording.filled("unasked")
        body = wording.filled(
            "request",
            definitions=defined_in_question(self._framework, facet, items, _ROOM_FOR_DEFINITIONS) or _NOTHING,
            question=question,
            told=told,
            earlier=earlier,
            text=text,
            code=code_of(told, earlier, question, text),
        )
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

    def _reading(self, job: Job, body: str) -> Call:
        system = Message(role="system", text=self._replies, ends_prefix=True)
        return self._call(job, system, Message(role="user", text=body))

    def _writing(self, job: Job, **values: str) -> Call:
        system = Message(role="system", text=_heading(job), ends_prefix=True)
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


def _heading(name: str, **values: str) -> str:
    """The fixed beginning, with its version, so that a recording shows which words it was made with."""
    wording = prompt(name)
    return f"Second Proof, {name}, version {wording.version}\n\n{wording.filled('rules', **values)}"


def _told(request: ReadRequest) -> str:
    """Names and figures told before, as many as there is room for: names first, the latest of each list first."""
    facets = [f"{key}: {' | '.join(reversed(names))}" for key, names in sorted(request.known_rows.items()) if names]
    room = _ROOM_FOR_TOLD // (len(facets) + 1)
    facets = [_shortened(line, room) for line in facets]
    values = ", ".join(f"{key}={value:g}" for key, value in request.known_values.items() if not isinstance(value, str))
    rest = _ROOM_FOR_TOLD - sum(map(len, facets))
    return storable("\n".join((*facets, _shortened(values, rest)))).strip() or _NOTHING


def _exchange(earlier: Exchange | None) -> str:
    if earlier is None:
        return _NOTHING
    question, reply = (_shortened(storable(words), _ROOM_FOR_EARLIER) for words in (earlier.question, earlier.reply))
    return f"{question}\n> {reply}"


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[:room].rstrip()}..."
