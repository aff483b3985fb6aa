"""`reviewer interview`: the guided chat, in the app or in plain lines."""

from pathlib import Path

import click

from reviewer.cli.terminal import has_terminal
from reviewer.interview.policy import Depth


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
def command(session: str | None, plain: bool, depth: Depth, overlay: Path | None) -> None:
    """Be interviewed about your pilot. Every answer is kept at once; stop and go on as you like."""
    if plain or not has_terminal():
        _in_lines(session, depth, overlay)
    else:
        from reviewer.cli.app import open_app

        open_app(session=session, depth=depth, overlay=overlay)


def _in_lines(session: str | None, depth: Depth, overlay: Path | None) -> None:
    from reviewer.cli.setup import Setup
    from reviewer.interview.sessions import free_name

    setup = Setup(overlay)
    name = session or free_name(setup.settings.sessions)
    opened = setup.open_session(name, depth)
    from reviewer.plain import run

    run(opened, name, click.echo)
