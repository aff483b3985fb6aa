"""`reviewer report`: the assessment of an interview."""

from pathlib import Path

import click

from reviewer.cli.output import FORMS, Form, check_output, formed, write_output
from reviewer.cli.setup import Setup
from reviewer.errors import SessionError
from reviewer.interview.closing import assess_session
from reviewer.interview.service import Served
from reviewer.report.contract import Reader, SourceStamp, publish, published_usage
from reviewer.settings import OFFLINE


@click.command(name="report")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@click.option("--framework", "overlay", type=click.Path(path_type=Path), help="A folder laid over the framework.")
def command(name: str, form: Form, output: Path | None, overlay: Path | None) -> None:
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
        reader(session.served),
        session.rejections,
        usage=published_usage(session.served.usage, setup.settings.currency),
    )
    write_output(formed(document, form, setup.library), output)


def reader(served: Served) -> Reader:
    """Who read the interview: the service that was asked in it, or the offline model."""
    parts = served.parts()
    return Reader(model=served.model or OFFLINE, degraded=bool(parts), parts=parts)
