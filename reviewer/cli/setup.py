"""What commands need from settings: the framework, the model, the library, a conversation by name."""

from contextlib import AbstractAsyncContextManager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.errors import LibraryError
from reviewer.framework import Framework, load_framework
from reviewer.models.choose import choose_model
from reviewer.models.port import Model, ReadRequest
from reviewer.models.standby import WithStandby
from reviewer.settings import OFFLINE, Settings, load_settings
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.interview.conversation import Conversation
    from reviewer.interview.policy import Depth
    from reviewer.interview.service import Service
    from reviewer.library import Library
    from reviewer.library.choice import Choice
    from reviewer.reading.second_look import SecondLook
    from reviewer.review import Precautions


class Setup:
    """Settings, framework and model of one run. What is heavy is made on demand."""

    def __init__(self, overlay: Path | None = None, budget: str | None = None, final_pass: bool = True) -> None:
        """Read the settings; `overlay` goes before the framework folder in them, `budget` bounds what is asked.

        Without `final_pass` no last look is taken at a whole interview, whatever the settings say.
        """
        self.settings: Settings = load_settings()
        self._overlay = overlay or self.settings.framework
        self._final_pass = final_pass and self.settings.final_pass
        self.framework: Framework = load_framework(self._overlay)
        self._budget = budget

    @cached_property
    def model(self) -> Model:
        """The model that reads. ConfigError if a setting that it needs is missing or wrong."""
        return choose_model(self.settings, self.framework, self._overlay, self._budget, _warn)

    @property
    def offline(self) -> Model:
        """The built-in model: the one that is chosen, or the one that stands by."""
        return self.model.standby if isinstance(self.model, WithStandby) else self.model

    @cached_property
    def embedder(self) -> "Choice":
        """The embedder of the library, and where it comes from. With the offline model no service is asked."""
        from reviewer.library.choice import choose_embedder
        from reviewer.models.openai.embedding import service_embedder

        settings = self._embedding_settings
        if settings.embedding_model:
            settings.check_service()
        return choose_embedder(settings, service_embedder)

    @property
    def _embedding_settings(self) -> Settings:
        if self.settings.model != OFFLINE:
            return self.settings
        return self.settings.model_copy(update={"embedding_model": None, "record": None, "replay": None})

    @cached_property
    def library(self) -> "Library":
        """The passages of the framework; the vector store is opened on the first search."""
        from reviewer.library import Library

        return Library(self.framework, self.settings.library, self.embedder.embedder)

    @cached_property
    def second_look(self) -> "SecondLook | None":
        """Who doubts what a service claims to have read; None for the offline model, whose claims it would repeat."""
        if self.settings.model == OFFLINE:
            return None
        from reviewer.models.offline.bearing import Bearing

        return Bearing(self.framework, self._overlay)

    @cached_property
    def precautions(self) -> "Precautions | None":
        """What a service is held to in a review; None for the offline model."""
        if self.second_look is None:
            return None
        from reviewer.review import Precautions

        return Precautions(self.second_look, self.offline, self.settings.currency)

    @property
    def service(self) -> "Service | None":
        """What a service does in an interview beside reading; None for the offline model."""
        if self.second_look is None:
            return None
        from reviewer.interview.service import Service

        return Service(
            phrases=self.settings.phrase,
            last_look=self._final_pass,
            second_look=self.second_look,
            standby=self.offline,
        )

    def warm_up(self) -> None:
        """Import and open what the first answer would have to wait for. A library that fails says so when used.

        No service is asked: nothing leaves the machine before somebody has answered.
        """
        import asyncio

        import reviewer.interview.conversation

        asyncio.run(self.offline.read(ReadRequest(text="The first reply", kind="reply")))
        if self.settings.model != OFFLINE and not self.settings.replay:
            import reviewer.models.openai.caller  # noqa: F401
        if self._embedding_settings.embedding_model is None:
            with suppress(LibraryError):
                self.library.items_for("the first question")

    def session(self, name: str) -> Path:
        """The file of the session `name`."""
        from reviewer.interview.sessions import session_path

        return session_path(self.settings.sessions, name)

    def open_session(self, name: str, depth: "Depth") -> "AbstractAsyncContextManager[Conversation]":
        """The conversation `name`, begun or taken up again."""
        from reviewer.interview.conversation import open_conversation

        return open_conversation(
            self.session(name), self.framework, self.model, self.library, depth, service=self.service
        )


def _warn(sentence: str) -> None:
    click.echo(shown(sentence), err=True)
