"""Words by which a wording is judged: what is asked for, what weighs, what no interviewer says."""

import re

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
LINK = re.compile(r"https?|www\.|://|@|\w\.(?:com|net|org|io|dev|ai|eu|de|uk|example)\b", re.IGNORECASE)
MARKUP = re.compile(r"[\[\]<>{}*_#`|\\~^=$\ufffd]|&\w+;|!\(")
OTHER_MARKS = "\uff1f\u061f\u037e\u2047\u2048\u2049\u203d;"
SMALL = frozenset(
    """a about again all also am an and any are as at ask asked be because been being but by can come could did do does
    done else ever for from further get give go had has have he help helps her here him his how i if in into is it its
    just kindly know let like look m may me might moment more move much my next now of okay on one or other our out over
    part please point question re s see shall she so some still tell thank thanks that the their them then there these
    they thing things think this those thought to turn turning understand up us very want was we well were what when
    where which while who whom whose why will with would you your""".split()  # noqa: SIM905 - no quotes to hide words
)
# What may come in beside the words of the catalogue: thanks, a turn to the next point, nothing that could be an answer.
NEUTRAL = frozenset(
    """able actual actually alright answer appreciate aspect begin bit brief briefly bring clear clearer concretely
    continue curious describe detail details exactly explain finally first following got great good happen hear helpful
    idea interested learn little made mean means mention moving name noted note number okay own picture place
    possible precisely question ready remaining reply say saying see short side simple simply situation small
    specific specifically start state step subject sure talk team telling topic useful walk welcome well wonder
    wondering word words work""".split()  # noqa: SIM905 - no quotes to hide words
)
# What is asked for. What and which are left out: they also join two clauses.
ASKING = {"who": "who", "whom": "who", "whose": "who", "when": "when", "where": "where", "how": "how", "why": "why"}
# Words that change what an answer means: each must stand in both wordings or in neither.
_WEIGHTY = (
    "today now currently nowadays presently",
    "minute minutes",
    "hour hours hourly",
    "day days daily",
    "week weeks weekly",
    "month months monthly",
    "quarter quarters quarterly",
    "year years yearly annually annual",
    "most maximum max maximal highest largest longest biggest greatest upper",
    "busiest peak peaks",
    "worst",
    "least minimum min minimal lowest smallest shortest fewest",
    "average mean typical typically usual usually normal normally ordinary ordinarily",
    "share percent percentage proportion fraction rate",
    "only merely solely",
    "already yet",
    "before prior beforehand",
    "after afterwards",
    "last latest recent recently",
    "target planned plan plans goal",
    "full fully complete completely",
    "not no never none nobody nothing nowhere cannot without neither nor",
)
MEANING = {word: group.split()[0] for group in _WEIGHTY for word in group.split()}
NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty ninety hundred
    hundreds thousand thousands million dozen half third twice double triple""".split()  # noqa: SIM905
)
# Leading, suggesting, judging and ordering. Each may stand only where the catalogue itself has it.
UNWELCOME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:right|correct|agreed|yes|no|okay|ok|true)\s*\?",
        r"\b(?:surely|clearly|obviously|certainly|undoubtedly|naturally|of course|no doubt|after all|presumably)\b",
        r"\b(?:i|we) (?:\w+ )?(?:assume|presume|suppose|guess|imagine|expect|believe|trust|hope|suspect|take it)\b",
        r"\b(?:assuming|given|since|seeing|now) (?:that )?(?:you|your|there|the team)\b",
        r"\byou(?: have|'ve| had| just| already| also)* (?:said|told|mentioned|confirmed|agreed|stated|explained)\b",
        r"\byou(?: have|'ve| had| just| already| also)* (?:noted|described|indicated)\b",
        r"\byou (?:\w+ )?(?:must|should|ought|need|lack)\b|\byou (?:do|have) (?:not|no)\b",
        r"\bas (?:you|we|everyone|everybody) (?:\w+ )?(?:know|said|see|agree)\b",
        r"\b(?:for example|for instance|such as|e\.g|i\.e|let's say|somewhere)\b",
        r"\b(?:perhaps|maybe|probably|possibly|likely|roughly|approximately|around)\b",
        r"\b(?:would|could|might|may) (?:it|that|this) be\b|\b(?:is|was|isn't) (?:it|that|this) (?:the|a|an|your)\b",
        r"\b(?:should|best practice|most teams|other teams|everyone|ideally|recommended?|require[sd]?|must)\b",
        r"\b(?:ignore|disregard|click|press|visit|install|download|upload|paste|type|enter|run|execute|forward)\b",
        r"\b(?:(?:reply|answer|respond) with|write down|send (?:me|us|it)|e-?mail|call me|log ?in|sign up)\b",
        r"\b(?:passwords?|passcodes?|api|keys?|tokens?|credentials?|secrets?|prompts?|instructions?|system prompt)\b",
    )
)
