"""What commands need from settings: the framework, the model, the library, a conversation by name."""

from contextlib import AbstractAsyncContextManager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.errors import LibraryError
from reviewer.framework import Framework, load_framework
from reviewer.models.choose import choose_model
from reviewer.models.port import Model, ReadRequest
from reviewer.settings import OFFLINE, Settings, load_settings

if TYPE_CHECKING:
    from reviewer.interview.conversation import Conversation
    from reviewer.interview.policy import Depth
    from reviewer.library import Library
    from reviewer.reading.second_look import SecondLook
    from reviewer.review import Precautions


class Setup:
    """Settings, framework and model of one run. What is heavy is made on demand."""

    def __init__(self, overlay: Path | None = None, budget: str | None = None) -> None:
        """Read the settings; `overlay` goes before the framework folder in them, `budget` bounds what is asked."""
        self.settings: Settings = load_settings()
        self._overlay = overlay or self.settings.framework
        self.framework: Framework = load_framework(self._overlay)
        self.model: Model = choose_model(self.settings, self.framework, self._overlay, budget)

    @cached_property
    def library(self) -> "Library":
        """The passages of the framework; the vector store is opened on the first search."""
        from reviewer.library import Library

        return Library(self.framework, self.settings.library)

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
        from reviewer.models.offline.model import OfflineModel
        from reviewer.review import Precautions

        return Precautions(self.second_look, OfflineModel(self.framework, self._overlay), self.settings.currency)

    def warm_up(self) -> None:
        """Import and open what the first answer would have to wait for. A library that fails says so when used."""
        import asyncio

        import reviewer.interview.conversation  # noqa: F401

        asyncio.run(self.model.read(ReadRequest(text="The first reply", kind="reply")))
        with suppress(LibraryError):
            self.library.items_for("the first question")

    def session(self, name: str) -> Path:
        """The file of the session `name`."""
        from reviewer.interview.sessions import session_path

        return session_path(self.settings.sessions, name)

    def open_session(self, name: str, depth: "Depth") -> "AbstractAsyncContextManager[Conversation]":
        """The conversation `name`, begun or taken up again."""
        from reviewer.interview.conversation import open_conversation

        return open_conversation(self.session(name), self.framework, self.model, self.library, depth)
