"""What a service has to answer with. These forms are for services only; the domain has its own.

Every field is required and may be null where there is nothing to say; no defaults, no limits, no open mappings, as
strict structured outputs allow none of them. One form serves all areas of a document, and one serves a reply and a
whole interview, so that the beginning of their requests is the same.
"""

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from reviewer.models.openai.call import Shape
from reviewer.models.port import ReplyKind
from reviewer.readiness.claims import Strength, Tense


class Form(BaseModel):
    """A part of an answer: closed, and nothing in it is converted to fit."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, strict=True, allow_inf_nan=False)


class CellForm(Form):
    """One cell of a row of a list."""

    column: str
    value: bool | float | str


class ClaimForm(Form):
    """One claim. `cells` are the row of a list, and `value` is then null; dates are as the text says them."""

    quote: str
    facet: str
    strength: Strength
    tense: Tense
    value: bool | float | str | None
    cells: list[CellForm] | None
    planned_date: str | None
    planned_owner: str | None
    speaker: str | None
    reply: int | None

    @field_validator("cells")
    @classmethod
    def _each_column_once(cls, cells: list[CellForm] | None) -> list[CellForm] | None:
        """Of two cells in one column neither can be chosen."""
        columns = [cell.column for cell in cells or ()]
        if len(set(columns)) < len(columns):
            raise ValueError("a column stands twice in one row")
        return cells


class ReplyForm(Form):
    """The reading of a reply, or of all replies of an interview."""

    kind: ReplyKind
    who_knows: str | None
    claims: list[ClaimForm]


class DocumentForm(Form):
    """What a document says about one area."""

    claims: list[ClaimForm]


@cache
def shape_of(form: type[Form]) -> Shape:
    """The form as a JSON Schema: names and types only, as everything else costs tokens in each request."""
    return Shape(name=form.__name__.removesuffix("Form").lower(), json_schema=_bare(form.model_json_schema()))


def _bare(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_bare(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: part for key, part in schema.items() if key != "description" and not _is_title(key, part)}
    return {key: _bare(part) for key, part in kept.items()}


def _is_title(key: str, part: Any) -> bool:
    return key == "title" and isinstance(part, str)
