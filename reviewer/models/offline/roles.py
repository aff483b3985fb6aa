"""Job titles as people write them: "Head of Claims Operations", "Permit Officer, grade 5", "the duty manager"."""

from __future__ import annotations

import re

from reviewer.models.offline.folding import Folded
from reviewer.models.offline.values import Found, ValueKind, without_overlaps
from reviewer.models.offline.wordlists import words

_HEADS = words(
    "manager, lead, leader, head, director, officer, specialist, supervisor, coordinator, co-ordinator, "
    "engineer, analyst, controller, clerk, handler, technician, pharmacist, underwriter, nurse, physician, "
    "doctor, planner, dispatcher, auditor, counsel, secretary, superintendent, foreman, inspector, "
    "examiner, assessor, adjuster, administrator, adviser, advisor, associate, consultant, architect, "
    "developer, designer, scientist, trader, buyer, treasurer, comptroller, scheduler, editor, moderator, "
    "registrar, librarian, teacher, professor, dean, captain, marshal, president, vice president, "
    "executive, chief, ombudsman, ombudsperson, champion, steward, representative, investigator, "
    "caseworker, case worker, paralegal, lawyer, solicitor, attorney, accountant, bookkeeper, cashier, "
    "teller, banker, broker, claims agent, service agent, support agent, call agent, human agent, "
    "operator, mechanic, electrician, fitter, pilot officer, midwife, radiologist, pathologist, clinician, "
    "surgeon, consultant physician, registrar, matron, owner, partner, principal, deputy, chair, chairman, "
    "chairwoman, chairperson, reviewer, approver, translator, curator, archivist, statistician, actuary, "
    "recruiter, trainer, tester, programmer, product owner, process owner, risk owner, scrum master, "
    "commissioner, minister, mayor, councillor, magistrate, judge, sergeant, inspector, constable, warden, "
    "ranger, postmaster, stationmaster, conductor, driver, chef, concierge, receptionist, agronomist, "
    "veterinarian, vet, chemist, biologist, physicist, geologist, surveyor, valuer, appraiser, notary, "
    "purchaser, merchandiser, storekeeper, picker, packer, loader, rep"
)
_ALONE = (
    "ceo|cfo|coo|cio|cto|cro|ciso|cdo|chro|cmo|cpo|cco|cao|dpo|md|vp|svp|evp|avp|cno|"
    "cso|gm|hr business partner|group ceo"
)
_NO_MODIFIER = (
    "a|an|the|our|my|your|his|her|its|their|this|that|these|those|any|some|each|every|"
    "no|one|two|three|and|or|but|if|so|then|when|who|which|of|for|in|on|at|by|to|from|"
    "with|as|is|are|was|were|be|been|has|have|had|"
    "will|would|can|could|may|might|must|should|shall|do|does|did|not|also|only|just|"
    "now|today|we|i|you|he|she|they|it|there|here|because|while|until|under|over|between|"
    "than|via|per|after|before|about|into|still|"
    "ask|asks|asked|call|calls|called|tell|tells|told|say|says|said|let|lets|get|gets|"
    "go|goes|see|sees|mean|means|named|name|nobody|someone|somebody|anyone|everyone|"
    "where|what|how|why|all|both|same|other|another|more|most|"
    "thats|that's|its|it's|theres|there's|hes|he's|shes|she's|approves|approved|decides|"
    "decided|owns|owned|signs|signed|reviews|reviewed|runs|led|leads|reports|reporting|"
    "answers|answered|presses|stops|by|yes|hired|need|needs|have|use|uses|either|"
    "agent's|always|usually|normally|currently|probably|maybe|least|up|out|off|back|"
    "down|including|include|without|within|against|like|such|plus|minus|being|becomes|"
    "become|remains|stays|takes|took|take|makes|make|gives|give|given|sent|goes|passed|"
    "handed|clicks|looks|"
    "owner:|lead:|responsible|accountable|person|people|question|new|senior:"
)
_HEAD = rf"(?:{'|'.join(sorted({*_HEADS}, key=len, reverse=True))})s?"
_WORD = rf"(?!(?:{_NO_MODIFIER})(?![\w'-]))[^\W\d][\w&'/.-]*(?<!\.)"
_NOUN = (
    "(?!(?:the|a|an|who|which|that|and|or|but|is|are|was|has|have|will|can|may|in|on|"
    "at|by|to|with|as|from|when|if|their|his|her|our|your|my|its|it|this|these|those|"
    r"all|any|each|us|them|him|every|both|whom|what)\b)[^\W\d][\w&'/-]*"
)
_LOWER = re.compile(
    rf"\b(?:{_WORD} ){{0,3}}(?:{_HEAD}|{_ALONE})(?![\w-])(?:'s)?(?: (?:of|for) (?:the )?{_NOUN}(?: (?:and|"
    f"&) {_NOUN}(?= |$|[,.;)])| {_NOUN}){{0,2}})?(?:,? (?:on (?:duty|call|shift|rotation)|"
    r"grade \d+|level \d+|band \d+))?"
)
_LOWER_TAIL = re.compile(
    " (?:who|which|that|and|or|but|is|are|was|has|have|had|will|can|could|may|does|"
    r"did|in|on(?! (?:duty|call|shift|rotation)\b)|at|by|to|with|as|from|when|if|so|then|alone|only|never|always|today|"
    "now|approves?|decides?|owns?|signs?|reviews?|runs?|says?|confirms?|takes?|looks?|"
    r"gets?|sees?|presses|stops?|reads?|clicks?|checks?)\b.*$"
)
_COLLECTIVE = re.compile(
    "^(?:the |our |a )?(?:team|we|it|business|operations|someone|squad|crew|folks|staff|"
    "users?|customers?|agents?|vendor|supplier|system|product|data|api|owners?|leads?|"
    "heads?|partners?|deputy|deputies|chief|executives?|operators?|principals?|chair|"
    "reps?|drivers?|buyers?|judge|loaders?|brokers?|conductors?|chefs?|testers?|pilots?|"
    "traders?|doctors?|teachers?|picker|packer|editors?|translators?)$"
)
_MODIFIED = re.compile(
    "^(?:data|api|model|bot|ai|queue|message|event|error|exception|request|load|job|"
    "task|batch|cluster|container|file|mail|cost|key|market|price|project|main|next|"
    "biggest|first) (?:handler|broker|driver|owner|lead|loader|scheduler|operator|controller|"
    "partner|reviewer|conductor)s?$"
)


def roles_in(folded: Folded, alone: bool = False) -> list[Found]:
    """All job titles of a folded text; one-word titles that may mean anything count only when they stand alone."""
    found: list[Found] = []
    for match in _LOWER.finditer(folded.lower):
        start, end = _trimmed(folded, match.start(), match.end())
        words = folded.text[start:end]
        if (
            not words
            or _MODIFIED.match(words.lower())
            or (not alone and _COLLECTIVE.match(words.lower()) and not words[:1].isupper())
        ):
            continue
        if _names_a_thing(words.lower()):
            continue
        found.append(Found(ValueKind.ROLE, start, end, text=words))
    return list(without_overlaps(found))


_THINGS = re.compile(
    r"\b(?:data owner|task manager|password manager|key account|file manager|ai agent|"
    r"software agent|the agent|package manager|market leader|price leader)\b"
)


_CAPITALS_AFTER = re.compile(r"(?: (?:and |& )?(?!I\b)[A-Z][\w&/-]*)*")


def _names_a_thing(lower: str) -> bool:
    return bool(_THINGS.search(lower))


def _trimmed(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """A title without the small words around it: where it is written with capitals, from its first capital on."""
    tail = _LOWER_TAIL.search(folded.lower, start, end)
    if tail:
        end = tail.start()
    words = folded.text[start:end]
    if any(character.isupper() for character in words[1:]) or words[:1].isupper():
        start = _from_capital(folded, start, end)
        end = _to_capital(folded, start, end)
        more = _CAPITALS_AFTER.match(folded.text, end)
        end = more.end() if more and folded.text[start].isupper() else end
    while end > start and folded.text[end - 1] in " ,.;:'-":
        end -= 1
    return start, end - 2 if folded.lower[start:end].endswith("'s") else end


_KEPT_SMALL = re.compile(
    "(?:senior|junior|deputy|duty|shift|night|team|group|assistant|acting|chief|regional|"
    r"local|global)\b"
)


def _from_capital(folded: Folded, start: int, end: int) -> int:
    capital = next(
        (
            place
            for place in range(start, end)
            if folded.text[place].isupper() and (place == start or folded.text[place - 1] == " ")
        ),
        start,
    )
    if re.search(rf"\b{_HEAD}\b", folded.lower[start:capital]):
        return start
    small = _KEPT_SMALL.search(folded.lower, start, capital)
    return small.start() if small else capital


def _to_capital(folded: Folded, start: int, end: int) -> int:
    """Where a title goes on with "of", its last word in capitals is its end."""
    words = folded.text[start:end]
    match = re.match(rf"(?i:.*?\b(?:{_HEAD}|{_ALONE}))\b(?:'s)?", words)
    if match is None:
        return end
    rest = words[match.end() :]
    if not re.match(r" (?:of|for) ", rest) or not re.search(r"[A-Z]", rest):
        return end
    last = max(place for place, character in enumerate(rest) if character.isupper())
    stop = re.compile(r"[ ,.;)]|$").search(rest, last)
    return start + match.end() + (stop.start() if stop else len(rest))
