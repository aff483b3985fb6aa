"""Ways to write the same words so that they look the same and are other characters, and files made by a recipe."""

import random
from base64 import b64decode
from collections.abc import Callable, Mapping

from pydantic import BaseModel, ConfigDict, Field, model_validator

_CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
# A file may be larger than any that is read, so that it must be refused, but not as large as a memory.
_LARGEST = 50_000_000
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def homoglyphs(words: str) -> str:
    """Latin letters as the Cyrillic ones that look like them."""
    return words.translate(_CYRILLIC)


def zero_width(words: str) -> str:
    """A space without width after every character."""
    return "\u200b".join(words)


def right_to_left(words: str) -> str:
    """Written backwards, and turned on the screen so that it reads forwards."""
    return f"\u202e{words[::-1]}\u202c"


def isolated(words: str) -> str:
    """Between marks of direction that change nothing for Latin letters."""
    return f"\u2066\u200e{words}\u2069"


def wide(words: str) -> str:
    """Full-width letters and digits."""
    return words.translate(_WIDE)


def soft_hyphens(words: str) -> str:
    """A hyphen that nobody sees inside every longer word."""
    return " ".join(f"{word[:3]}\u00ad{word[3:]}" if len(word) > 5 else word for word in words.split(" "))


def tags(words: str) -> str:
    """In characters of the tag block, which no screen shows."""
    return "".join(chr(0xE0000 + ord(letter)) for letter in words if ord(letter) < 0x7F)


def stacked(words: str) -> str:
    """Two hundred marks on every vowel."""
    return "".join(letter + "\u0301\u0323" * 100 if letter in "aeiou" else letter for letter in words)


DISGUISES: Mapping[str, Callable[[str], str]] = {
    each.__name__: each for each in (homoglyphs, zero_width, right_to_left, isolated, wide, soft_hyphens, tags, stacked)
}


class Recipe(BaseModel):
    """A file in a few words: `text`, `times` over, in `encoding`; or `noise`, so many bytes by a fixed seed; or
    `base64` as it is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    text: str = ""
    times: int = Field(default=1, ge=1, le=_LARGEST)
    encoding: str = "utf-8"
    noise: int = Field(default=0, ge=0, le=_LARGEST)
    base64: str = ""

    @model_validator(mode="after")
    def _can_be_made(self) -> "Recipe":
        if len(self.text) * self.times > _LARGEST:
            raise ValueError(f"a file may have {_LARGEST:,} characters; say it fewer times")
        try:
            self.text.encode(self.encoding)
        except (LookupError, ValueError):
            raise ValueError(f"the text cannot be written in the encoding {self.encoding[:40]!r}") from None
        try:
            b64decode(self.base64)
        except ValueError:
            raise ValueError("what stands under base64 is no base64") from None
        return self


def made(recipe: Recipe) -> bytes:
    """The bytes of a file."""
    if recipe.base64:
        return b64decode(recipe.base64)
    if recipe.noise:
        return random.Random(1).randbytes(recipe.noise)  # noqa: S311  # no secret
    return (recipe.text * recipe.times).encode(recipe.encoding)
