"""Names of cases: safe as names of files on every system, and the same as the "id" in the file."""

import re
import unicodedata

from reviewer.errors import CasesError
from reviewer.text import shown

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|readme)", re.IGNORECASE)


def case_id(given: str | None, otherwise: str) -> str:
    """The id that was given, or one made from `otherwise`. CasesError if it cannot be the name of a file."""
    name = _from(otherwise) if given is None else given
    if _ID.fullmatch(name) and not _RESERVED.fullmatch(name):
        return name
    if given is None:
        raise CasesError(f'No name of a case can be made of "{shown(otherwise)}". Give one with --id.')
    raise CasesError(
        f'"{shown(given)}" cannot be the id of a case: up to 60 letters (a to z), digits, dashes or underscores.'
    )


def _from(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:60]
