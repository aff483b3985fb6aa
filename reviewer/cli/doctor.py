"""`reviewer doctor`: what is configured, which model and embedder are active, what would be contacted."""

from pathlib import Path

import click

from reviewer.cli.setup import Setup
from reviewer.errors import LibraryError
from reviewer.library import Library
from reviewer.settings import config_path


@click.command(name="doctor")
@click.option("--framework", "overlay", type=click.Path(path_type=Path), help="A folder laid over the framework.")
def command(overlay: Path | None) -> None:
    """Show what is configured, and what would leave this machine."""
    setup = Setup(overlay)
    framework, library = setup.framework, setup.library
    rows = {
        "model": f"{setup.model.name} (built in, deterministic, no key, no network)",
        "embedder": f"{library.embedder.name}, {library.embedder.dimension} numbers a text",
        "library": _library_state(library),
        "framework": f"{framework.version}, {len(framework.items)} items, fingerprint {framework.fingerprint}",
        "settings": _existing(config_path()),
        "interviews": str(setup.settings.sessions),
        "contacted": "nothing: no endpoint is configured",
    }
    for name, value in rows.items():
        click.echo(f"{name:<12}{value}")


def _library_state(library: Library) -> str:
    try:
        library.search("what is the largest number of cases that may wait")
    except LibraryError as error:
        return f"cannot be opened: {error}"
    return f"{library.size} passages, answers"


def _existing(path: Path) -> str:
    return str(path) if path.exists() else f"{path} (not there; defaults are used)"
