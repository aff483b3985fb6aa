"""Which model stands behind the port, by the settings."""

from pathlib import Path

from reviewer.errors import ConfigError
from reviewer.framework.catalogue import Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import Model
from reviewer.settings import OFFLINE, Settings


def choose_model(
    settings: Settings, framework: Framework, overlay: Path | None = None, budget: str | None = None
) -> Model:
    """The model that `settings` name. `budget` bounds what a service may be asked for: "200k" tokens or "2.50 USD".

    ConfigError if something that a service needs is missing or wrong. Nothing is contacted.
    """
    del budget
    if settings.model != OFFLINE:
        raise ConfigError(f"There is no model {settings.model!r} here. Set REVIEWER_MODEL=offline, or leave it out.")
    return OfflineModel(framework, overlay)
