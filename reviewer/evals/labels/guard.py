"""What must hold when a model is hostile. No maker of predictions imports this."""

from pathlib import Path

from reviewer.evals.cases.guarded import FAILING, LYING, scenes
from reviewer.readiness.claims import Record

QUIET = "quiet_filler"


class GuardGold(Record):
    """`is_loud`: the report must say that the model did not read; all other models have their refused claims shown.

    `is_quiet`: it makes up so little that only each claim itself can give it away, which is counted apart. `stated`:
    facets of which something may be said, though the offline model does not read it.
    """

    is_loud: bool
    is_quiet: bool = False
    stated: tuple[str, ...] = ()


def guard_gold(folder: Path) -> dict[str, GuardGold]:
    """What must hold of each scene with each model."""
    return {
        f"{model}-{scene.id}": GuardGold(is_loud=model in FAILING, is_quiet=model == QUIET, stated=scene.stated)
        for scene in scenes(folder)
        for model in (*LYING, *FAILING)
    }
