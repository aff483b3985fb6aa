"""Settings come from the environment and one file; a mistake names its place."""

from pathlib import Path

import pytest

from reviewer.errors import ConfigError
from reviewer.framework import Framework
from reviewer.models.choose import choose_model
from reviewer.settings import Settings, config_path, load_settings, unknown_variables


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


SECRET = "sk-canary-4e1f0b77"


def service(monkeypatch: pytest.MonkeyPatch, **given: str) -> Settings:
    """Settings from variables, for a model behind a service."""
    for name, value in {"REVIEWER_MODEL": "a-model", **given}.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def test_service_is_chosen_and_nothing_is_contacted(
    framework: Framework, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A model's name, an address and no key make a model of that name; no socket is opened for it."""
    settings = service(monkeypatch, REVIEWER_BASE_URL="http://localhost:11434/v1", REVIEWER_DATA_DIR=str(tmp_path))

    assert choose_model(settings, framework).name == "a-model"


def test_openais_own_variables_count_and_ours_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """OPENAI_BASE_URL and OPENAI_API_KEY are enough; our own variables go before them."""
    theirs = service(monkeypatch, OPENAI_BASE_URL="https://theirs.example/v1", OPENAI_API_KEY=SECRET)
    ours = service(monkeypatch, REVIEWER_BASE_URL="https://ours.example/v1")

    assert (theirs.service_host, ours.service_host) == ("theirs.example", "ours.example")
    assert ours.api_key is not None
    assert ours.api_key.get_secret_value() == SECRET
    assert Settings(model="m", api_key=SECRET).service_host == "ours.example"


def test_the_environment_wins_over_an_address_in_the_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address in the file counts where no variable names one."""
    config.write_text('base_url = "https://file.example/v1"\n')

    assert load_settings().service_host == "file.example"
    assert service(monkeypatch, OPENAI_BASE_URL="https://variable.example/v1").service_host == "variable.example"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://host/v1", "must begin with http:// or https://"),
        ("https://", "name a host"),
        ("localhost:8000/v1", "must begin with"),
        ("https://user:sk-canary-4e1f0b77@host/v1", "no user name, password or query"),
        ("https://host/v1?key=sk-canary-4e1f0b77", "no user name, password or query"),
        ("https://[::1/v1", "is not an address"),
        ("https://host:99999/v1", "is not an address"),
        ("  ", "must begin with"),
    ],
)
def test_bad_addresses(framework: Framework, monkeypatch: pytest.MonkeyPatch, address: str, words: str) -> None:
    """An address that cannot be used is refused in one sentence, which does not repeat it."""
    settings = service(monkeypatch, REVIEWER_BASE_URL=address)

    with pytest.raises(ConfigError, match=words) as caught:
        choose_model(settings, framework)

    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "in_the_clear"),
    [
        ("http://127.0.0.1:8000/v1", False),
        ("http://localhost/v1", False),
        ("http://[::1]:8000/v1", False),
        ("http://192.168.0.7/v1", False),
        ("http://10.1.2.3/v1", False),
        ("http://llm-server:8000/v1", False),
        ("http://gpu.local/v1", False),
        ("https://api.example/v1", False),
        ("http://api.example/v1", True),
        ("http://8.8.8.8/v1", True),
        ("http://localhost.evil.example/v1", True),
    ],
)
def test_key_never_travels_in_the_clear(
    framework: Framework, monkeypatch: pytest.MonkeyPatch, address: str, in_the_clear: bool
) -> None:
    """With a key, plain http is for this machine and private networks; elsewhere it is refused, with the reason."""
    settings = service(monkeypatch, REVIEWER_BASE_URL=address, REVIEWER_API_KEY=SECRET)

    assert settings.is_in_the_clear == in_the_clear
    if not in_the_clear:
        settings.check_service()
        return
    with pytest.raises(ConfigError, match="for all to read") as caught:
        choose_model(settings, framework)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "OPENAI_API_KEY"),
        ({"REVIEWER_RECORD": "/tmp/a", "REVIEWER_REPLAY": "/tmp/b"}, "recorded or replayed"),
        ({"OPENAI_API_KEY": SECRET, "REVIEWER_PRICE_INPUT": "1"}, "PRICE_OUTPUT"),
    ],
)
def test_what_a_service_lacks(
    framework: Framework, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], words: str
) -> None:
    """No key for OpenAI itself, two ways at once, and half of the prices are each one sentence."""
    with pytest.raises(ConfigError, match=words):
        choose_model(service(monkeypatch, **given), framework)


def test_settings_of_a_service_do_nothing_for_the_offline_model(
    framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However odd they are, the offline model reads and nothing is said against them."""
    monkeypatch.setenv("OPENAI_BASE_URL", "nonsense")
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)

    assert choose_model(load_settings(), framework).name == "offline"


@pytest.mark.parametrize("line", ['api_key = "sk-canary-4e1f0b77"', 'openai_api_key = "sk-canary-4e1f0b77"'])
def test_key_in_the_file_is_refused(config: Path, line: str) -> None:
    """A key in the file is named as such and not repeated."""
    config.write_text(line)

    with pytest.raises(ConfigError, match="a key does not belong in a file") as caught:
        load_settings()

    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('base_url = ""', 'setting "base_url": it is empty'),
        ('model = " "', 'setting "model": it is empty'),
        ("base_url = 7", 'setting "base_url"'),
        ("deadline_s = 0", 'setting "deadline_s"'),
        ("concurrency = 1000", 'setting "concurrency"'),
        ("price_input = inf", 'setting "price_input"'),
        ('currency = "dollars"', "three letters"),
        ('model = "a\\u001bb"', "no name of a model"),
    ],
)
def test_values_that_cannot_be(config: Path, line: str, words: str) -> None:
    """Empty, odd and endless values are one sentence that names the setting."""
    config.write_text(line)

    with pytest.raises(ConfigError) as caught:
        load_settings()

    assert words in str(caught.value)
    assert str(config) in str(caught.value)


def test_mistake_in_a_variable_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that is no number is told with the variable it stands in, and not repeated."""
    monkeypatch.setenv("REVIEWER_CONCURRENCY", SECRET)

    with pytest.raises(ConfigError, match="The variable REVIEWER_CONCURRENCY: ") as caught:
        load_settings()

    assert SECRET not in str(caught.value)


def test_secrets_are_not_in_the_words_of_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the key nor a proxy, which may hold a password, is in what settings look like."""
    monkeypatch.setenv("REVIEWER_API_KEY", SECRET)
    monkeypatch.setenv("REVIEWER_PROXY", f"http://user:{SECRET}@proxy.example")

    assert SECRET not in f"{load_settings()!r} {load_settings()}"


def test_misspelt_variables_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable with our prefix that sets nothing is one to tell; those that do are not."""
    for name in ("REVIEWER_MODLE", "REVIEWER_MODEL", "REVIEWER_BASE_URL", "REVIEWER_DEBUG"):
        monkeypatch.setenv(name, "x")

    assert unknown_variables() == ["REVIEWER_MODLE"]


@pytest.mark.parametrize("name", ["offline", "Offline", " OFFLINE "])
def test_offline_is_offline_however_it_is_written(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """No spelling of the word is sent to a service as a model's name."""
    monkeypatch.setenv("REVIEWER_MODEL", name)

    assert load_settings().model == "offline"
