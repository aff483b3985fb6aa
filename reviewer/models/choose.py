"""Which model stands behind the port, by its name in the settings."""

from pathlib import Path

from reviewer.errors import ConfigError
from reviewer.framework.catalogue import Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import Model


def choose_model(name: str, framework: Framework, overlay: Path | None = None) -> Model:
    """The model `name`; ConfigError if this program has no such model."""
    if name != "offline":
        raise ConfigError(f"There is no model {name!r} in this version. Set REVIEWER_MODEL=offline, or leave it out.")
    return OfflineModel(framework, overlay)
