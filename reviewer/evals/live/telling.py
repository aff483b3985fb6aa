"""What is said of a live run: before it, what goes where and about how often; after it, what it took."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reviewer.evals.case import Case, File, Paper, Persona, Transcript, Twins
from reviewer.evals.prediction import Prediction, Run
from reviewer.framework.catalogue import Framework
from reviewer.models.openai.parts import parts_of
from reviewer.models.port import Usage
from reviewer.report.contract import PublishedUsage
from reviewer.report.wording import usage as in_words
from reviewer.settings import Settings

_MOST_TOLD = 3


def before(cases: Sequence[Case], trials: int, folder: Path, settings: Settings, framework: Framework) -> Iterator[str]:
    """Where the words go, how often, and where the answers are kept."""
    calls = trials * sum(calls_for(case, framework) for case in cases)
    times = "once" if trials == 1 else f"{trials} times each"
    yield (
        f"The words of {_cases(len(cases))} go to {settings.service_host}, to the model {settings.model}, {times}: "
        f"about {_rounded(calls):,} calls."
    )
    if settings.is_in_the_clear:
        yield "WHAT IS SENT CAN BE READ ON ITS WAY (http)."
    if folder.is_dir() and any(folder.iterdir()):
        yield f"What {folder} holds already is not asked again."
    yield f"The answers are kept in {folder}. A run that ends early goes on with --recordings and that folder."


def after(run: Run, currency: str) -> Iterator[str]:
    """What the service was asked for, by suite and in all, and what it did not read."""
    for suite, usage in run.usage.items():
        yield f"{suite}: {_told(usage, currency)}"
    if len(run.usage) > 1:
        yield f"in all: {_told(sum(run.usage.values(), Usage()), currency)}"
    degraded = [one for one in run.predictions if one.degraded]
    if degraded:
        first = ", ".join(map(_named, degraded[:_MOST_TOLD]))
        more = f", and {len(degraded) - _MOST_TOLD} more" if len(degraded) > _MOST_TOLD else ""
        yield (
            f"{len(degraded)} of {len(run.predictions)} were not read whole by the service, and do not count as its "
            f"work: {first}{more}."
        )
        yield f"The first of the reasons: {degraded[0].degraded[0]}."


def calls_for(case: Case, framework: Framework) -> int:
    """About how many calls a case takes in one trial. How long an interview is depends on what is heard in it."""
    given = case.input
    if isinstance(given, Twins):
        return _reading(given.clean, framework) + _reading(given.attacked, framework)
    if isinstance(given, Paper | Transcript):
        return _reading(given, framework)
    # Most items are asked about, some of them in words of the model.
    return len(framework.items) * 3 // 2 if isinstance(given, Persona) else 0


def _reading(given: Paper | File | Transcript, framework: Framework) -> int:
    if isinstance(given, Transcript):
        return len(given.turns)
    parts = len(parts_of(given.text)) if isinstance(given, Paper) else 1
    return parts * len(framework.areas)


def _rounded(calls: int) -> int:
    """To two figures: it is an estimate."""
    digits = max(0, len(str(calls)) - 2)
    return round(calls, -digits)


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count:,} cases"


def _named(one: Prediction) -> str:
    return f"{one.suite}/{one.case}, trial {one.trial}"


def _told(usage: Usage, currency: str) -> str:
    money = currency if usage.cost is not None else None
    return in_words(PublishedUsage(**usage.model_dump(), currency=money))
