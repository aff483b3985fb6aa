"""Opening the app. The window comes first; the framework, the model and the graph are loaded behind it."""

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli.terminal import has_terminal

if TYPE_CHECKING:
    from reviewer.cli.setup import Setup
    from reviewer.models.reader import ReaderWords
    from reviewer.tui.doors import Depth, Doors, Reviewed


def open_app(
    session: str | None = None,
    depth: "Depth" = "essential",
    overlay: Path | None = None,
    budget: str | None = None,
    final_pass: bool = True,
) -> None:
    """Show the start screen, or the interview `session`; without a terminal say what can be done instead."""
    if not has_terminal():
        raise click.UsageError("There is no terminal to open the app in. Try: reviewer interview --plain, or --help.")
    from reviewer.tui.app import run
    from reviewer.tui.doors import StartContext

    sys.exit(run(StartContext(doors=doors(overlay, budget, final_pass), session=session, depth=depth)))


def doors(overlay: Path | None = None, budget: str | None = None, final_pass: bool = True) -> "Doors":
    """What the app needs from outside; the framework and the model are loaded when they are first asked for."""
    from reviewer.tui.doors import Doors

    @cache
    def setup() -> "Setup":
        from reviewer.cli.setup import Setup

        return Setup(overlay, budget, final_pass)

    async def review(path: Path) -> "Reviewed":
        from reviewer.reading.document import read_document
        from reviewer.review import review_with_readiness
        from reviewer.tui.doors import Reviewed

        use = setup()
        reviewed = await review_with_readiness(read_document(path), use.model, use.framework, use.precautions)
        return Reviewed(reviewed.found.assessment, reviewed.found.readiness, reviewed.published)

    def sessions() -> Path:
        from reviewer.settings import load_settings

        return load_settings().sessions

    def reader() -> "ReaderWords":
        from reviewer.models.reader import reader_words
        from reviewer.settings import load_settings

        return reader_words(load_settings())

    return Doors(
        sessions=sessions,
        open_session=lambda name, chosen: setup().open_session(name, chosen),
        review=review,
        framework=lambda: setup().framework,
        prepare=lambda: setup().warm_up(),
        reader=reader,
    )
