"""Scenes in which hostile models are let loose: each scene of a file with each kind of model is a case."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from reviewer.errors import CasesError, FrameworkError
from reviewer.evals.case import Asked, Case, Guarded, Paper, Transcript
from reviewer.evals.cases.files import checked, mistake
from reviewer.framework.source import Source, read_yaml

LYING = (
    "fabricator", "parrot", "self_quoter", "polarity_cutter", "over_filler", "quiet_filler", "ignores_corrections",
    "translator", "duplicator", "unknown_facets", "rewriter", "number_cutter", "crumbs",
)  # fmt: skip
FAILING = (
    "json_breaker", "refuser", "time_outs", "too_many_requests", "server_errors", "endless", "words_only",
)  # fmt: skip
_FILE = Path("guards") / "scenes.yaml"


class Scene(BaseModel):
    """An entry of the file. `stated`: facets of which it is no invention to say something, though nobody reads them."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: str
    stated: tuple[str, ...] = ()
    text: str = ""
    talk: tuple[Asked, ...] = ()


def guard_cases(folder: Path) -> tuple[Case, ...]:
    """Every scene with every kind of model; the kind is the family. CasesError names file, line and mistake."""
    return tuple(
        Case(id=f"{model}-{scene.id}", suite="guards", family=model, input=Guarded(model=model, scene=_given(scene)))
        for scene in scenes(folder)
        for model in (*LYING, *FAILING)
    )


def _given(scene: Scene) -> Paper | Transcript:
    return Transcript(turns=scene.talk) if scene.talk else Paper(text=scene.text)


def scenes(folder: Path) -> list[Scene]:
    """What stands in the file."""
    path = folder / _FILE
    if not path.is_file():
        return []
    try:
        source = read_yaml(path)
    except FrameworkError as error:
        raise CasesError(str(error)) from error
    return [_checked(source, entry, place) for place, entry in enumerate(_listed(source))]


def _listed(source: Source) -> list[Any]:
    if not isinstance(source.data, list):
        raise mistake(source, (), "the file must hold a list of scenes")
    return source.data


def _checked(source: Source, entry: Any, place: int) -> Scene:
    scene = checked(source, Scene, entry, (place,))
    if bool(scene.text) == bool(scene.talk):
        raise mistake(source, (place,), "a scene has either a text or a talk")
    return scene
