"""Settings come from the environment and one file; a mistake names its place."""

from pathlib import Path

import pytest

from reviewer.errors import ConfigError
from reviewer.framework import Framework
from reviewer.models.choose import choose_model
from reviewer.settings import Settings, config_path, load_settings


@pytest.fixture
def config() -> Path:
    path = config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_defaults() -> None:
    """Without any configuration the offline model reads, nothing is laid over, and data lies in the user's folder."""
    settings = load_settings()

    assert (settings.model, settings.framework) == ("offline", None)
    assert settings.data_dir.name == "second-proof"
    assert Path.home() in settings.data_dir.parents


def test_file_and_environment(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file sets what it names, a variable wins over the file, an empty variable says nothing, and ~ is the home."""
    config.write_text('framework = "~/ours"\ndata_dir = "/from/file"\n')
    monkeypatch.setenv("REVIEWER_DATA_DIR", "/from/environment")
    monkeypatch.setenv("REVIEWER_MODEL", "")

    settings = load_settings()

    assert settings.framework == Path.home() / "ours"
    assert settings.data_dir == Path("/from/environment")
    assert settings.model == "offline"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('modell = "x"', 'there is no setting "modell"'),
        ("model = 7", 'setting "model"'),
        ("model = nothing\n", "line 1"),
        ("\x00", "cannot be read"),
    ],
)
def test_mistake_in_the_file(config: Path, content: str, words: str) -> None:
    """An unknown key, a wrong type and broken TOML name the file, and the key or the line."""
    config.write_text(content)

    with pytest.raises(ConfigError) as caught:
        load_settings()

    assert str(config) in str(caught.value)
    assert words in str(caught.value)


def test_file_that_cannot_be_read(config: Path) -> None:
    """A folder in place of the file is a sentence."""
    config.mkdir()

    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings()


def test_offline_model_is_chosen(framework: Framework) -> None:
    """The default names the built-in model."""
    assert choose_model(Settings(), framework).name == "offline"


def test_other_models_are_not_there_yet(framework: Framework) -> None:
    """Any other name is refused with the one that works."""
    with pytest.raises(ConfigError, match="REVIEWER_MODEL=offline"):
        choose_model(Settings(model="gpt-9"), framework)
