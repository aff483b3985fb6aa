"""The workflow: its calls are those of the program, and it may write nothing but one comment."""

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from reviewer.cli import cli
from reviewer.evals.reports.markdown import MARK

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / ".github" / "workflows" / "evals.yml").read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS = WORKFLOW["jobs"]
_CALL = re.compile(r"\.venv/bin/reviewer ([^|;&\n]*)")


def test_it_runs_where_the_other_workflow_runs() -> None:
    """On every push and pull request; YAML 1.1 reads the key "on" as true."""
    assert WORKFLOW[True] == ["push", "pull_request"]


def test_its_calls_are_understood() -> None:
    """Every call of the program has a command and options that exist."""
    calls = _CALL.findall(TEXT)

    assert calls
    for call in calls:
        command = cli.get_command(click.Context(cli), shlex.split(call)[0])
        assert command is not None
        command.make_context("eval", shlex.split(call)[1:], resilient_parsing=True)
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in shlex.split(call) if word.startswith("--")} <= known


@pytest.mark.parametrize("command", re.findall(r"run: make (\w+)", TEXT))
def test_its_targets_exist(command: str) -> None:
    """What it makes stands in the Makefile."""
    assert re.search(rf"^{command}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_only_one_job_may_write_and_only_comments() -> None:
    """That job checks out and installs nothing, and is skipped where the token can only read."""
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert {name: job.get("permissions") for name, job in JOBS.items()} == {
        "evals": None, "comment": {"pull-requests": "write"},
    }  # fmt: skip
    assert [step["uses"] for step in JOBS["comment"]["steps"] if "uses" in step] == ["actions/download-artifact@v4"]
    assert "head.repo.full_name == github.repository" in JOBS["comment"]["if"]


def test_words_of_others_are_no_commands() -> None:
    """Of what GitHub fills in, only the exit code stands in a command; all else comes as a variable."""
    scripts = [step["run"] for job in JOBS.values() for step in job["steps"] if "run" in step]

    assert re.findall(r"\$\{\{(.*?)\}\}", "\n".join(scripts)) == [" steps.evals.outputs.code "]


def test_it_renews_the_comment_that_the_report_marks() -> None:
    """The mark that it looks for is the one with which the report begins."""
    assert TEXT.count(MARK) == 2


def test_actions_are_pinned_as_in_the_other_workflow() -> None:
    """Each names a version, and the ones that both use name the same."""
    other = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    used, there = (dict(re.findall(r"uses: ([\w/-]+)@(\S+)", text)) for text in (TEXT, other))

    assert used
    assert all(re.fullmatch(r"v\d+|[0-9a-f]{40}", version) for version in used.values())
    assert {name: used[name] for name in there} == there
