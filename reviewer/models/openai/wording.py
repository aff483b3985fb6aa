"""The files in `prompts/`: the words that a service is given, with the places where a request fills something in."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template

from reviewer.errors import ResourceError
from reviewer.framework.source import read_front_matter
from reviewer.resources import data_folder

_SECTION = re.compile(r"^<!-- (\w+) -->$", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CODE_LENGTH = 16


@dataclass(frozen=True)
class Prompt:
    """The words for one job. `version` goes up when they change; sections are what stands in one message each."""

    job: str
    version: int
    sections: Mapping[str, str]

    @property
    def title(self) -> str:
        """Which words these are."""
        return f"{self.job} {self.version}"

    def filled(self, section: str, **values: str) -> str:
        """A section with its places filled. What is filled in is not searched for places again."""
        return Template(self.sections[section]).substitute(values)


@cache
def prompt(name: str) -> Prompt:
    """The prompt `name` of this installation. ResourceError if it is missing."""
    path = data_folder("prompts") / f"{name}.md"
    if not path.is_file():
        raise ResourceError(f"The prompt {path} is missing from this installation. Please install the program again.")
    data = read_front_matter(path).mapping()
    first, *rest = _SECTION.split(str(data["text"]))
    named = zip(["rules", *rest[::2]], [first, *rest[1::2]], strict=True)
    return Prompt(str(data["job"]), int(data["version"]), {section: text.strip() for section, text in named})


def storable(text: str) -> str:
    """`text` without halves of characters, which no request can carry; every other character keeps its place."""
    return _SURROGATE.sub("\ufffd", text)


def code_of(*texts: str) -> str:
    """The code of the marks around `texts`: it follows from them and stands in none of them, so no text can end one."""
    code = _digest("\0".join(texts))
    while any(code in text for text in texts):
        code = _digest(code)
    return code


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_CODE_LENGTH]
