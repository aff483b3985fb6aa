"""The kind of a reply: whether it answers at all, and who would know if it does not."""

from __future__ import annotations

import re

from reviewer.models.offline.folding import fold
from reviewer.models.offline.orders import is_order_to_reader
from reviewer.models.offline.segments import Segment, segments_of
from reviewer.models.offline.speakers import ASKS, TAKEOVER, who_knows
from reviewer.models.port import ReplyKind

_COMMANDS: tuple[tuple[ReplyKind, re.Pattern[str]], ...] = (
    ("skip", re.compile(
        "^(?:/?skip|pass|next(?: (?:one|question))?(?: please)?|(?:let'?s |please )?(?:skip|"
        "leave|move on)(?: (?:this|that|it|over|to the next))*(?: (?:one|question))?(?: please)?|"
        "can we skip (?:this|that|it)(?: one)?|move on)[.! ]*$"
    )),
    ("back", re.compile(
        "^(?:/?back|go back|undo|previous(?: question)?|(?:can (?:we|i) )?(?:please )?go back(?: (?:one|"
        "a step|to the (?:last|previous)(?: one| question)?))?)(?: please)?[.!? ]*$"
    )),
    ("stop", re.compile(
        "^(?:/?(?:stop|quit|exit|end|bye)|(?:let'?s |please |i (?:want|need|have) to |"
        "i'?ll |can we )?(?:stop|quit|pause|finish|end|leave)(?: (?:here|now|this|the interview|"
        "it|there|for (?:today|now)))*(?: please)?|that'?s (?:it|all|enough) for (?:today|"
        "now)|enough for (?:today|now)|i'?m done|save and (?:quit|exit|stop))[.! ]*$"
    )),
)  # fmt: skip
_YES = re.compile(
    "^(?:(?:yes|yep|yeah|yup|ya|ja|aye|sure|ok|okay|correct|right|exactly|indeed|true|"
    "agreed|of course|certainly|absolutely|definitely|that'?s (?:right|correct|it|true)|"
    "sounds? (?:good|right)|perfect|fine|good|great|thanks|thank you|cheers|y|si|oui|"
    "precisely|confirmed|it is|we do|we have|there is|they do|please do|go ahead|understood|"
    "noted|got it|uh-huh|mhm)[,.! ]*){1,4}$"
)
_NO = re.compile(
    "^(?:(?:no|nope|nah|not really|none|never|nein|negative|n|nobody|nothing|not at all|no one)[,.! ]*){1,2}$"
)
_DONT_KNOW = re.compile(
    r"\b(?:(?:i |we )?(?:really |honestly |just |simply )?(?:don'?t|dont|do not|didn'?t|"
    "wouldn'?t|would not) (?:really |actually |honestly |even )?(?:know|remember|recall|"
    "have (?:that|it|this|those|the (?:number|figure|answer))(?: here| to hand| with me|"
    " at hand)?)|no idea|no clue|not a clue|haven'?t (?:a|the|any) (?:clue|idea|foggiest|"
    "slightest)|i have no (?:idea|clue)|idk|dunno|not sure|i'?m not (?:sure|certain)|"
    "can'?t (?:say|tell|remember|answer)|cannot (?:say|tell|answer)|couldn'?t (?:say|"
    "tell(?: you)?)|could not (?:say|tell(?: you)?)|beats me|search me|(?:you'?d|you would|"
    "you'?ll|you will) have to ask|(?:let me |i'?ll |i will |i can |i could |have to |i'?d have to )(?:circle back|"
    "get back|check|look (?:that|it) up|find out|ask)|not my (?:area|department|field|"
    "thing|patch|job)|above my pay ?grade|no one (?:here )?knows|nobody (?:here )?knows|"
    r"who knows|hard to say|off the top of my head|couldn'?t say|circle back)\b"
)
_REFUSAL = re.compile(
    r"\b(?:(?:i|we)(?:'m| am|'re| are|'d| would)? (?:(?:rather|prefer) not|not (?:going to|"
    "allowed to|authori[sz]ed to|at liberty to|comfortable|permitted to|answering|telling|"
    "willing to)|won'?t (?:answer|say|tell|share|disclose|go into|discuss|comment)|"
    "will not (?:answer|say|tell|share|disclose|discuss|comment)|can'?t (?:share|disclose|"
    "discuss|talk about|go into|comment)|cannot (?:share|disclose|discuss|comment)|"
    "(?:would )?(?:rather|prefer) not|refuse|decline)|none of your business|no comment|"
    "that'?s (?:confidential|classified|private|secret|sensitive)|(?:it'?s|this is) (?:confidential|"
    "classified|under nda)|not (?:for|in) (?:this|a) (?:chat|tool|interview|form)|don'?t want to (?:answer|"
    "say|talk|discuss|go into)|i'?m not (?:answering|saying)|not your concern|i object|"
    "not putting (?:that|this) in writing|you don'?t need (?:to know )?that|leave (?:it|"
    r"that) (?:out|blank|empty))\b"
)
_COUNTER = re.compile(
    "^(?:(?:hm+|ok(?:ay)?|well|so|and|but|sorry|wait|hang on|hold on|hmm|um|uh|er|oh|"
    "right|good question|before i answer|genuinely asking|honestly|genuine question)[,.! ]*)*(?:why|"
    "what(?:'s| is| do| does| did| are| exactly| kind| counts| sort| for| has|s)|how (?:do you|"
    "is that|would|come|exactly do you|so|should|does)|who (?:wants|is asking|sees|"
    "reads|gets|will)|where (?:does|do|will|is) (?:this|that|my|the)|is (?:this|that|"
    "it)|are you|do you|does (?:this|that|it)|can (?:you|we|i)|could you|would you|"
    "should (?:i|we)|which (?:one|of|week|kind|cases?|number)|in what|meaning|do i|"
    "as in|(?:you )?mean(?:ing)?|since when|say again|pardon|come again|huh|you want|"
    "you mean|per what|today or|now or|how many more|how (?:much )?long(?:er)?|are we|"
    r"is there much|whats|when you say)\b"
)
_SMALL_TALK = re.compile(
    r"\b(?:weather|snow(?:ing)?|rain(?:ing)?|coffee|kettle|lunch|weekend|"
    "football|the match|holiday|birthday|fire alarm|doorbell|kids?|cat|dog|cake|"
    "pizza|haha|lol|sorry one sec|one sec|two secs|brb|back in|hang on|give me a (?:sec|"
    "minute|moment)|just a (?:sec|minute|moment)|phone'?s? ringing|how are you|good morning|"
    "hello|hi there|nice to meet|happy (?:monday|friday)|knackered|sunny|hungry|"
    r"wifi|can you hear|bless you|back now|where were we)\b"
)
_MOMENT = re.compile(r"\b(?:one|two|a|five|10|ten) (?:secs?|seconds?|moments?|min(?:ute)?s?)\b")
_GREETING = re.compile(
    "^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|morning|evening|thanks|"
    "thank you|cheers|ok|okay|sorry|right|back|bye|haha|lol|great|no worries|all good|"
    "ready|here|one moment|one sec|two secs)[,.!: ]*(?:there|all|everyone|you|again|"
    "so much)?[,.! ]*)+$"
)
_META = re.compile(
    r"\b(?:stupid|silly|pointless|boring|ridiculous|annoying|strange|weird) (?:question|interview|tool|thing)s?\b|"
    r"\bwaste of time\b|\b(?:already|just) (?:answered|told you|said that)\b|\byou (?:already )?asked\b|"
    r"\bhow (?:many|much) (?:more|longer|is left|questions)|are we (?:nearly |almost )?(?:done|"
    "there|finished)|is this the last|how long (?:does|will) (?:this|it) (?:take|go on)"
)
_CORRECTION = re.compile(
    r"\b(?:sorry,? (?:the|that|our|it)\b[^.]{0,40}\d|sorry,? (?:it'?s|its|that'?s|thats|"
    "not|no|i (?:meant|said|got)|my (?:mistake|"
    r"bad)|make that|\d)|sorry,? [\d\w]+ (?:per ?cent|percent|%|a day|minutes|people|"
    r"cases)\b|correction|i (?:meant|misspoke|was wrong|got (?:that|it) wrong|made a mistake|"
    "need to correct|have to correct|must correct)|my (?:mistake|bad)|(?:no )?wait,? (?:it'?s|"
    r"that'?s|no|not)|scratch that|strike that|make (?:that|it) (?:about )?(?:\d|one\b|two\b|three|"
    r"four|five|six|seven|eight|nine|ten|twelve|a (?:dozen|hundred|thousand))|(?:that|it|what i said|"
    r"the \w+|\d[\d.,]*k?)(?: (?:i (?:said|gave)|earlier|before))*,? (?:is|was) (?:wrong|"
    r"incorrect|out of date|outdated|not (?:right|correct))|instead of the \w+ i (?:said|"
    "gave)|let me correct|to correct (?:myself|that)|oh hang on|hang on,? (?:that|it|"
    r"no)|actually,? (?:it'?s|its|that'?s|no)|not \d[\d.,]* ?(?:%|per ?cent)?,? (?:but|"
    r"it'?s)|i said \w+ (?:but|earlier)|revis(?:e|ed|ing) (?:my|that)|update on|as i said wrongly)\b"
)
_PLAIN_COUNTER = re.compile(
    "^(?:(?:hm+|ok|well|and|but|sorry)[,.! ]*)*(?:why (?:do|would|are|is|does|should)|what do you mean|what exactly do|"
    r"what for|how so|what has that|what does that)\b.{0,60}$"
)
_CONTRAST = re.compile(
    r"^(?:no|nope|nah|actually|rather|it'?s|its)\b,? ?(?:it'?s |its |that'?s |make that )?(?:about )?[\d.,]+ ?"
    r"(?:%|per ?cent|percent|\w+)?(?: a day)?,? (?:and )?not \d"
)
_LONG_REMARK = 60
_CONTENT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|"
    r"thousand|half|manager|officer|lead|head of|director)\b"
)


def kind_of(text: str) -> ReplyKind:
    """The kind of a reply; what carries content is an answer, whatever it also says."""
    folded = fold(text)
    lower = folded.lower
    segments = segments_of(text)
    for kind, pattern in _COMMANDS:
        if pattern.match(lower):
            return kind
    if _YES.match(lower) or not any(character.isalnum() for character in lower):
        return "confirmation" if lower and any(character.isalnum() for character in lower) else "off_topic"
    if is_injection_only(segments):
        return "injection"
    stated = [segment for segment in segments if not segment.is_question and not is_order_to_reader(segment.lower)]
    return _kind_of_words(lower, segments, stated)


def _kind_of_words(lower: str, segments: list[Segment], stated: list[Segment]) -> ReplyKind:
    useful = [segment for segment in stated if carries(segment.lower)]
    asks_back = (
        bool(segments)
        and segments[0].is_question
        and not any(_CONTENT.search(segment.lower) or len(segment.lower) > _LONG_REMARK for segment in useful)
    )
    chats = any(segment.is_question and _SMALL_TALK.search(segment.lower) for segment in segments) and not any(
        _CONTENT.search(segment.lower) for segment in useful
    )
    asks_back = asks_back or bool(_PLAIN_COUNTER.match(lower) and not _CONTENT.search(lower))
    wonders = any(segment.is_question and _META.search(segment.lower) for segment in segments[:1])
    if not useful or asks_back or chats or wonders:
        return _kind_without_content(lower, segments)
    is_correction = _CORRECTION.search(lower) or _CONTRAST.match(lower)
    return "correction" if is_correction and not TAKEOVER.match(lower) else "answer"


def is_injection_only(segments: list[Segment]) -> bool:
    """Whether a reply consists of orders to the reader and nothing that states a fact."""
    orders = [segment for segment in segments if is_order_to_reader(segment.lower)]
    rest = [segment for segment in segments if segment not in orders and carries(segment.lower)]
    return bool(orders) and not any(_CONTENT.search(segment.lower) for segment in rest)


def carries(lower: str) -> bool:
    """Whether a statement may hold a fact: not only small talk, not knowing, refusing or greeting."""
    if _GREETING.match(lower) or _META.search(lower):
        return False
    if (_DONT_KNOW.search(lower) or _REFUSAL.search(lower)) and not _fact_beside(lower):
        return False
    if _SMALL_TALK.search(lower) and not _CONTENT.search(_MOMENT.sub("", lower)):
        return False
    if ASKS.search(lower) and _ASK_ONLY.match(lower):
        return False
    return bool(re.search(r"[^\W\d]{2,}|\d", lower)) and not _FILLER.match(lower)


_ASK_ONLY = re.compile(
    "^(?:(?:so|and|then|but|please|you(?:'d| would| should| could)?(?: better)?|i'?d|"
    "have to|best|just|maybe|better)[, ]*)*(?:ask|check with|speak to|talk to|try|consult|"
    r"ping|contact|that'?s (?:for|one for)|question for|one for)\b|.*\b(?:would|will|"
    r"should|might) know\b|.*\bask (?:him|her|them)\b"
)
_FILLER = re.compile(
    "^(?:good question|great question|fair (?:enough|point)|ok(?:ay)?(?: fair| fine|"
    " got it| let me (?:look|see|check|think))?|let me (?:look|see|check|think)|hm+|"
    "well|right|fine|sure|honestly|genuinely asking|interesting|yes|no|so|and|anyway|"
    "hang on|hold on|one sec|two secs|mad here|sorry about that|thanks|what else|let'?s see)[,.!:]*$"
)
_FACT_AFTER = re.compile(
    r"\b(?:but|although|only that|except|what i (?:do )?know|roughly|about|around|at least|"
    r"i know)\b.*(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen)\b)|\d[\d.,]*k? .*\b(?:but|"
    "no clue|no idea|not sure|don'?t know)"
)


def _fact_beside(lower: str) -> bool:
    """Whether a fact stands beside the not knowing ("no idea about the peak, but 400 a day")."""
    return bool(_FACT_AFTER.search(lower))


def _kind_without_content(lower: str, segments: list[Segment]) -> ReplyKind:
    if _REFUSAL.search(lower):
        return "refusal"
    if _DONT_KNOW.search(lower) or (who_knows(lower) and not _asks_back(segments[0])):
        return "dont_know"
    questions = [segment for segment in segments if segment.is_question]
    if any(map(_asks_back, questions)) or _COUNTER.match(lower):
        return "off_topic" if _META.search(lower) else "counter_question"
    if _NO.match(lower):
        return "answer"
    return "counter_question" if questions and not _SMALL_TALK.search(lower) else "off_topic"


def _asks_back(segment: Segment) -> bool:
    return bool(_COUNTER.match(segment.lower)) and not _SMALL_TALK.search(segment.lower)
