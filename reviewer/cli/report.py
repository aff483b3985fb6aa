"""`reviewer report`: the assessment of an interview."""

import shutil
import sys
from pathlib import Path

import click

from reviewer.cli.output import check_output, write_output
from reviewer.cli.setup import Setup
from reviewer.errors import SessionError
from reviewer.interview.closing import assess_session
from reviewer.report.contract import AssessmentDocument, Reader, SourceStamp, publish, to_json
from reviewer.report.markdown import to_markdown
from reviewer.report.terminal import WIDEST, to_text


@click.command(name="report")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@click.option("--framework", "overlay", type=click.Path(path_type=Path), help="A folder laid over the framework.")
def command(name: str, form: str, output: Path | None, overlay: Path | None) -> None:
    """Print the assessment of the interview NAME as it stands now."""
    check_output(output)
    setup = Setup(overlay)
    path = setup.session(name)
    if not path.exists():
        raise SessionError(f"There is no interview {name}. `reviewer sessions` lists those that there are.")
    session = assess_session(path, setup.framework)
    document = publish(
        session.assessment,
        setup.framework,
        SourceStamp(kind="interview", name=name, sha256=session.sha256),
        Reader(model=setup.model.name, degraded=False),
        session.rejections,
    )
    write_output(_formed(document, form), output)


def _formed(document: AssessmentDocument, form: str) -> str:
    if form == "json":
        return to_json(document)
    if form == "markdown":
        return to_markdown(document)
    return to_text(document, shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDEST)
