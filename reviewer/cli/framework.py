"""`reviewer framework`: checks of the framework as data."""

from pathlib import Path

import click

from reviewer.errors import FrameworkError
from reviewer.framework import load_framework
from reviewer.models.offline.cues import load_cues
from reviewer.resources import data_folder

PARTS = (
    "framework.yaml",
    "thresholds.yaml",
    "profile.yaml",
    "claims.yaml",
    "crosswalk.yaml",
    "items/*.yaml",
    "passages/*.md",
    "reading/*.yaml",
)


@click.group(name="framework")
def command() -> None:
    """Check a framework folder."""


@command.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def lint(folder: Path | None) -> None:
    """Check the folder DIR, laid over the framework that ships; without DIR, the framework alone.

    The first mistake is told with its file and line.
    """
    framework = load_framework(folder)
    if folder and not any(path for part in PARTS for path in folder.glob(part)):
        raise FrameworkError(f"The folder {folder} holds none of {', '.join(PARTS)}: nothing of it would be used.")
    # The cues of the offline model are part of a framework folder, and are checked by loading them.
    places = [place / "reading" for place in (data_folder("knowledge"), folder) if place]
    load_cues(places, framework)
    load_cues([place / "asked" for place in places], framework)
    facets = len(framework.item_of_facet) + len(framework.profile)
    click.echo(
        f"No mistakes: version {framework.version} with {len(framework.items)} items, {facets} facets "
        f"and {len(framework.passages)} passages."
    )
