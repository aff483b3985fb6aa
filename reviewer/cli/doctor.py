"""`reviewer doctor`: what is configured, whether the service answers, where data lies, what would be contacted."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from reviewer.cli.setup import Setup
from reviewer.errors import LibraryError, ModelError
from reviewer.library import Library
from reviewer.report.canonical import canonical
from reviewer.settings import OFFLINE, Settings, config_path, unknown_variables
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.models.openai.probe import Probe

_NARROW = 12


@click.command(name="doctor")
@click.option("--framework", "overlay", type=click.Path(path_type=Path), help="A folder laid over the framework.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(context: click.Context, overlay: Path | None, form: Literal["text", "json"]) -> None:
    """Show what is configured, and what would leave this machine.

    A configured service is asked one tiny question. Exit code: 0 all is well, 2 a setting is wrong, 3 the service
    does not answer.
    """
    setup = Setup(overlay)
    found = {"model": setup.model.name, "service": _service(setup.settings)} | _here(setup)
    if form == "json":
        click.echo(canonical(found), nl=False)
    else:
        for name, value in _rows(found, setup):
            click.echo(f"{name:<{_NARROW}}{shown(value)}")
    problem = (found["service"] or {}).get("problem") or found["embedder"]["problem"]
    context.exit(ModelError.exit_code if problem else 0)


def _service(settings: Settings) -> dict[str, Any] | None:
    """What is known of the service and how it answered just now; None for the offline model and for a replay."""
    if settings.model == OFFLINE or settings.replay:
        return None
    if sys.stderr.isatty():
        click.echo(f"Asking {shown(settings.service_host)} ...", err=True)
    probe = _probe(settings)
    return {
        "host": settings.service_host,
        "key": "set" if settings.api_key else "not set",
        "in_the_clear": settings.is_in_the_clear,
        "form": probe.rung,
        "refused": list(probe.refused),
        "latency_s": round(probe.latency_s, 3),
        "problem": probe.said if probe.fault else None,
    }


def _probe(settings: Settings) -> "Probe":
    from reviewer.models.openai.caller import service_caller

    return asyncio.run(service_caller(settings, settings.state).probe())


def _here(setup: Setup) -> dict[str, Any]:
    """What is on this machine."""
    settings, framework = setup.settings, setup.framework
    embedder = _embedder(setup)
    return {
        "embedder": embedder,
        "library": _library_state(setup.library),
        "framework": {
            "version": framework.version,
            "items": len(framework.items),
            "fingerprint": framework.fingerprint,
        },
        "folders": {
            "settings": str(config_path()),
            "interviews": str(settings.sessions),
            "library": str(settings.library),
            "state": str(settings.state),
            "record": str(settings.record) if settings.record else None,
            "replay": str(settings.replay) if settings.replay else None,
        },
        "prices": _prices(settings),
        "contacted": _contacted(settings),
        "unknown_variables": unknown_variables(),
    }


def _embedder(setup: Setup) -> dict[str, Any]:
    active = setup.library.embedder
    known: dict[str, Any] = {"name": active.name, "origin": setup.embedder.origin, "dimension": None, "problem": None}
    try:
        return known | {"dimension": active.dimension}
    except (ModelError, LibraryError) as error:
        return known | {"problem": str(error)}


def _library_state(library: Library) -> str:
    try:
        library.search("what is the largest number of cases that may wait")
    except LibraryError as error:
        return f"cannot be opened: {error}"
    return " ".join(
        part for part in (f"{library.size} passages, answers", library.note and f"({library.note})") if part
    )


def _prices(settings: Settings) -> dict[str, Any] | None:
    if settings.price_input is None:
        return None
    per_million = {"input": settings.price_input, "cached": settings.price_cached, "output": settings.price_output}
    return {**per_million, "currency": settings.currency}


def _contacted(settings: Settings) -> list[str]:
    """Every host that a run with these settings talks to."""
    return [] if settings.model == OFFLINE or settings.replay else [settings.service_host]


def _rows(found: dict[str, Any], setup: Setup) -> Iterator[tuple[str, str]]:
    """The same for people, a line for each."""
    embedder, framework, folders = found["embedder"], found["framework"], found["folders"]
    yield from _model_rows(found, setup.settings)
    if embedder["problem"]:
        yield "embedder", f"{embedder['name']} does not answer: {embedder['problem']}"
    else:
        yield "embedder", f"{embedder['name']}, {embedder['dimension']} numbers a text ({embedder['origin']})"
    yield "library", f"{found['library']}, in {folders['library']}"
    yield (
        "framework",
        f"{framework['version']}, {framework['items']} items, fingerprint {framework['fingerprint']}",
    )
    yield "settings", _existing(config_path())
    yield "interviews", folders["interviews"]
    if found["service"]:
        yield "state", f"{folders['state']} (what was found out about the service)"
    yield from _recording_rows(folders, found["model"])
    if found["prices"]:
        yield "prices", _prices_in_words(found["prices"])
    yield "contacted", _contacted_in_words(found, setup.settings)
    for name in found["unknown_variables"]:
        yield "unknown", f"the variable {name} sets nothing; is it misspelt?"


def _model_rows(found: dict[str, Any], settings: Settings) -> Iterator[tuple[str, str]]:
    service = found["service"]
    if settings.model == OFFLINE:
        yield "model", "offline (built in, deterministic, no key, no network)"
        return
    yield "model", f"{found['model']} (the built-in offline model stands by)"
    if service is None:
        return
    yield (
        "endpoint",
        service["host"] + (": WHAT IS SENT CAN BE READ ON ITS WAY (http)" if service["in_the_clear"] else ""),
    )
    yield "key", service["key"]
    if service["problem"]:
        yield "answers", f"no: {service['problem']}"
        return
    refused = f"; it does not take {', '.join(service['refused'])}" if service["refused"] else ""
    yield "answers", f"in {service['latency_s']:.1f} s, in the form {service['form']}{refused}"


def _recording_rows(folders: dict[str, Any], model: str) -> Iterator[tuple[str, str]]:
    unused = " (not used: the model is offline)" if model == OFFLINE else ""
    for name in ("record", "replay"):
        if folders[name]:
            yield name, f"{folders[name]}{unused}"


def _prices_in_words(prices: dict[str, Any]) -> str:
    cached = "" if prices["cached"] is None else f", {prices['cached']:g} in from the service's cache"
    return f"{prices['input']:g} in{cached}, {prices['output']:g} out, {prices['currency']} for a million tokens"


def _contacted_in_words(found: dict[str, Any], settings: Settings) -> str:
    if not found["contacted"]:
        return (
            "nothing: recorded answers are replayed" if settings.model != OFFLINE else "nothing: the model is offline"
        )
    proxy = ", through the proxy that is set" if settings.proxy else ""
    what = "the texts that are read"
    if settings.embedding_model and not settings.record:
        what += ", and the words that passages are looked up by"
    return f"{', '.join(found['contacted'])}{proxy}, with {what}; nothing else"


def _existing(path: Path) -> str:
    return str(path) if path.exists() else f"{path} (not there; defaults are used)"
