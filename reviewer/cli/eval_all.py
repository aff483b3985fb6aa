"""All steps at once: lint, run, score, gate, with the built-in model."""

from collections.abc import Sequence
from pathlib import Path

import click

from reviewer.cli.eval_lint import refuse_bad_labels
from reviewer.cli.eval_options import NOTHING_MEASURED, Wanted, baseline_path, counter, tell_failures
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.judging.baseline import read_baseline
from reviewer.evals.judging.gate import gate
from reviewer.evals.labels.load import load_gold
from reviewer.evals.running.run import run
from reviewer.evals.running.workbench import Choice
from reviewer.evals.scoring.metrics import score
from reviewer.framework import load_framework
from reviewer.text import shown


def measured(wanted: Wanted, baseline: Path | None) -> int:
    """The exit code of the whole. Labels are checked first and loaded anew after the predictions, which get none."""
    framework = load_framework(wanted.overlay)
    refuse_bad_labels(wanted.folder, framework)
    before = read_baseline(baseline_path(baseline, wanted.folder, "offline"))
    cases = load_cases(wanted.folder, wanted.suites)
    if not cases:
        click.echo("There is no case to be measured.", err=True)
        return NOTHING_MEASURED
    predictions = run(cases, Choice(overlay=wanted.overlay), wanted.workers, wanted.seed, counter(len(cases)))
    tell_failures(predictions.predictions)
    scores = score(predictions, load_gold(wanted.folder, wanted.suites), framework)
    judgement = gate(scores, before, wanted.suites)
    _tell((*judgement.regressions, *judgement.notes))
    return judgement.exit_code


def _tell(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        click.echo(shown(sentence))
