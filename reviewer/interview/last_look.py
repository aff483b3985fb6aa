"""The last look: a whole interview read once more, for what was said and not noted.

What it finds fills gaps only. A fact that something fills, or that was spoken of later, stays as it is: whoever
corrected herself in reply 9 is not corrected back by reply 3.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reviewer.framework.catalogue import Framework
from reviewer.interview.planning import PLANNED
from reviewer.interview.record import Look, ReadReply, Reply
from reviewer.models.port import CLAIMING_KINDS, ProposedClaim, SpokenReply, TranscriptRequest
from reviewer.readiness.claims import Claim, Rejection
from reviewer.readiness.fold import Readiness
from reviewer.reading.gate import SourceText, admit
from reviewer.reading.second_look import SecondLook


class Transcript:
    """The replies that may be evidence: answers and corrections, with who said them."""

    def __init__(self, replies: Sequence[Reply], readings: Sequence[ReadReply], up_to: int) -> None:
        kinds = {read.reply: read.kind for read in readings}
        self.up_to = up_to
        self.replies = {
            reply.number: reply
            for reply in replies
            if kinds.get(reply.number) in CLAIMING_KINDS and reply.question.facet != PLANNED
        }
        self._speakers = _speakers(readings)

    def request(self, readiness: Readiness) -> TranscriptRequest:
        """What a model is asked to look through."""
        return TranscriptRequest(
            replies=tuple(
                SpokenReply(number=reply.number, question=reply.question.wording, text=reply.text)
                for reply in self.replies.values()
            ),
            known=tuple(key for key, now in readiness.facets.items() if now.is_filled),
        )

    def source(self, number: int) -> SourceText:
        """The reply with this number as a text that claims are checked against."""
        reply = self.replies[number]
        return SourceText(
            label=f"reply {number}",
            text=reply.text,
            kind="reply",
            speaker=self._speakers.get(number, "team"),
            question=reply.question,
        )


def _speakers(readings: Sequence[ReadReply]) -> dict[int, str]:
    """Who had the keyboard at each reply: whoever takes it keeps it."""
    speaker, found = "team", {}
    for read in readings:
        found[read.reply] = speaker
        speaker = read.claims[-1].speaker if read.claims else speaker
    return found


class Found(NamedTuple):
    """What a last look comes to, and those of its claims that were held against their replies."""

    look: Look
    tried: tuple[ProposedClaim, ...]


def borne_out(
    proposed: Sequence[ProposedClaim],
    transcript: Transcript,
    claims: Mapping[str, Sequence[Claim]],
    framework: Framework,
    first_number: int,
    second_look: SecondLook | None,
) -> Found:
    """What the replies bear out of what was proposed, each claim against the reply that it names.

    `claims` are those so far, by facet; new ones are numbered from `first_number`.
    """
    found: list[Claim] = []
    tried: list[ProposedClaim] = []
    refused = list(_without_reply(proposed, transcript, framework))
    for number in transcript.replies:
        own = tuple(proposal for proposal in proposed if proposal.reply == number)
        free = tuple(proposal for proposal in own if _is_free(proposal, number, claims))
        refused += [
            _refusal(proposal, framework, "something that was said fills this fact already")
            for proposal in own
            if proposal not in free
        ]
        tried += free
        source, first = transcript.source(number), first_number + len(found)
        admission = admit(free, source, framework, first_number=first, second_look=second_look)
        found += admission.claims
        refused += admission.rejections
    return Found(Look(up_to=transcript.up_to, claims=tuple(found), rejections=tuple(refused)), tuple(tried))


def _without_reply(
    proposed: Sequence[ProposedClaim], transcript: Transcript, framework: Framework
) -> Iterator[Rejection]:
    for proposal in proposed:
        if proposal.reply not in transcript.replies:
            yield _refusal(proposal, framework, "it names no reply that answers a question")


def _is_free(proposal: ProposedClaim, number: int, claims: Mapping[str, Sequence[Claim]]) -> bool:
    """Whether nothing fills the fact, and nobody spoke of it plainly in that reply or a later one."""
    return not any(
        claim.fills or (claim.strength == "denied" and _reply_of(claim) >= number)
        for claim in claims.get(proposal.facet.partition(".")[0], ())
    )


def _reply_of(claim: Claim) -> int:
    return int(claim.evidence.source.removeprefix("reply "))


def _refusal(proposed: ProposedClaim, framework: Framework, reason: str) -> Rejection:
    item = framework.item_of_facet.get(proposed.facet.partition(".")[0])
    return Rejection(facet=proposed.facet, item=item, reason=reason, quote=proposed.quote)
