"""`reviewer interview`: the guided chat, in the app or in plain lines."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli.terminal import has_terminal
from reviewer.interview.policy import Depth
from reviewer.interview.sessions import free_name, session_path
from reviewer.settings import load_settings

if TYPE_CHECKING:
    from reviewer.cli.setup import Setup


@click.command(name="interview")
@click.option("--session", metavar="NAME", help="Begin or go on with the interview NAME.")
@click.option("--plain", is_flag=True, help="Plain lines instead of the app; also used where there is no terminal.")
@click.option(
    "--depth",
    type=click.Choice(["essential", "full"]),
    default="essential",
    show_default=True,
    help="Ask until nothing essential is open, or about everything.",
)
@click.option("--framework", "overlay", type=click.Path(path_type=Path), help="A folder laid over the framework.")
@click.option("--budget", metavar="AMOUNT", help='At most so much of a service: "200k" tokens, or "2.50 USD".')
@click.option("--no-final-pass", is_flag=True, help="No last look of a service at the whole interview.")
def command(
    session: str | None, plain: bool, depth: Depth, overlay: Path | None, budget: str | None, no_final_pass: bool
) -> None:
    """Be interviewed about your pilot. Every answer is kept at once; stop and go on as you like."""
    if session is not None:
        session_path(load_settings().sessions, session)
    if plain or not has_terminal():
        from reviewer.cli.setup import Setup

        _in_lines(session, depth, Setup(overlay, budget, final_pass=not no_final_pass))
    else:
        from reviewer.cli.app import open_app

        open_app(session=session, depth=depth, overlay=overlay, budget=budget, final_pass=not no_final_pass)


def _in_lines(session: str | None, depth: Depth, setup: "Setup") -> None:
    name = free_name(setup.settings.sessions) if session is None else session
    opened = setup.open_session(name, depth)
    from reviewer.models.reader import reader_words
    from reviewer.plain import run

    run(opened, name, click.echo, reader_words(setup.settings))
