"""Settings: from the environment (REVIEWER_...) first, then from config.toml in the user's configuration folder."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import AfterValidator, AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from reviewer.errors import ConfigError

OFFLINE = "offline"
_FOLDER = "second-proof"
_PREFIX = "REVIEWER_"
_UserPath = Annotated[Path, AfterValidator(Path.expanduser)]


class Settings(BaseSettings):
    """What a user may set. `framework` is a folder of one's own, laid over the framework that ships.

    `model` is "offline" or the name of a model behind `base_url`, an OpenAI-compatible endpoint. `deadline_s` is the
    longest time for one call, in seconds by the clock on the wall; `concurrency` how many calls may be in flight.
    Prices are per million tokens, in `currency`. `record` and `replay` are folders of recordings.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    model: str = OFFLINE
    data_dir: _UserPath = Field(default_factory=lambda: platformdirs.user_data_path(_FOLDER, appauthor=False))
    framework: _UserPath | None = None
    base_url: str | None = Field(default=None, validation_alias=AliasChoices("REVIEWER_BASE_URL", "OPENAI_BASE_URL"))
    api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices("REVIEWER_API_KEY", "OPENAI_API_KEY"))
    proxy: str | None = None
    deadline_s: float = Field(default=90, gt=0, le=3600)
    concurrency: int = Field(default=8, ge=1, le=256)
    requests_per_minute: int | None = Field(default=None, ge=1)
    tokens_per_minute: int | None = Field(default=None, ge=1)
    price_input: float | None = Field(default=None, ge=0)
    price_cached: float | None = Field(default=None, ge=0)
    price_output: float | None = Field(default=None, ge=0)
    currency: str = "USD"
    phrase: bool = True
    final_pass: bool = True
    embedding_model: str | None = None
    embedding_folder: _UserPath | None = None
    record: _UserPath | None = None
    replay: _UserPath | None = None

    @property
    def sessions(self) -> Path:
        """The folder of the interviews."""
        return self.data_dir / "sessions"

    @property
    def library(self) -> Path:
        """The folder of the vector store."""
        return self.data_dir / "library"

    @property
    def state(self) -> Path:
        """The folder of what was found out about endpoints; it may be deleted at any time."""
        return self.data_dir / "state"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the values of the file, which are passed in; nothing else is looked at."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


def config_path() -> Path:
    """Where the configuration file is looked for; it need not exist."""
    return platformdirs.user_config_path(_FOLDER, appauthor=False) / "config.toml"


def load_settings() -> Settings:
    """The settings that hold now. ConfigError names the file or variable, the key, and what is wrong with it."""
    path = config_path()
    try:
        return Settings(**_file_values(path))
    except ValidationError as error:
        raise _explained(error, path) from None


def _explained(error: ValidationError, path: Path) -> ConfigError:
    first = error.errors()[0]
    key = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        return ConfigError(f'{path}: there is no setting "{key}"; I know {", ".join(Settings.model_fields)}.')
    variable = f"{_PREFIX}{key.upper()}"
    place = f"The variable {variable}" if os.environ.get(variable) else f'{path}, setting "{key}"'
    return ConfigError(f"{place}: {first['msg'][:1].lower()}{first['msg'][1:]}.")


def _file_values(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"The settings in {path} cannot be read: {error}.") from error
