"""A mutant: one small change that breaks something, or a control that breaks nothing, and what must notice it."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from reviewer.errors import CasesError
from reviewer.evals.case import Case, Suite
from reviewer.evals.cases.files import checked, mistake, read
from reviewer.readiness.claims import Record
from reviewer.resources import data_folder

_HERE = Path(__file__).parent
Drill = Literal[
    "",
    "a case is missing",
    "a figure is worse",
    "a check fails",
    "a limit is broken",
    "a case ended in an error",
    "the labels are others",
]
"""What is done to the scores before the gate sees them, so that it has something to find; nothing, if it is empty."""


class Change(BaseModel):
    """Words of one file, which stand there once, and what is put in their place; without words the file is taken away.

    `file` is below the installation.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)

    file: Annotated[str, Field(alias="in")]
    old: str = ""
    new: str = ""


class Mutant(BaseModel):
    """What is changed, and what must come of it.

    `suites` are run, or of them those `cases` whose ids fit one of the patterns. `red` is the figure of the first suite
    that must get worse; or `exit_code` the one that the whole must end with, and does not end with unchanged. Whoever
    has neither is a control: nothing at all may differ. `drill`: what is done to the run beside. `lints`: the labels
    are checked first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)

    name: str
    changes: tuple[Change, ...]
    suites: Annotated[tuple[Suite, ...], Field(min_length=1)]
    cases: tuple[str, ...] = ("*",)
    red: str = ""
    exit_code: Annotated[int | None, Field(alias="exit")] = None
    drill: Drill = ""
    lints: bool = False

    @model_validator(mode="after")
    def _has_one_aim(self) -> "Mutant":
        if self.red and self.exit_code is not None:
            raise ValueError("it names a figure and an exit code, and may name only one")
        return self

    @property
    def is_control(self) -> bool:
        """Whether nothing may differ."""
        return not self.red and self.exit_code is None

    @property
    def group(self) -> "Group":
        """What is measured for it."""
        return Group(suites=self.suites, cases=self.cases, drill=self.drill, lints=self.lints)


class Group(Record):
    """Some cases of some suites, measured together in one way."""

    suites: tuple[Suite, ...]
    cases: tuple[str, ...] = ("*",)
    drill: Drill = ""
    lints: bool = False

    @property
    def key(self) -> str:
        """The same for the same group."""
        return self.model_dump_json()

    def holds(self, suite: str, case: str) -> bool:
        """Whether a case is one of them."""
        return suite in self.suites and any(fnmatchcase(case, pattern) for pattern in self.cases)

    def of(self, cases: tuple[Case, ...]) -> tuple[Case, ...]:
        """Those of `cases` that belong to it."""
        return tuple(case for case in cases if self.holds(case.suite, case.id))


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    mutants: tuple[Mutant, ...]


def declared() -> tuple[Mutant, ...]:
    """Every mutant and every control: those of the lists, and one for each rule that there is."""
    listed = tuple(mutant for path in sorted(_HERE.glob("*.yaml")) for mutant in mutants_in(path))
    names = [mutant.name for mutant in listed]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CasesError(f"Two mutants are called {twice[0]}.")
    # Without a rule from which all others follow the program would not run: the list says how that one is deleted.
    return (*listed, *(mutant for mutant in deleted_rules() if mutant.name not in names))


def mutants_in(path: Path) -> tuple[Mutant, ...]:
    """The list in one file. CasesError names file, line and mistake."""
    source = read(path)
    found = checked(source, _File, source.data).mutants
    for place, mutant in enumerate(found):
        if len(mutant.suites) > 1 and mutant.red:
            raise mistake(source, ("mutants", place, "suites"), "a figure belongs to one suite alone")
    return found


def deleted_rules() -> tuple[Mutant, ...]:
    """For each rule a mutant without it. Its own situations must notice, or those of the rules that tell it as well."""
    source = read(data_folder("knowledge") / "rules.yaml")
    tellers = {rule: [rule] for rule, spec in source.data.items() if "severity" in spec}
    for rule, spec in source.data.items():
        for other in spec.get("repeats", ()):
            tellers.setdefault(other, [other]).append(rule)
    return tuple(_without(rule, own) for rule, own in sorted(tellers.items()))


def _without(rule: str, families: list[str]) -> Mutant:
    found = "for rule in FAMILIES for gap in rule(findings)"
    gaps = f'gap.model_copy(update={{"also": tuple(one for one in gap.also if one != "{rule}")}})'
    return Mutant(
        name=f"delete rule {rule}",
        changes=(
            Change(
                file="reviewer/assessment/rules/__init__.py",
                old=f"found = {{gap.id: gap {found}}}",
                new=f'found = {{gap.id: {gaps} {found} if gap.rule != "{rule}"}}',
            ),
        ),
        suites=("rules",),
        cases=tuple(f"{family}: *" for family in families),
        red="rules that fire where they should",
    )
