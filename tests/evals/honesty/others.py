"""Labels that belong to other cases: whoever is right by them is right by chance."""

from collections.abc import Mapping
from typing import TypeVar

from reviewer.evals.labels.gold import Gold, PaperGold, PersonaGold, TranscriptGold

_Labels = TypeVar("_Labels")


def of_others(gold: Gold) -> Gold:
    """Each case with the labels of one from the other half of its suite; words that quotes stand in stay its own."""
    papers, talks, persons = (_halfway(each) for each in (gold.proposals, gold.transcripts, gold.interviews))
    return Gold(
        proposals={
            case: PaperGold(text=own.text, expected=papers[case].expected) for case, own in gold.proposals.items()
        },
        transcripts={case: _turn_by_turn(own, talks[case]) for case, own in gold.transcripts.items()},
        interviews={
            case: PersonaGold(answers=own.answers, expected=persons[case].expected)
            for case, own in gold.interviews.items()
        },
        retrieval=_halfway(gold.retrieval),
        adversarial=_halfway(gold.adversarial),
        guards=_halfway(gold.guards),
        rules=_halfway(gold.rules),
    )


def _halfway(labels: Mapping[str, _Labels]) -> dict[str, _Labels]:
    """Cases that stand side by side have much in common."""
    names = sorted(labels)
    half = len(names) // 2
    return {name: labels[other] for name, other in zip(names, [*names[half:], *names[:half]], strict=True)}


def _turn_by_turn(own: TranscriptGold, other: TranscriptGold) -> TranscriptGold:
    """The labels of another talk, begun again where it has fewer turns."""
    turns = tuple(
        other.turns[place % len(other.turns)].model_copy(update={"answer": turn.answer})
        for place, turn in enumerate(own.turns)
    )
    return TranscriptGold(turns=turns, expected=other.expected)
