"""An interview that was held as the file of a case: its words, and drafts of labels that a person has to check."""

from collections.abc import Iterator

from reviewer.evals.labels.gold import Label
from reviewer.evals.labels.unchecked import KEY
from reviewer.evals.making.drafts import Facts
from reviewer.evals.making.held import Held, HeldTurn
from reviewer.evals.making.writing import block, in_braces, in_brackets, plain, quoted, remark, value
from reviewer.framework.catalogue import Framework

_HEAD = """\
# The words are those of an interview that was held. The labels (kind, sets, facts) are drafts: what the program heard.
# They are its own opinion and not the truth. For each turn: read the answer, put right what is wrong, add what is not
# there, and take out of `unchecked` what you have looked at. Nothing is scored while a name is left there.
#   kind   answer, correction or dont_know; or one that fills nothing, and then `fills_nothing: true` stands beside it:
#          counter_question, confirm, refuse, off_topic, injection, meta.
#   sets   states that this answer changes, as they stand after it: satisfied, partial, missing (why: not_stated, vague
#          or denied), not_applicable, unknown. Quotes are exact words of this answer. `doubt: true` where a fair second
#          reader might differ.
#   facts  what this answer states or corrects, in the units of the framework, shares from 0 to 1.
"""
_END = """\
# The states and facts at the end are those to which the turns lead. Gaps are never drafted: to have them measured,
# write what you find yourself, in place of the dots; [] says that there is none.
final:
  # contradictions:
  #   - {rule: ..., quotes: ["...", "..."]}
  # computed:
  #   - {rule: ..., severity: blocker, note: "..."}
  # verdict: ...
"""


def talk_file(case: str, held: Held, framework: Framework) -> str:
    """The text of interviews/<case>.yaml."""
    lines = [
        f"id: {plain(case)}",
        'title: ""   # what it is about, in a few words',
        f"day: {held.day.isoformat()}   # on which it was held; dates without a year are read as seen from it",
        f"{KEY}: [day]",
        "turns:",
    ]
    for number, turn in enumerate(held.turns, 1):
        lines += [f"  # {number}", *_turn(turn, framework), ""]
    return _HEAD + "\n".join(lines) + "\n" + _END


def drafted(turn: HeldTurn) -> list[str]:
    """The names of the drafts of a turn. Its kind is always one, so that no turn is left unread."""
    return ["kind", *turn.sets, *turn.facts]


def _turn(turn: HeldTurn, framework: Framework) -> Iterator[str]:
    question = turn.question
    yield "  - question:"
    if question.item in framework.items_by_id:
        yield f"      item: {plain(question.item or '')}   {remark(framework.item(question.item or '').name)}"
    if question.facet:
        yield f"      facet: {plain(question.facet)}"
    yield from block("text", question.wording, 6)
    yield from block("answer", turn.answer, 4)
    yield f"    kind: {turn.kind}"
    yield "    sets:" if turn.sets else "    sets: {}"
    for item, label in turn.sets.items():
        yield f"      {plain(item)}:   {remark(framework.item(item).name)}"
        yield from _label(label)
    if turn.facts:
        yield "    facts:"
        yield from _facts(turn.facts)
    if turn.is_trap:
        yield "    fills_nothing: true"
    yield f"    {KEY}: {in_brackets(drafted(turn), is_plain=True)}"


def _label(label: Label) -> Iterator[str]:
    yield f"        state: {label.state}"
    if label.why:
        yield f"        why: {label.why}"
    if label.quotes:
        yield "        quotes:"
        yield from (f"          - {quoted(words)}" for words in label.quotes)


def _facts(facts: Facts) -> Iterator[str]:
    for key, told in facts.items():
        if isinstance(told, list):
            yield f"      {plain(key)}:"
            yield from (f"        - {in_braces(row)}" for row in told)
        else:
            yield f"      {plain(key)}: {value(told)}"
