"""A small folder of situations, and mutants that it notices, that it does not, that crash, and that change nothing."""

from pathlib import Path

from reviewer.evals.mutation.mutant import Change, Mutant

SITUATIONS = """
C-04:
- name: a team owns the decisions
  say: {decision_owner_kind: team}
  fires: {C-04.AC-1: blocker}
- name: a role of the business owns them
  say: {decision_owner_kind: business_role}
  silent: [C-04]
"""
FIRE = "rules that fire where they should"
RULES = "reviewer/assessment/rules/__init__.py"
FOUND = "found = {gap.id: gap for rule in FAMILIES for gap in rule(findings)}"


def folder_of_situations(folder: Path) -> Path:
    """Two situations for one rule."""
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "own.yaml").write_text(SITUATIONS)
    return folder


def mutant(name: str, new: str, old: str = FOUND, file: str = RULES, red: str = FIRE, **more: object) -> Mutant:
    """A mutant of the situations; without a figure and an exit code it is a control."""
    change = Change(file=file, old=old, new=new)
    return Mutant(name=name, changes=(change,), suites=("rules",), red=red, **more)  # type: ignore[arg-type]


KILLED = mutant("noticed", FOUND.replace("rule(findings)}", 'rule(findings) if gap.rule != "C-04"}'))
SURVIVED = mutant("not noticed", FOUND.replace("rule(findings)}", 'rule(findings) if gap.rule != "C-07"}'))
CRASHED = mutant("crashes", f"{FOUND}\n    raise ValueError")
DIES = mutant("dies", '"""\nimport sys\nsys.exit(3)\n"""', old='"""', file="reviewer/evals/mutation/__init__.py")
GREEN = mutant("changes nothing", FOUND.replace("found", "found: dict[str, Gap]", 1), red="")
RED = mutant("changes something", FOUND.replace("rule(findings)}", 'rule(findings) if gap.rule != "C-04"}'), red="")
LOST = mutant("has no place", "", old="words that stand nowhere")
ZERO = mutant(
    "no case", "for entry in ()", old="for entry in entries(folder)", file="reviewer/evals/cases/rules.py", red="",
    exit_code=5,
)  # fmt: skip
