"""Which embedder finds passages: the service that is configured, a model in a local folder, or the built-in one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import ConfigError
from reviewer.library.embedder import Embedder
from reviewer.library.minilm import MiniLM, missing_in
from reviewer.settings import Settings
from reviewer.text import shown


@dataclass(frozen=True, slots=True)
class Choice:
    """The embedder, None for the built-in one, and in a few words where it comes from or why it is not another."""

    embedder: Embedder | None
    origin: str


def choose_embedder(settings: Settings, service: Callable[[Settings], Embedder]) -> Choice:
    """The first of: the service's, that of the folder in the settings, that of chroma's folder, the built-in one.

    `service` makes the first of them, if the settings name a model for it. Nothing is contacted or loaded. ConfigError
    if the folder in the settings lacks a file.
    """
    if settings.record or settings.replay:
        return Choice(None, "built in, as a run that is recorded or replayed must not depend on this machine")
    if settings.embedding_model is not None:
        return Choice(service(settings), f"the service's model {shown(settings.embedding_model)}")
    if settings.embedding_folder is not None:
        return Choice(_from_settings(settings.embedding_folder), f"the folder {shown(str(settings.embedding_folder))}")
    if not missing_in(folder := chroma_folder()):
        return Choice(MiniLM(folder), f"the folder {shown(str(folder))}")
    return Choice(None, "built in, from the words and pieces of words alone")


def chroma_folder() -> Path:
    """Where chroma keeps MiniLM once somebody has had it downloaded; it need not exist."""
    return Path.home() / ".cache" / "chroma" / "onnx_models" / "all-MiniLM-L6-v2" / "onnx"


def _from_settings(folder: Path) -> MiniLM:
    if missing := missing_in(folder):
        place = shown(str(folder))
        raise ConfigError(f"The setting embedding_folder names {place}, and there is no {missing} in it.")
    return MiniLM(folder)
