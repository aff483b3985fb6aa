"""What must hold of a way to predict if it knows nothing of what is expected. Each proof raises DishonestError."""

import os
import subprocess
import sys
from pathlib import Path

from reviewer.evals.cases.loading import load_cases
from reviewer.evals.labels.load import load_gold
from reviewer.evals.prediction import Prediction, Run
from reviewer.report.canonical import canonical, plain
from tests.evals.honesty.folders import changed, renamed, with_names, with_others_labels, without_labels
from tests.evals.honesty.overheard import overheard
from tests.evals.honesty.predicting import Predict, in_bytes, must
from tests.evals.honesty.world import LABEL, NAME, NUMBER

ROOT = Path(__file__).parents[3]
_BLOCKED = ("labels", "scoring", "judging", "score", "lint", "lint_values")


def labels_are_not_needed(predict: Predict, folder: Path, scratch: Path) -> None:
    """With the labels in the folder and in memory, as they are once they were checked, and with no label anywhere:
    the same bytes.
    """
    labels = load_gold(folder)
    with_them = in_bytes(predict(folder))
    del labels
    without_them = in_bytes(predict(without_labels(folder, scratch / f"{NAME}-bare")))

    must(with_them == without_them, "Predictions differ where there are no labels.")


def labels_of_others_change_nothing(predict: Predict, folder: Path, scratch: Path) -> None:
    """Where each case has the labels of another one: the same bytes."""
    own = in_bytes(predict(folder))
    others = in_bytes(predict(with_others_labels(folder, scratch / f"{NAME}-others")))

    must(own == others, "Predictions differ with the labels of other cases.")


def names_mean_nothing(predict: Predict, folder: Path, scratch: Path) -> None:
    """With other names, and so in another order, nothing but the names differs."""
    found = sorted({name for case in load_cases(folder) for name in (case.id, case.family) if NAME in name})
    # Names like "parrot-zaunkoenig-scene" hold one that stands in a file.
    own = sorted({name[name.index(NAME) :] for name in found})
    names = {name: f"abend-{number:02}" for number, name in enumerate(reversed(own))}
    before = [_as(case, with_names(case.case, names)) for case in predict(folder).predictions]
    after = predict(renamed(folder, scratch / "abend", names)).predictions

    must(_sorted(before) == _sorted(after), "Predictions differ under other names.")


def numbers_are_read(predict: Predict, folder: Path, scratch: Path) -> None:
    """Another number in a paper and in an answer is another number in the prediction, and nothing else differs."""
    places = (
        (f"proposals/{NAME}-b.md", f"{NAME}-b", "420 letters", "731 letters", "volume_now_per_day", 731.0),
        (f"interviews/{NAME}-t1.yaml", f"{NAME}-t1", "450 a day", "862 a day", "volume_now_per_day", 862.0),
    )
    before = predict(folder)
    for number, (name, case, old, new, facet, value) in enumerate(places):
        after = predict(changed(folder, scratch / f"{NAME}-changed-{number}", name, old, new))
        found = [fact.value for fact in _of(after, case).outcomes[-1].facts if fact.facet == facet]
        must(found == [value], f"{facet} is {found} where {new} is written.")
        figures = {new.split()[0]: old.split()[0], str(value): f"{float(old.split()[0])}"}
        for one in before.predictions:
            other = _in_json(_of(after, one.case))
            was = with_names(other, figures) if one.case == case else other
            must(was == _in_json(one), f"{one.case} differs in more than the number.")


def nothing_is_told(predict: Predict, folder: Path, scratch: Path) -> None:
    """Nothing that goes through the model port, either way, holds a name of a case, family or file, or a label; nor
    does a prediction, beside the name that it carries.
    """
    with overheard() as heard:
        predictions = predict(folder).predictions
    secrets = (NAME, LABEL, str(NUMBER), f"{NUMBER:,}", str(folder))

    must(bool(heard), "No model was asked.")
    for said in (*heard, *(_in_json(_as(one, "")) for one in predictions)):
        told = [secret for secret in secrets if secret.casefold() in said.casefold()]
        must(not told, f"{told} is told in {said[:200]}.")


def labels_cannot_be_imported(predict: Predict, folder: Path, scratch: Path) -> None:
    """In a process that has no labels, no scores and no judgement to import the run is made, with the same bytes."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    where = f"{predict.__module__}:{predict.__name__}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.evals.honesty.blocked", where, str(folder), *_BLOCKED],
        cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip

    must(done.returncode == 0, done.stderr[-300:])
    must(done.stdout == in_bytes(predict(folder)), "Predictions differ where labels can be imported.")


def _of(run: Run, case: str) -> Prediction:
    return next(one for one in run.predictions if one.case == case)


def _as(prediction: Prediction, case: str) -> Prediction:
    return prediction.model_copy(update={"case": case})


def _sorted(predictions: list[Prediction] | tuple[Prediction, ...]) -> list[str]:
    return sorted(map(_in_json, predictions))


def _in_json(prediction: Prediction) -> str:
    return canonical(plain(prediction))
