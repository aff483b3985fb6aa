"""What a model writes, checked before anybody sees it: a question in other words, and a covering note.

A model may say a question more naturally. It may not ask something else, lead, offer an answer, or give an order: it
works with the words of the catalogue, and adds only such as say nothing. Where these checks are in doubt they refuse:
the wording of the catalogue is always there. A sentence of a covering note that
is tied to no gap is left out.
"""

import re
from collections.abc import Collection, Iterable

from reviewer.library.embedder import stem
from reviewer.models.port import Question
from reviewer.readiness.claims import Record
from reviewer.reading.prose_words import (
    ASKING,
    LINK,
    MARKUP,
    MEANING,
    NEUTRAL,
    NUMBER,
    NUMBER_WORDS,
    OTHER_MARKS,
    SMALL,
    UNWELCOME,
    WORD,
)
from reviewer.text import clean, folded

LONGEST_WORDING = 400
_LONGEST_SENTENCE = 600
_MOST_SENTENCES = 12
_LEAST_KEPT = 0.6
_NEUTRAL_STEMS = frozenset(stem(word) for word in NEUTRAL)
# "Now, who ...": it opens a sentence and says nothing about time.
_OPENING_NOW = re.compile(r"(?:^|(?<=[.!] ))now, ", re.IGNORECASE)


def checked_wording(text: str, question: Question) -> str | None:
    """`text` on one line if it asks exactly what `question` asks; None if it does not, or that is in doubt.

    A question about a contradiction keeps its own words: they were weighed so that they take no side.
    """
    said = _one_line(text)
    if said is None or question.settles is not None or len(said) > LONGEST_WORDING:
        return None
    asked = folded(question.wording)
    if not (_is_one_question(said) and _is_one_question(asked)):
        return None
    is_fit = (
        all(sign.isascii() or sign in asked for sign in said)
        and _asks_for(said) == _asks_for(asked)
        and _weighty(said) == _weighty(asked)
        and _numbers(said) == _numbers(asked)
        and _keeps_and_adds_nothing(said, asked)
        and not _misbehaves(said, asked)
    )
    return said if is_fit else None


def _one_line(text: str) -> str | None:
    """`text` with plain quotes and dashes on one line; None if something in it could be hidden or be markup."""
    if clean(text) != text.replace("\r\n", "\n").replace("\r", "\n"):
        return None
    line = folded(text)
    if len(line) > 1 and line[0] == line[-1] == '"':
        line = line[1:-1].strip()
    return None if not line or MARKUP.search(line) or LINK.search(line) else line


def _is_one_question(text: str) -> bool:
    return text.count("?") == 1 and text.endswith("?") and not any(mark in text for mark in OTHER_MARKS)


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _asks_for(text: str) -> set[str]:
    return {ASKING[word] for word in _words(text) if word in ASKING}


def _weighty(text: str) -> set[str]:
    words = _words(_OPENING_NOW.sub("", text))
    negated = {"not"} if any(word.endswith("n't") for word in words) else set()
    return {MEANING[word] for word in words if word in MEANING} | negated


def _numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text)) | (NUMBER_WORDS & set(_words(text)))


def _stems(text: str) -> set[str]:
    """What the words say, without their endings, those that hold any question together, and those that weigh."""
    return {stem(word.partition("'")[0]) for word in _words(text) if word not in SMALL and word not in MEANING}


def _keeps_and_adds_nothing(said: str, asked: str) -> bool:
    """Whether most of what was asked about is still there, and only words that say nothing have come in."""
    new, old = _stems(said), _stems(asked)
    return len(old & new) >= _LEAST_KEPT * len(old) and new - old <= _NEUTRAL_STEMS


def _misbehaves(said: str, asked: str) -> bool:
    """Whether it leads, suggests, judges or orders where the catalogue does not, or offers a choice of its own."""
    if _words(said).count("or") > _words(asked).count("or") or _brackets(said) > _brackets(asked):
        return True
    return any(len(pattern.findall(said)) > len(pattern.findall(asked)) for pattern in UNWELCOME)


def _brackets(text: str) -> int:
    return text.count("(") + text.count('"')


class NoteSentence(Record):
    """One sentence of a covering note, and the ids of the gaps that it speaks of, which stand in it in brackets."""

    sentence: str
    refs: tuple[str, ...]


class CheckedNote(Record):
    """What is left of a covering note, and how many of its sentences were left out."""

    sentences: tuple[NoteSentence, ...] = ()
    dropped: int = 0


_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?=[\s\"])\s+|\n+")
_CODE = re.compile(r"\b[A-Z]{1,2}-\d{1,2}\b")


def checked_note(text: str, ids: Collection[str]) -> CheckedNote:
    """The sentences of `text` that name at least one of `ids` in square brackets, and none that does not exist."""
    known = frozenset(ids)
    told = _sentences(text, known)
    kept = [sentence for sentence in (_kept(part, known) for part in told) if sentence][:_MOST_SENTENCES]
    return CheckedNote(sentences=tuple(kept), dropped=len(told) - len(kept))


def _sentences(text: str, known: frozenset[str]) -> list[str]:
    """The sentences of a note. Points inside of ids end none; ids that follow a point belong to what it ends."""
    names = sorted(known, key=len, reverse=True)
    veiled = clean(text)
    for number, name in enumerate(names):
        veiled = veiled.replace(f"[{name}]", f"[\x00{number}\x00]")
    parts: list[str] = []
    for part in _SENTENCE_END.split(veiled):
        if parts and part and not WORD.search(_BRACKETED.sub("", part)):
            parts[-1] = f"{parts[-1]} {part}"
        elif part.strip():
            parts.append(part)
    return [_unveiled(" ".join(part.split()), names) for part in parts]


def _unveiled(text: str, names: list[str]) -> str:
    return re.sub("\x00(\\d+)\x00", lambda match: names[int(match.group(1))], text)


def _kept(sentence: str, known: frozenset[str]) -> NoteSentence | None:
    if len(sentence) > _LONGEST_SENTENCE or LINK.search(sentence):
        return None
    rest, refs = _refs(sentence, known)
    if not refs or "[" in rest or "]" in rest or not WORD.search(rest):
        return None
    parts = {code for name in known for code in _CODE.findall(name)}
    return NoteSentence(sentence=sentence, refs=refs) if parts.issuperset(_CODE.findall(rest)) else None


def _refs(sentence: str, known: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The sentence without its known ids, and these; several may share one pair of brackets."""
    found: dict[str, None] = {}
    rest = sentence
    for name in sorted(known, key=len, reverse=True):
        if f"[{name}]" in rest:
            rest = rest.replace(f"[{name}]", "")
            found[name] = None
    for inside in _BRACKETED.findall(rest):
        names = _several(inside)
        if known.issuperset(names):
            rest = rest.replace(f"[{inside}]", "")
            found |= dict.fromkeys(names)
    return rest, tuple(sorted(found))


def _several(inside: str) -> Iterable[str]:
    return [name.strip() for name in re.split("[,;]", inside)]
