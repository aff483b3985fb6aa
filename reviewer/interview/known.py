"""What was told before, in few words, for whoever reads the next reply. Its size does not grow with the interview."""

from collections.abc import Mapping, Sequence

from reviewer.framework.catalogue import Framework
from reviewer.interview.record import Reply
from reviewer.models.port import Exchange
from reviewer.readiness.claims import Claim, Scalar
from reviewer.readiness.fold import Readiness

_MOST_ROWS = 30
_MOST_VALUES = 40
_LONGEST_NAME = 80
_LONGEST_QUESTION = 300
_LONGEST_SAID = 800


def known_rows(readiness: Readiness, framework: Framework) -> dict[str, tuple[str, ...]]:
    """The names of the rows of those lists that are told apart by one text."""
    found: dict[str, tuple[str, ...]] = {}
    for key, now in readiness.facets.items():
        facet = framework.facet(key)
        if facet.type != "list" or len(facet.row_key) != 1 or facet.column(facet.row_key[0]).type != "text":
            continue
        names = (row[facet.row_key[0]].value for row in now.rows if facet.row_key[0] in row)
        short = [name for name in names if isinstance(name, str) and len(name) <= _LONGEST_NAME]
        found[key] = tuple(short[-_MOST_ROWS:])
    return found


def known_values(
    readiness: Readiness, framework: Framework, claims: Mapping[str, Sequence[Claim]]
) -> dict[str, Scalar]:
    """The figures that stand, the latest first."""
    figures = [
        (claims[key][-1].number, key, now.current.value)
        for key, now in readiness.facets.items()
        if now.current is not None and key in claims and framework.facet(key).type in ("quantity", "share")
    ]
    return {key: value for _, key, value in sorted(figures, reverse=True)[:_MOST_VALUES]}


def exchange_before(reply: Reply | None) -> Exchange | None:
    """The exchange just before, each side cut."""
    if reply is None:
        return None
    return Exchange(question=_cut(reply.question.wording, _LONGEST_QUESTION), reply=said_last(reply))


def said_last(reply: Reply | None) -> str:
    """What was said in the reply before, cut; empty where there is none."""
    return _cut(reply.text, _LONGEST_SAID) if reply else ""


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
