"""Settings: from the environment (REVIEWER_...) first, then from config.toml in the user's configuration folder.

A key comes from the environment only: a file is copied, shared and kept. No message shows the value of a secret.
"""

import ipaddress
import os
import tomllib
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import platformdirs
from pydantic import AfterValidator, AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from reviewer.errors import ConfigError

OFFLINE = "offline"
_FOLDER = "second-proof"
_PREFIX = "REVIEWER_"
_OPENAI = "https://api.openai.com/v1"
# Names that only a network of one's own resolves.
_OWN_NETWORK = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_LONGEST_NAME = 200


def _model_name(name: str) -> str:
    name = name.strip()
    if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise ValueError("that is no name of a model")
    return OFFLINE if name.casefold() == OFFLINE else name


def _currency(name: str) -> str:
    name = name.strip().upper()
    if len(name) != 3 or not name.isalpha() or not name.isascii():
        raise ValueError("a currency has three letters, such as USD")
    return name


_UserPath = Annotated[Path, AfterValidator(Path.expanduser)]
_Price = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Settings(BaseSettings):
    """What a user may set. `framework` is a folder of one's own, laid over the framework that ships.

    `model` is "offline" or the name of a model behind `base_url`, an OpenAI-compatible endpoint. `deadline_s` is the
    longest time for one call, in seconds by the clock on the wall; `concurrency` how many calls may be in flight.
    Prices are per million tokens, in `currency`. `cache_breakpoints`: a service that is not OpenAI's knows its fields
    for caching prompts. `record` and `replay` are folders of recordings.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    model: Annotated[str, AfterValidator(_model_name)] = OFFLINE
    data_dir: _UserPath = Field(default_factory=lambda: platformdirs.user_data_path(_FOLDER, appauthor=False))
    framework: _UserPath | None = None
    base_url: str | None = Field(default=None, validation_alias=AliasChoices("REVIEWER_BASE_URL", "OPENAI_BASE_URL"))
    api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices("REVIEWER_API_KEY", "OPENAI_API_KEY"))
    proxy: str | None = Field(default=None, repr=False)
    deadline_s: float = Field(default=90, gt=0, le=3600, allow_inf_nan=False)
    concurrency: int = Field(default=8, ge=1, le=256)
    requests_per_minute: int | None = Field(default=None, ge=1)
    tokens_per_minute: int | None = Field(default=None, ge=1)
    price_input: _Price | None = None
    price_cached: _Price | None = None
    price_output: _Price | None = None
    currency: Annotated[str, AfterValidator(_currency)] = "USD"
    phrase: bool = True
    final_pass: bool = True
    cache_breakpoints: bool = False
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

    @property
    def service_host(self) -> str:
        """Host and port of the service. ConfigError, which never repeats the address, if it has no proper one."""
        return _host(self.base_url or _OPENAI)

    @property
    def is_in_the_clear(self) -> bool:
        """Whether what is sent to the service could be read on its way through the public network."""
        parts = urlsplit(self.base_url or _OPENAI)
        return parts.scheme == "http" and not _is_own(parts.hostname or "")

    def check_service(self) -> None:
        """ConfigError in one sentence if the service cannot be asked with these settings."""
        if self.record and self.replay:
            raise ConfigError("A run is either recorded or replayed: set record or replay, not both.")
        if (self.price_input is None) != (self.price_output is None):
            raise ConfigError("Prices belong together: set REVIEWER_PRICE_INPUT and REVIEWER_PRICE_OUTPUT, or neither.")
        if self.replay:
            return
        host = self.service_host
        if self.api_key and self.api_key.get_secret_value().lower() in (self.base_url or "").lower():
            raise ConfigError("The key stands in base_url: please keep it in OPENAI_API_KEY alone.")
        if self.api_key is None and self.base_url is None:
            raise ConfigError(
                f"The model {self.model} needs a key: set OPENAI_API_KEY, or REVIEWER_BASE_URL for another service."
            )
        if self.api_key and self.is_in_the_clear:
            raise ConfigError(
                f"The key and your texts would travel to {host} for all to read: base_url needs https://."
            )

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


def unknown_variables() -> list[str]:
    """Variables that look like settings and are none: most likely misspelt."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields} | {f"{_PREFIX}DEBUG"}
    return sorted(name for name in os.environ if name.startswith(_PREFIX) and name not in known)


_ADDRESS = "The setting base_url (REVIEWER_BASE_URL)"


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise ConfigError(f"{_ADDRESS} is not an address.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"{_ADDRESS} must begin with http:// or https:// and name a host.")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise ConfigError(f"{_ADDRESS} must hold no user name, password or query; a key has its own variable.")
    return f"{parts.hostname}{port}"


def _is_own(host: str) -> bool:
    """Whether a host is this machine or in a private network, as far as its name tells."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_OWN_NETWORK)
    return address.is_loopback or address.is_private or address.is_link_local


def _explained(error: ValidationError, path: Path) -> ConfigError:
    first = error.errors(include_input=False)[0]
    name = str(first["loc"][0])
    key = name.removeprefix(_PREFIX).lower()
    if first["type"] == "extra_forbidden":
        return ConfigError(f'{path}: there is no setting "{name}"; I know {", ".join(_settable())}.')
    variable = next((name for name in _variables(key) if os.environ.get(name)), None)
    place = f"The variable {variable}" if variable else f'{path}, setting "{key}"'
    reason = first["msg"].removeprefix("Value error, ")
    return ConfigError(f"{place}: {reason[:1].lower()}{reason[1:]}.")


def _variables(key: str) -> tuple[str, ...]:
    """The variables that set `key`, the first of them first."""
    alias = Settings.model_fields[key].validation_alias
    named = alias.choices if isinstance(alias, AliasChoices) else [f"{_PREFIX}{key.upper()}"]
    return tuple(str(name) for name in named)


def _settable() -> list[str]:
    return [name for name in Settings.model_fields if name != "api_key"]


def _file_values(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"The settings in {path} cannot be read: {error}.") from error
    for key, value in values.items():
        if "key" in key.lower():
            raise ConfigError(f"{path}: a key does not belong in a file; take it out and set OPENAI_API_KEY instead.")
        if isinstance(value, str) and not value.strip():
            raise ConfigError(f'{path}, setting "{key}": it is empty; leave it out instead.')
    return values
