"""Words that never count as an answer, in ten families."""

from __future__ import annotations

import re
from enum import Enum


class Vague(Enum):
    """The ten families of answers that never count."""

    COLLECTIVE_OWNER = "V1"
    FUTURE_WITHOUT_DATE = "V2"
    ADJECTIVE_FOR_NUMBER = "V3"
    TOOL_AS_ANSWER = "V4"
    CIRCULAR = "V5"
    PILOT_BY_ANALOGY = "V6"
    ELASTIC_CAPACITY = "V7"
    ABSOLUTE = "V8"
    VIRTUE_WORD = "V9"
    DELEGATION_UPWARD = "V10"


_FAMILIES: tuple[tuple[Vague, re.Pattern[str]], ...] = (
    (Vague.COLLECTIVE_OWNER, re.compile(
        r"\b(?:we all|the (?:whole )?(?:team|business|organi[sz]ation|company|squad|"
        "crew|department)|some(?:one|body)|everyone|everybody|anyone|anybody|whoever|"
        "operations (?:will|would|handles?|does|takes?|looks?)|the ai team|the usual (?:people|suspects)|"
        "(?:[a-z]+ )?folks|the guys|"
        "people in|us together|all of us|it (?:dept|department)|stakeholders|cross-functional|"
        r"the experts|same (?:crew|team|squad))\b|^(?:we|us|the team|it|ops|operations)[.!]?$"
    )),
    (Vague.FUTURE_WITHOUT_DATE, re.compile(
        r"\b(?:will (?:be|do|get|look|see|sort|fix|handle|find|define|decide)|plan to|"
        "later|phase (?:2|two)|tbd|to be (?:decided|defined|confirmed)|eventually|in due course|"
        "soon|at some point|as we go|when we get there|down the road|sky's the limit|"
        r"work(?:ing)? on it|circle back|over time|first of all then)\b"
    )),
    (Vague.ADJECTIVE_FOR_NUMBER, re.compile(
        r"\b(?:low|lower|few|fewer|mostly|mainly|largely|usually|quick(?:ly)?|fast|manageable|"
        "high|many|lots?|plenty|several|some|most|rare(?:ly)?|hardly any|almost (?:never|"
        "none|all)|nearly all|small|minor|tiny|short|long|a bit|a while|asap|promptly|"
        "regularly|frequently|often|sometimes|occasionally|varies|depends|negligible|"
        "minimal|significant(?:ly)?|substantial(?:ly)?|reasonable|good enough|fine|"
        "loads|tons|millions|not (?:many|much|long)|very (?:few|low|little|rare)|periodically|"
        "from time to time|now and then|a click|one tap|a tap|quite a few|a handful|"
        r"enough|sufficient(?:ly)?|extensive(?:ly)?)\b"
    )),
    (Vague.TOOL_AS_ANSWER, re.compile(
        r"\b(?:the (?:platform|tool|system|software|vendor|supplier|model|engine|product) (?:does|"
        r"handles|takes care|ensures|manages|covers|has|will|is)|guard ?rails?|autoscal\w*|"
        "multi-region|sla|plug and play|out of the box|standard connectors?|apis?|full observability|"
        r"dashboards?|the vendor|mostly configuration|dynamically|smart \w+)\b"
    )),
    (Vague.CIRCULAR, re.compile(
        r"\b(?:per policy|as appropriate|best practices?|case by case|case-by-case|as needed|"
        "as required|if needed|where needed|when needed|where necessary|as necessary|"
        "if necessary|according to (?:policy|procedure|need|the (?:rules|policy))|in line with|"
        "per (?:the )?(?:process|procedure|guidelines?)|standard (?:process|procedure)|"
        "usual (?:process|procedure|way|complaints?)|normal (?:complaints?|process|"
        "procedure)|industry standard|where it matters|common sense|whatever is right|"
        "the right people|as usual|same as (?:always|for anything|ever)|prioriti[sz]e|"
        "sort(?:s|ed)? (?:it|that|this|them)?(?: out)?|it'?s in the (?:manual|sops?)|"
        r"in (?:their|our|the) sops?|everyone knows|make it right|you feel it)\b"
    )),
    (Vague.PILOT_BY_ANALOGY, re.compile(
        r"\b(?:(?:it )?work(?:s|ed) (?:fine |well |great |perfectly )?(?:in|during) the pilot|"
        "like in the pilot|as in the pilot|same as (?:in )?the pilot|never a problem in the pilot|"
        "same (?:forms?|data)|fully representative|very representative|the same data|"
        r"it scales|scales (?:linearly|naturally|by itself|automatically))\b"
    )),
    (Vague.ELASTIC_CAPACITY, re.compile(
        r"\b(?:scale (?:the team |up |people )?(?:as|if|when)|as needed|(?:can |will |"
        "to )?absorb|existing (?:staff|team|crew|people)|flex(?:ible|ibly)?|hire (?:if|"
        "when|as)|add (?:people|staff|reviewers) (?:if|as|when)|hiring isn'?t|enough (?:people|"
        "hands|capacity)|capacity is (?:not|no)|handle (?:this|it|that) comfortably|"
        r"on demand|we'?ll manage|comfortably)\b"
    )),
    (Vague.ABSOLUTE, re.compile(
        r"\b(?:never|always|100 ?%|no exceptions?|not happen|won'?t happen|wont happen|"
        "unlikely|impossible|zero (?:errors|risk|disruption|change)|can always|everything (?:is|"
        "can|gets|'s)|everything'?s|anything can|completely|fully|totally|they'?d notice|"
        "can'?t go wrong|no (?:backlog|queue|risk|problem|issues?)|there'?s no backlog|"
        r"whatever happens|at any time)\b"
    )),
    (Vague.VIRTUE_WORD, re.compile(
        r"\b(?:robust|governed|governance is|responsibl[ey]|trust(?:ed|worthy)|human in the loop|"
        r"human-in-the-loop|supervised autonomy|accountab\w+|ethical|world-class|seamless|"
        "secure|compliant|state of the art|enterprise-grade|no-brainer|obvious(?:ly)?|"
        "higher-value|more meaningful|meaningful work|supportive|excited|love(?:s)? it|"
        "adore|agile|great|amazing|gorgeous|good at|experienced|ownership|culture|comfortable|"
        r"surprisingly good|super)\b"
    )),
    (Vague.DELEGATION_UPWARD, re.compile(
        r"\b(?:leadership|management|the board|senior management|c-level|the steering (?:committee|"
        "group)|steerco|legal|compliance|hr|pr|it|procurement|security) (?:will|would|"
        r"decides?|is|are|has to|have to|should|can|could|must|looks?|handles?|takes? care)\b"
    )),
)  # fmt: skip


def vague_families(lower: str) -> tuple[Vague, ...]:
    """The families of vague words that a text contains."""
    return tuple(family for family, pattern in _FAMILIES if pattern.search(lower))
