"""The keys of the interview, and what they say in the person's place."""

from textual.binding import Binding, BindingType

SENT_BY_KEY = {"skip": "skip", "dont_know": "I don't know", "why": "Why do you ask?", "back": "back", "stop": "stop"}
"""What the keys say in the person's place. The interview understands the same words when they are typed."""


def _key(key: str, action: str, name: str, meaning: str, *, show: bool = False) -> Binding:
    """A key that works while something is typed; the field for the reply has other uses for some of them."""
    word = name.lower().replace(" ", "_").strip("?").replace("'", "")
    return Binding(key, action, name, tooltip=meaning, show=show, priority=True, id=f"interview.{word}")


INTERVIEW_KEYS: list[BindingType] = [
    _key("f2", "readiness", "Readiness", "go to the readiness model, or back to the reply", show=True),
    _key("f3", "say('skip')", "Skip", "leave this question open and go on", show=True),
    _key("f4", "say('dont_know')", "Don't know", "say so; you are then asked who would know", show=True),
    _key("f5", "say('why')", "Why?", "ask why this is asked", show=True),
    _key("f6", "what_if", "What if", "try figures out: what would follow from more cases, or more people", show=True),
    _key("f8", "say('back')", "Back", "back to the question before this one"),
    _key("ctrl+r", "verdict", "Verdict", "look closer at the verdict so far"),
    _key("f9", "say('stop')", "Stop", "stop here and see what was found; you can go on later"),
    _key("ctrl+n", "resize(-1)", "Readiness narrower", "give the chat more room"),
    _key("ctrl+b", "resize(1)", "Readiness wider", "give the readiness model more room"),
    Binding("escape", "leave", "Leave", tooltip="back to the start", show=False, id="interview.leave"),
]


def can_speak(phase: str) -> bool:
    """Whether the keys that say something are there; while a reply is read they wait."""
    return phase in ("asking", "reading")
