"""Nothing may be contacted while the offline model is measured: what tries to is stopped, and told."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


class NetworkAttemptError(OSError):
    """Something tried to reach a network."""


class _Watch:
    """What an audit hook of this process looks out for; such a hook cannot be taken out again, only told to rest."""

    def __init__(self) -> None:
        self._is_hooked = False
        self.attempts: list[str] | None = None

    def begin(self) -> list[str]:
        if not self._is_hooked:
            sys.addaudithook(self._heard)
            self._is_hooked = True
        self.attempts = []
        return self.attempts

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.attempts is None or event not in _EVENTS:
            return
        address = arguments[0] if event in ("socket.getaddrinfo", "socket.gethostbyname") else arguments[-1]
        # A socket in the file system is no network.
        if event == "socket.connect" and isinstance(address, str | bytes):
            return
        self.attempts.append(event)
        raise NetworkAttemptError("An offline run may not contact anything.")


_WATCH = _Watch()


@contextmanager
def unplugged() -> Iterator[list[str]]:
    """While it lasts every attempt to contact something fails, and is added to the list that is given.

    Whoever swallows the error does not hide the attempt.
    """
    try:
        yield _WATCH.begin()
    finally:
        _WATCH.attempts = None
