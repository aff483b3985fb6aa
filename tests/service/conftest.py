"""A service on the loopback interface for tests; mark them with `allow_hosts(["127.0.0.1"])`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer.models.openai.caller import ServiceCaller, service_caller
from reviewer.models.openai.limits import Time
from reviewer.settings import Settings
from tests.service.server import Service

KEY = "sk-canary-4e1f0b77c2d94a6e"
Made = Callable[..., ServiceCaller]


@pytest.fixture
def service() -> Iterator[Service]:
    """A service that answers "ok" until it is given another script."""
    running = Service()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def settings_for(monkeypatch: pytest.MonkeyPatch, service: Service) -> Callable[..., Settings]:
    """Settings that name the service and a key, with others as given."""

    def made(**given: object) -> Settings:
        values = {"model": "a-model", "base_url": service.address, "api_key": KEY, "deadline_s": 30.0, **given}
        for name, value in values.items():
            if value is not None:
                monkeypatch.setenv(f"REVIEWER_{name.upper()}", str(value))
        return Settings()

    return made


@pytest.fixture
def caller_for(settings_for: Callable[..., Settings], tmp_path: Path) -> Made:
    """A caller of the service, with settings as given. It does not wait between tries unless given a clock."""

    def made(budget: str | None = None, clock: Time | None = None, **given: object) -> ServiceCaller:
        at_once = Time(between=lambda _low, _high: 0.0)
        return service_caller(settings_for(**given), tmp_path / "state", budget, clock or at_once)

    return made
