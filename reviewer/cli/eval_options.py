"""What the steps of `reviewer eval` have in common: options, the files between them, and how it goes."""

import hashlib
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click
from pydantic import BaseModel, ValidationError

from reviewer.cli.output import write_output
from reviewer.errors import CasesError, ConfigError
from reviewer.resources import data_folder
from reviewer.settings import OFFLINE, Settings, load_settings
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.evals.case import Suite
    from reviewer.evals.prediction import Prediction

SUITES: "tuple[Suite, ...]" = (
    "transcripts", "interviews", "proposals", "retrieval", "adversarial", "guards", "rules",
)  # fmt: skip
INFRASTRUCTURE, NOTHING_MEASURED = 4, 5
_MOST_WORKERS = 8
_UNFIT = re.compile(r"[^a-z0-9._-]+")
_LARGEST = 500_000_000

_Model = TypeVar("_Model", bound=BaseModel)
_PATH = click.Path(path_type=Path)

cases_option = click.option("--cases", "folder", type=_PATH, help="A folder of cases of your own.")
framework_option = click.option("--framework", "overlay", type=_PATH, help="A folder laid over the framework.")
baseline_option = click.option(
    "--baseline", type=_PATH, help="Compare with this file, and not with the one of the cases."
)
degraded_option = click.option(
    "--most-degraded",
    type=click.FloatRange(0, 100),
    default=2.0,
    show_default=True,
    metavar="PERCENT",
    help="How many cases a live service may leave unread; the limit is our choice.",
)
output_option = click.option("--output", type=_PATH, help="Write to this file, whole or not at all.")


@dataclass(frozen=True)
class Wanted:
    """Which cases are measured, by which framework, and how the work is shared."""

    folder: Path
    suites: "tuple[Suite, ...]"
    overlay: Path | None
    workers: int
    seed: int


def measuring(function: Callable[..., None]) -> Callable[..., None]:
    """Options of a command that makes predictions; it gets them as one `wanted`."""

    @click.option(
        "--suite",
        "suites",
        type=click.Choice(SUITES),
        multiple=True,
        help="Only this suite; may be given several times.",
    )
    @cases_option
    @framework_option
    @click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=min(os.cpu_count() or 1, _MOST_WORKERS),
        help="How many processes work at once; the result is the same.",
    )
    @click.option("--seed", type=int, default=0, help="For the order in which cases are taken; the result is the same.")
    @wraps(function)
    def packed(
        *arguments: Any,
        folder: Path | None,
        suites: tuple[str, ...],
        overlay: Path | None,
        workers: int,
        seed: int,
        **others: Any,
    ) -> None:
        named = cast("tuple[Suite, ...]", suites or SUITES)
        wanted = Wanted(cases_folder(folder), named, overlay_of(overlay), workers, seed)
        function(*arguments, wanted=wanted, **others)

    return packed


def cases_folder(folder: Path | None) -> Path:
    """The folder of cases: one's own, or the one that ships."""
    return folder or data_folder("evals")


def baseline_path(named: Path | None, folder: Path, mode: str, model: str = OFFLINE) -> Path:
    """The file of the baseline: the one that was named, or the one that lies with the cases.

    Each model of a service has one of its own for each mode: "live-gpt-5.json".
    """
    if mode == OFFLINE:
        return named or folder / "baselines" / "offline.json"
    name = _UNFIT.sub("-", model).strip("-.")
    # Two names may look alike once they fit into a file name.
    mark = "" if name == model else f"-{hashlib.sha256(model.encode()).hexdigest()[:6]}"
    return named or folder / "baselines" / f"{mode}-{name}{mark}.json"


def overlay_of(overlay: Path | None) -> Path | None:
    """The folder over the framework: the one that was named, or that of the settings."""
    return overlay or load_settings().framework


def service_settings(mode: str) -> Settings:
    """The settings of a service. ConfigError where none is configured."""
    settings = load_settings()
    if settings.model == OFFLINE:
        raise ConfigError(f"A {mode} run needs the name of a model: set REVIEWER_MODEL.")
    return settings


def read_as(model: type[_Model], path: Path, what: str) -> _Model:
    """The file of an earlier step. CasesError if it is none; `what` says in words what it should be."""
    try:
        if path.stat().st_size > _LARGEST:
            raise CasesError(f"{path} is too large to be {what}.")
        return model.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CasesError(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(step) for step in first["loc"])
        place = f", key {key}" if key else ""
        raise CasesError(f"{path}{place}: this is not {what} of this version of the program.") from None


def write_as_json(value: BaseModel, path: Path | None) -> None:
    """In one form: the same value is the same bytes."""
    from reviewer.report.canonical import canonical, plain

    write_output(canonical(plain(value)), path)


def counter(count: int) -> "Callable[[Prediction], None]":
    """Tells on a terminal how far a run of `count` cases has come."""
    done = 0

    def told(prediction: "Prediction") -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty():
            line = shown(f"{done} of {count}: {prediction.suite}, {prediction.case}")
            click.echo(f"\r\x1b[K{line}", err=True, nl=done == count)

    return told


def tell_failures(predictions: "Sequence[Prediction]") -> bool:
    """Name every case that ended in an error; whether there was one. A reason that several share is told once."""
    failed: dict[tuple[str, str], list[Prediction]] = {}
    for one in predictions:
        if one.failure:
            # Where no reason is known, each stands for itself.
            reason = str(one.notes.get("why") or f"\0{one.suite}/{one.case}/{one.trial}")
            failed.setdefault((one.failure, reason), []).append(one)
    for (failure, reason), (first, *others) in failed.items():
        trial = f", trial {first.trial}" if first.trial > 1 else ""
        more = f", and {len(others):,} more" if others else ""
        where = f", in {first.notes['where']}" if first.notes.get("where") else ""
        click.echo(shown(f"{first.suite}, {first.case}{trial}{more}: not carried out ({failure}{where})."), err=True)
        if "why" in first.notes:
            click.echo(shown(f"  {reason}"), err=True)
    return bool(failed)
