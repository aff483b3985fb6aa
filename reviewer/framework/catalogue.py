"""What the framework consists of: areas, items, facets, profile facts, thresholds.

All values are frozen and refuse unknown keys, so that a mistyped key in the data is a mistake that is told.
"""

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from reviewer.framework.syntax import Node, names_in, parse

FacetType = Literal[
    "quantity", "share", "count_pair", "duration", "money", "date", "choice", "yes_no", "role", "text", "list"
]
FacetRole = Literal["core", "required", "detail"]
Severity = Literal["essential", "conditional", "supporting"]
GapSeverity = Literal["blocker", "major", "minor", "info"]


class Data(BaseModel):
    """A piece of framework data: frozen, strict about its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Typed(Data):
    """What a facet and a column of a list share: a type, its unit, and the question that asks for it."""

    type: FacetType
    unit: str | None = None
    per: str | None = None
    choices: tuple[str, ...] = ()
    role: FacetRole = "detail"
    describe: str
    ask: str = ""


class Column(Typed):
    """One column of a list facet."""

    column: str


class Facet(Typed):
    """One typed fact. `against`: values that speak against the item ("*" = any).

    `measured`: a plan counts for partial only. `why`: why a fact of the profile is asked.
    """

    key: str
    name: str
    against: tuple[str, ...] = ()
    measured: bool = False
    why: str = ""
    row_key: tuple[str, ...] = ()
    row: tuple[Column, ...] = ()

    def column(self, name: str) -> Column:
        """The column `name`; KeyError if the list has none of that name."""
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.column: column for column in self.row}


class Criteria(Data):
    """The three states in words, as a careful reader would apply them."""

    satisfied: str
    partial: str
    missing: str


class StateRule(Data):
    """The two expressions from which the state of an item follows."""

    satisfied: str
    partial: str

    @cached_property
    def satisfied_when(self) -> Node:
        """The checked form of `satisfied`."""
        return parse(self.satisfied)

    @cached_property
    def partial_when(self) -> Node:
        """The checked form of `partial`."""
        return parse(self.partial)


class Item(Data):
    """One thing that an operation has to have designed. `beyond`: it goes further than the essay."""

    id: str
    name: str
    area: str
    severity: Severity
    claims: tuple[str, ...]
    expects: str
    criteria: Criteria
    state: StateRule
    question: str
    follow_up: str
    good: str
    vague: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    beyond: bool = False
    facets: tuple[Facet, ...]

    @cached_property
    def names_used(self) -> frozenset[str]:
        """Every facet, or `list.column`, that the item's expressions look at."""
        return frozenset({*names_in(self.state.satisfied_when), *names_in(self.state.partial_when)})

    @cached_property
    def columns_used(self) -> frozenset[str]:
        """`list.column` for every column of another item's list that the expressions look at."""
        own = {facet.key for facet in self.facets}
        return frozenset(name for name in self.names_used if "." in name and name.partition(".")[0] not in own)


class Area(Data):
    """A group of items that is reported together."""

    id: str
    name: str


class Claim(Data):
    """A statement of the essay, paraphrased, and the items that it stands behind."""

    id: str
    text: str
    items: tuple[str, ...] = ()


class Standard(Data):
    """A recognised framework that items refer to. `mark`: how it was read (P primary, S secondary, M unverified)."""

    key: str
    name: str
    edition: str = ""
    mark: str = ""
    note: str = ""


class Crosswalk(Data):
    """Where recognised frameworks speak of the same thing as an item."""

    frameworks: tuple[Standard, ...] = ()
    items: dict[str, dict[str, str]] = {}


class Passage(Data):
    """One idea that helps a team to understand a gap and to mend it."""

    id: str
    title: str
    items: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    text: str


class Thresholds(Data):
    """The project's own defaults, each of which an overlay may change."""

    shrinkage: float = Field(ge=0, lt=1, description="share of paid time that is not available for cases")
    occupancy: float = Field(gt=0, le=1, description="share of the available time that may be planned")
    hours_per_day: float = Field(gt=0, le=24, description="paid hours of one person on a working day")
    working_days_per_week: float = Field(gt=0, le=7, description="days of a week on which cases come in")
    working_days_per_month: float = Field(gt=0, le=31, description="the same of a month")
    working_days_per_year: float = Field(gt=0, le=366, description="the same of a year")
    agreement_tolerance: float = Field(ge=0, description="by how much two figures may differ and still agree")
    load_blocker: float = Field(gt=0, description="load ratio from which the backlog grows without limit")
    load_major: float = Field(gt=0, description="load ratio that is a major gap")
    load_minor: float = Field(gt=0, description="load ratio that is a minor gap")
    ceiling_margin: float = Field(ge=1, description="the scale ceiling should be this many times the target")
    rate_high_factor: float = Field(ge=1, description="high case of the hand-over rate when none is given")
    rate_low_factor: float = Field(gt=0, le=1, description="low case of the hand-over rate when nothing was counted")
    wait_major: float = Field(gt=0, lt=1, description="share of cases that may wait longer than the team allows")
    wait_blocker: float = Field(gt=0, lt=1, description="share of cases that wait too long, from which it blocks")
    depth_major: float = Field(gt=0, lt=1, description="share of the time in which more may wait than the team allows")
    breach_shifts_major: float = Field(gt=0, description="shifts, on average, for which the queue limit should hold")
    breach_shifts_blocker: float = Field(gt=0, description="shifts, on average, below which it blocks")
    minutes_margin: float = Field(gt=0, le=1, description="minutes there are for a case, over minutes it needs")
    success_difference: float = Field(ge=0, le=1, description="by how much success may differ from one base to another")
    outage_hours: float = Field(gt=0, le=24, description="length of an outage that sends every case to people")
    recovery_shifts: float = Field(gt=0, description="shifts within which such a wave should be worked off")
    retention_months_regulated: float = Field(ge=0, description="least months of records for a regulated use")
    essentials_known_for_complete: int = Field(ge=0, description="essentials known, below which more may appear")
    confidence_high_share: float = Field(ge=0, le=1, description="share of essentials shown in documents, for high")
    confidence_medium_share: float = Field(ge=0, le=1, description="the same, for medium")


class RuleSpec(Data):
    """What may be changed about a rule: the item that it reports on (none: the rule says which), how severe its
    findings are by level, and the rules of other families that express the same cause.

    `sum` and `needs`: what a computed rule works out, and an expression over the facts without which it cannot.
    """

    item: str | None = None
    severity: dict[str, GapSeverity] = {}
    repeats: tuple[str, ...] = ()
    sum: str = ""
    needs: str = ""

    @cached_property
    def needs_when(self) -> Node | None:
        """The checked form of `needs`."""
        return parse(self.needs) if self.needs else None


# The answer after which a whole assessment is about something else: nothing is to scale (G-08).
FEASIBILITY_ONLY = ("pilot_purpose", "feasibility_only")


class Framework(Data):
    """Everything that the product asks, looks for and refers to, in one version."""

    version: str
    areas: tuple[Area, ...]
    items: tuple[Item, ...]
    profile: tuple[Facet, ...]
    not_applicable: tuple[Facet, ...]
    not_applicable_when: str
    conditional_when: str
    order: tuple[str, ...]
    thresholds: Thresholds
    rules: dict[str, RuleSpec]
    claims: tuple[Claim, ...] = ()
    crosswalk: Crosswalk = Crosswalk()
    passages: tuple[Passage, ...] = ()
    fingerprint: str = ""
    released: date | None = None

    def item(self, item_id: str) -> Item:
        """The item `item_id`; KeyError if there is none."""
        return self.items_by_id[item_id]

    def facet(self, key: str) -> Facet:
        """The facet `key`, of an item or of the profile; KeyError if there is none."""
        return self.facets_by_key[key]

    def spec(self, name: str) -> Facet | Column:
        """The facet `name`, or the column when it is written `list.column`; KeyError if there is none."""
        key, _, column = name.partition(".")
        return self.facet(key).column(column) if column else self.facet(key)

    @cached_property
    def items_by_id(self) -> dict[str, Item]:
        """Items by their id."""
        return {item.id: item for item in self.items}

    @cached_property
    def facets_by_key(self) -> dict[str, Facet]:
        """Every facet by its key."""
        own = {facet.key: facet for item in self.items for facet in item.facets}
        return own | {facet.key: facet for facet in (*self.profile, *self.not_applicable)}

    @cached_property
    def item_of_facet(self) -> dict[str, str]:
        """The item to which a facet belongs; facets of the profile are not in it."""
        return {facet.key: item.id for item in self.items for facet in item.facets}

    def excuses(self, key: str) -> bool:
        """Whether the facet `key` can make gaps milder or take items out: those of no item say what applies at all."""
        return key not in self.item_of_facet or key == FEASIBILITY_ONLY[0]

    @cached_property
    def claims_by_id(self) -> dict[str, Claim]:
        """Claims of the essay by their id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def conditional_condition(self) -> Node:
        """When conditional items are essential."""
        return parse(self.conditional_when)

    @cached_property
    def not_applicable_condition(self) -> Node:
        """When an item does not apply."""
        return parse(self.not_applicable_when)
