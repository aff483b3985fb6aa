"""The command line: parses arguments, prints results to stdout and everything else to stderr, sets exit codes.

Every command lives in a module of its own that is imported only when it is called, so that `--help` is quick.
"""

import importlib
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import click

from reviewer import __version__
from reviewer.errors import ReviewerError
from reviewer.text import shown

EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

_COMMANDS = {
    "interview": "Be interviewed about your pilot, one question at a time.",
    "review": "Review a written proposal and list its gaps.",
    "capacity": "Work out what a volume means for the people who catch the rest.",
    "report": "Print the assessment of an interview.",
    "sessions": "List your interviews, or delete one.",
    "framework": "Check a framework folder.",
    "eval": "Measure how well the program reads and judges.",
    "doctor": "Show what is configured, and what would leave this machine.",
}


class LazyGroup(click.Group):
    """Knows names and one line of help of its commands; imports a command when it is called.

    `module` is where a command lives, with {} for its name.
    """

    def __init__(self, *arguments: Any, lines: Mapping[str, str], module: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._lines = lines
        self._module = module

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Their names, in the order in which they are listed."""
        return list(self._lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, imported now."""
        if cmd_name not in self._lines:
            return None
        command: click.Command = importlib.import_module(self._module.format(cmd_name)).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """One line for each, without importing it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._lines.items()))


@click.group(
    cls=LazyGroup,
    lines=_COMMANDS,
    module="reviewer.cli.{}",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="reviewer")
@click.pass_context
def cli(context: click.Context) -> None:
    """Second Proof finds out, before money is spent, whether an AI-agent pilot is designed to scale.

    Without a command it opens the app: a guided interview, or the review of a document.
    """
    if context.invoked_subcommand is None:
        importlib.import_module("reviewer.cli.app").open_app()


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    # The matrices of a desk are small: threads for them would only wait for each other, and for the screen.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(_exit_code(arguments))


def _exit_code(arguments: Sequence[str] | None) -> int:
    """Every way in which a run can end, as an exit code. Nothing here ends in a traceback unless it was asked for."""
    try:
        code = cli.main(arguments, prog_name="reviewer", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; stop Python from complaining about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ReviewerError as error:
        click.echo(shown(str(error)), err=True)
        return error.exit_code
    except Exception as error:  # the outermost handler: a defect of ours must not show a traceback to a user
        _report_defect(error)
        return EXIT_USAGE
    return code if isinstance(code, int) else 0


def _report_defect(error: Exception) -> None:
    if os.environ.get("REVIEWER_DEBUG"):
        traceback.print_exception(error)
    name = type(error).__name__
    click.echo(f"Something went wrong in the program itself: {name}. REVIEWER_DEBUG=1 shows more.", err=True)
