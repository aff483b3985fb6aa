"""`reviewer sessions`: the interviews on this machine."""

import click

from reviewer.interview.sessions import delete_session, session_names
from reviewer.settings import load_settings


@click.group(name="sessions", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List your interviews, the one used last first."""
    if context.invoked_subcommand is None:
        for name in session_names(load_settings().sessions):
            click.echo(name)


@command.command()
@click.argument("name")
@click.confirmation_option(prompt="Delete this interview with all its answers?")
def delete(name: str) -> None:
    """Delete the interview NAME with all its answers."""
    delete_session(load_settings().sessions, name)
    click.echo(f"Deleted {name}.", err=True)
