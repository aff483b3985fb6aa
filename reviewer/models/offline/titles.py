"""Job titles that no list knows, where a question asked who: "the harbour master", "Kontrolleur vom Dienst"."""

from __future__ import annotations

import re

from reviewer.models.offline.folding import Folded
from reviewer.models.offline.wordlists import words

_PHRASE = re.compile(
    r"(?:(?:it'?s|its|that'?s|thats|that would be|will be|would be|usually|always|only|just|well|so|the|our|a|an|my|"
    r"by|then|one of|any|each|every|all) )*(?P<title>[^\W\d][\w&'/-]*(?: (?:of|for|and|&|in charge|vom|von|der|de|du)"
    r"(?= )| [^\W\d][\w&'/-]*){0,5}?)"
    r"(?=$|[,.;:()!]| - | (?:in|at|from|on|under|who|which|that|reports?|reporting|and|or|with|does|do|has|have|is|are|"
    r"will|can|may|decides?|takes?|picks?|looks?|gets?|handles?|answers?)\b)"
)
_PERSON = re.compile(
    r"(?:ists?|[^e]ers?|eers?|ors?|ians?|ants?|urs?|ives?|clerks?|nurses?|leads?|advocates?|stewards?|delegates?|"
    "masters?|mates?|sisters?|heads?|chiefs?|deput(?:y|ies)|wardens?|counsels?|associates?|aides?|guards?|crews?|"
    "desk|champions?|sponsors?|marshals?|fellows?|midwife|midwives|agents?|judges?|scribes?|mandataris)$"
)
_NO_PERSON = frozenset(
    words(
        "customer, customers, user, users, server, computer, order, orders, paper, papers, never, other, others, "
        "whether, number, numbers, letter, letters, matter, however, later, after, under, over, either, neither, "
        "together, center, quarter, partner, partners, whoever, whichever, ever, rather, water, power, computers, "
        "vendor, vendors, supplier, suppliers, provider, error, errors, door, floor, agent, agents, for, or, nor, "
        "another, answer, offer, buyer, applicant, applicants, claimant, claimants, tenant, tenants, passenger, "
        "passengers, consumer, consumers, sender, filter, router, folder, tier, member, members, important, relevant, "
        "want, constant, our, your, four, hour, hours, your's, current, recent, different, give, five, active, "
        "alternative, initiative, native, executives, per, ours, yours, manner, corner, cover, summer, winter"
    )
)
_SMALL = re.compile(
    r"\b(?:we|they|he|she|it|someone|somebody|everyone|anyone|nobody|team|people|department|business|staff|"
    r"who|what|that|this|there|not|no|is|are|was|were|has|have|will|would|can|could|may|depends|whoever|different)\b"
)


def title_at(folded: Folded, start: int = 0) -> tuple[int, int] | None:
    """The span of a title at the beginning of an answer; none where the words name no person's work."""
    match = _PHRASE.match(folded.lower, start)
    if match is None:
        return None
    begin, end = match.span("title")
    title = folded.lower[begin:end]
    head = re.split(r" (?:of|for|in charge|vom|von|der|de|du) ", title)[0].split(" ")[-1]
    if _SMALL.search(title) or head in _NO_PERSON:
        return None
    return (begin, end) if _PERSON.search(head) or _is_capitalised(folded.text[begin:end]) else None


def _is_capitalised(title: str) -> bool:
    """Several words that all begin with a capital, as official titles do; one alone may be a first name."""
    telling = [word for word in title.split(" ") if len(word) > 3]
    return len(telling) > 1 and all(word[0].isupper() for word in telling)
