"""Words as YAML that is pleasant to edit by hand and loads again as exactly the same words."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from reviewer.readiness.claims import Scalar
from reviewer.text import shown

_WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def block(key: str, text: str, indent: int) -> list[str]:
    """A key with words: in quotes where they are short and plain, below the key where they are not."""
    margin = " " * indent
    short = f"{margin}{key}: {quoted(text)}"
    if "\\" not in short and len(short) <= _WIDTH:
        return [short]
    for lines in (_folded(text, margin), _literal(text, margin)):
        drawn = [f"{margin}{key}: {lines[0]}", *lines[1:]]
        if _loads_as("\n".join(drawn), key, text):
            return drawn
    return [short]


def _folded(text: str, margin: str) -> list[str]:
    """One line that goes on below itself."""
    wide = max(_WIDTH - len(margin) - 2, 40)
    lines = textwrap.wrap(text, wide, break_long_words=False, break_on_hyphens=False) if "\n" not in text else []
    return [">-", *(f"{margin}  {line}" for line in lines)]


def _literal(text: str, margin: str) -> list[str]:
    """Lines as they are."""
    return ["|-", *(f"{margin}  {line}" if line else "" for line in text.split("\n"))]


def _loads_as(drawn: str, key: str, text: str) -> bool:
    try:
        return bool(yaml.load(drawn, Loader=yaml.CSafeLoader)[key] == text)
    except (yaml.YAMLError, TypeError, KeyError):
        return False


def quoted(text: str) -> str:
    """Words in double quotes, on one line."""
    dumped: str = yaml.dump(text, default_style='"', width=float("inf"), allow_unicode=True)
    return dumped.rstrip("\n")


def plain(name: str) -> str:
    """An id or a key without quotes, unless YAML would take it for something else, as `no` or `1e3`."""
    is_plain = _PLAIN.fullmatch(name) and yaml.load(name, Loader=yaml.CSafeLoader) == name
    return name if is_plain else quoted(name)


def value(of: Scalar) -> str:
    """One value of a fact."""
    if isinstance(of, bool):
        return "yes" if of else "no"
    if isinstance(of, float | int):
        return str(int(of)) if float(of).is_integer() else repr(float(of))
    return quoted(of)


def in_braces(entries: Mapping[str, Scalar | Sequence[str]]) -> str:
    """A mapping on one line; words in quotes, but for those that are names of ours."""
    return f"{{{', '.join(f'{key}: {_entry(key, of)}' for key, of in entries.items())}}}"


def _entry(key: str, of: Any) -> str:
    if key in ("state", "why", "rule", "class") and isinstance(of, str):
        return plain(of)
    return value(of) if isinstance(of, str | bool | float | int) else in_brackets(of)


def in_brackets(words: Sequence[str], is_plain: bool = False) -> str:
    """A list on one line."""
    return f"[{', '.join(plain(word) if is_plain else quoted(word) for word in words)}]"


def remark(text: str) -> str:
    """Words as a comment: on one line, with nothing that a screen could obey."""
    return f"# {shown(text)}"
