"""How something is said: denied, hedged, planned, wished, or taken back."""

from __future__ import annotations

import re
from enum import Enum

from reviewer.models.offline.sentences import clause_around


class Tense(Enum):
    """When something holds: today, planned, or only wished."""

    TODAY = "today"
    PLANNED = "planned"
    WISHED = "wished"


_NEGATOR = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|without|neither|nor|cannot|nowhere|no one|"
    "noone|hardly|lacks?|lacking|missing|absent|(?:is|are|was|were|do|does|did|has|"
    "have|had|ca|could|wo|would|should)n'?t|can't|cant|won't|ain't|yet to|fails? to|"
    "failed to|refus(?:es|ed|al)|far from|instead of|rather than|in place of|isnt|arent|"
    r"wasnt|werent|dont|doesnt|didnt|hasnt|havent|hadnt|couldnt|wouldnt|shouldnt)\b"
)
_NO_NEGATION = re.compile(
    r"\b(?:no (?:more|later|fewer|less|longer|earlier|higher|lower|doubt|matter|problem|"
    r"sooner|need to ask|business|\d)|not (?:only|just|more|later|fewer|less|longer|over|above|"
    "exceed|least|to exceed|to mention|surprisingly|merely|counting|including)|never (?:more|"
    "above|over|longer|exceed|later|less|below)|nothing (?:else|more|but)|without (?:exception|"
    "a doubt|doubt|delay|fail|asking|(?:a )?person|anyone|anybody|human)|none (?:more|"
    "over)|whether or not|if not|or not|yes or no|no-go|yes/no|why not|not until|nobody else|"
    "no one else|none of (?:the|our|my) (?:builders|developers|pilot)|cannot exceed|"
    "can't exceed|not yet [a-z]+ed by|hardly ever|must not exceed|may not exceed|should not exceed|"
    r"touched or not|no:? \d)\b"
)
_NEGATED_LATER = re.compile(
    "(?: (?:is|are|was|were) (?:not|no longer|missing|open|tbd|unknown|switched off|"
    "turned off|disabled|deactivated|unclear|undecided|wrong|incorrect|out of date|"
    r"outdated|disputed)\b|:? ?(?:none|n/a|unknown|tbd|missing|open|no|not (?:yet|defined|"
    r"set|agreed|known|decided|stated|available|applicable))\.?$)"
)
_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|probably|presumably|supposedly|hopefully|possibly|"
    "apparently|i (?:think|believe|guess|suppose|assume|hope|reckon|imagine|would say|"
    "would guess)|we (?:think|believe|guess|suppose|assume|hope)|not (?:so |too |quite |"
    r"really |entirely )?sure|(?:it|that|this|they|which|^) ?should be|should be (?:about|around|roughly|"
    r"some|fine|ok|enough|there)|should be(?= (?:\d|an? ))|ought to|might(?! and)|could be|"
    "(?<!this )(?<!that )(?<!the )(?<!what )(?<!any )(?<!no )(?<!each )(?<!one )(?<!every )(?<!same )(?<!some )(?<!a "
    ")(?<!its )(?<!our )(?<!their )(?<!right )(?:kind|sort) of|"
    "my guess|guesstimate|as far as i know|afaik|from memory|if i remember|not certain|"
    "unsure|in theory|theoretically|more or less|some ?how|at a guess|rumou?r|gossip|"
    r"allegedly|it seems|seemingly|likely(?= to\b)|in principle|basically|ideally|or so i hear|i'd say|id say|"
    r"dunno|who knows|something like)\b"
)
_LAST_DOUBT = re.compile(
    "[,;-] (?:but )?(?:i (?:think|guess|believe|suppose|reckon)|maybe|perhaps|probably|"
    "or so|not sure|hopefully|at a guess)[ .!?]*$"
)
_NO_HEDGE = re.compile(r"\b(?:very likely to be|as likely|most likely|likelihood)\b")
_PLAN = re.compile(
    r"\b(?:plan(?:s|ned|ning)? (?:to|for|on)|we plan|is planned|are planned|planned|"
    "intend(?:s|ed|ing)?|intention|phase (?:2|3|4|two|three|"
    r"ii|iii|b)|tbd|tbc|t\.b\.d|to be (?:decided|defined|determined|confirmed|agreed|"
    "clarified|appointed|named|hired|written|drafted|set|done|finali[sz]ed|discussed|"
    "announced|recruited|established|worked out|documented|drawn|specified)|in due course|"
    r"down the (?:line|road)|in (?:the )?future|one day(?! (?:a|per|each|every|in|of|later|to)\b)|"
    r"(?<!as )soon(?! as)|"
    "going forward|after the pilot|roadmap|backlog item|not yet|under discussion|being (?:drafted|"
    "written|discussed|designed|considered|set up|finali[sz]ed)|in preparation|work in progress|"
    "envisag(?:e|es|ed)|supposed to|considering|looking into|looking at (?:options|"
    "whether|how|ways)|when (?:the )?time comes|"
    r"scheduled (?:for|to))\b"
)
_LOOSE_PLAN = re.compile(r"\b(?:eventually|later(?! than)|at some point|sometime|over time)\b")
_PAST = re.compile(r"\b(?:was|were|did|had|got|came|went|has been|have been|ago|already)\b")
_WILL = re.compile(r"\b(?:will|shall|'ll|we'll|going to|gonna|about to)\b|'ll\b")
_WISH = re.compile(
    r"\b(?:would (?:like|love|want|prefer|be (?:nice|good|great|useful|helpful))|we(?:'d|"
    " would) (?:like|love)|wish(?:es|ed)?|hope to|hoping to|aspire|aspiration|ambition|"
    "ambitions|ideal(?:ly)?|dream of|(?:we|i|they|team|board|management|business) wants? to|we should|"
    r"ought to|desirable|vision is|could (?:one day|imagine)|nice to have)\b"
)
_CONDITION = re.compile(
    r"(?:\b(?:if|when|whenever|where|in case|once|should|whatever|what|anything|everything|"
    "those|ones|cases|that|which|who)"
    r"(?: (?:the|a|an|any|it|they|he|she|we|this|that|there|its|their))?(?: (?!we\b|"
    r"you\b)[\w'-]+)?(?: (?:is|are|was|were|has|have|does|do|did|can|could|will|would))? ?|"
    r"\b(?:if|when|where|in case) )$"
)
_RETRACTION = re.compile(
    r"\b(?:none of (?:that|this|these|those|it|which) (?:applies|is (?:in place|active|"
    "used))|for the agent(?:'?s user)?,? (?:there (?:is |'?s )?(?:isn'?t|isnt|none|"
    "no|nothing)|none|not|nothing)|(?:switched|turned) off (?:for|because|since|at the moment|"
    "right now|on the agent)"
    "|ha(?:s|ve) been (?:disabled|deactivated|switched off|bypassed|suspended)|(?:is|"
    "are) (?:disabled|deactivated|bypassed|not (?:active|enforced|in use|switched on))|"
    "not for the agent|(?:doesn'?t|does not|don'?t|do not) (?:apply to|cover) the agent|"
    r"but (?:that|this|it)'?s (?:only )?(?:for )?(?:the|our) (?!agent)\w+|technically (?:it|"
    r"the agent) could|nothing would stop it)\b"
)


def takes_back(lower: str) -> bool:
    """Whether a statement says that what was just described does not hold for the agent."""
    return bool(_RETRACTION.search(lower))


def negations(lower: str) -> list[tuple[int, int]]:
    """Spans of words that deny, without "no more than", "not only" and their like, or in a condition."""
    harmless = [match.span() for match in _NO_NEGATION.finditer(lower)]
    return [
        match.span()
        for match in _NEGATOR.finditer(lower)
        if not any(begin <= match.start() < stop for begin, stop in harmless)
        and not _CONDITION.search(lower[max(0, match.start() - 40) : match.start()])
    ]


def is_denied(lower: str, start: int, end: int) -> bool:
    """Whether a match is denied: a negation before it in its clause, inside it, or right after it."""
    begin, stop = clause_around(lower, start, end)
    if any(begin <= left < end for left, _ in negations(lower[:end])):
        return True
    return bool(_NEGATED_LATER.match(lower[: _value_end(lower, stop)], end))


def _value_end(lower: str, stop: int) -> int:
    """A label and its value belong together: after a colon the next clause counts as well."""
    if lower[stop - 1 : stop] not in (":", "|") and not lower.startswith(" | ", stop):
        return stop
    return clause_around(lower, stop + 1, stop + 2)[1] if stop + 1 < len(lower) else stop


def is_hedged(lower: str, start: int, end: int) -> bool:
    """Whether the clause around a match says that it is not certain."""
    begin, stop = clause_around(lower, start, end)
    clause = lower[begin : _value_end(lower, stop)]
    if _LAST_DOUBT.search(lower):
        return True
    return bool(_HEDGE.search(clause)) and not _NO_HEDGE.search(clause)


def tense_of(lower: str, start: int, end: int) -> Tense:
    """The tense of the clause around a match, by its planning and wishing words."""
    begin, stop = clause_around(lower, start, end)
    clause = lower[begin : _value_end(lower, stop)]
    if _WISH.search(clause):
        return Tense.WISHED
    is_plan = _PLAN.search(clause) or (_LOOSE_PLAN.search(clause) and not _PAST.search(clause))
    return Tense.PLANNED if is_plan else Tense.TODAY


def speaks_of_future(lower: str) -> bool:
    """Whether a text says "will" or its like; a design does so all the time, a measurement must not."""
    return bool(_WILL.search(lower))
