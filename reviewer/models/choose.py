"""Which model stands behind the port, by the settings."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from reviewer.framework.catalogue import Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.openai.account import Budget
from reviewer.models.openai.call import Answer, Call, Caller
from reviewer.models.port import Model, Prose
from reviewer.models.standby import WithStandby
from reviewer.settings import OFFLINE, Settings


def choose_model(
    settings: Settings,
    framework: Framework,
    overlay: Path | None = None,
    budget: str | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> Model:
    """The model that `settings` name. `budget` bounds what a service may be asked for: "200k" tokens or "2.50 USD".

    ConfigError if something that a service needs is missing or wrong. Nothing is contacted, and what only a service
    needs is imported at its first call. `warn` is told, in a sentence, what a recording could not keep.
    """
    if budget is not None:
        Budget.parse(budget, settings)
    offline = OfflineModel(framework, overlay)
    if settings.model == OFFLINE:
        return offline
    settings.check_service()
    from reviewer.models.openai.model import ServiceModel

    caller = _caller(settings, budget, warn)
    return WithStandby(ServiceModel(caller, framework, settings.model), offline, framework)


def _caller(settings: Settings, budget: str | None, warn: Callable[[str], None]) -> Caller:
    """The service, or a recording in its place; a recorder around it if one is wanted."""
    if settings.replay:
        from reviewer.models.recording import Replayer

        return Replayer(settings.replay)
    service = _Late(lambda: _service(settings, budget))
    if settings.record is None:
        return service
    from reviewer.models.recording import Recorder

    return Recorder(service, settings.record, settings.api_key, warn)


def _service(settings: Settings, budget: str | None) -> Caller:
    from reviewer.models.openai.caller import service_caller

    return service_caller(settings, settings.state, budget)


class _Late:
    """A caller that is made, with all that it imports, at the first call."""

    def __init__(self, make: Callable[[], Caller]) -> None:
        self._make = make

    @cached_property
    def _caller(self) -> Caller:
        return self._make()

    async def call(self, call: Call) -> Answer:
        return await self._caller.call(call)

    def stream(self, call: Call) -> Prose:
        return self._caller.stream(call)
