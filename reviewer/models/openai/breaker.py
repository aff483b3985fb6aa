"""Leaves a service alone that fails again and again, so that nobody waits for what will not come."""

from reviewer.errors import Fault, ServiceError
from reviewer.models.openai.faults import duration
from reviewer.models.openai.limits import WORTH_ANOTHER_TRY, Time

FAILURES_IN_A_ROW = 5
PAUSE_S = 30.0
_HOPELESS: frozenset[Fault] = frozenset({"key_refused", "not_found"})


class Breaker:
    """Counts failures in a row. After five the service is left alone for 30 seconds, then one call tries it out."""

    def __init__(self, clock: Time) -> None:
        self._clock = clock
        self._failures = 0
        self._until: float | None = None
        self._trying = False
        self._cause = ""

    def check(self) -> None:
        """Ask before each try. ServiceError "paused" while the service is left alone."""
        if self._until is None:
            return
        left = self._until - self._clock.now()
        if left > 0:
            raise ServiceError(f"{self._cause} It is left alone for {duration(left)}.", "paused", left)
        if self._trying:
            raise ServiceError(f"{self._cause} One call is trying it out again.", "paused")
        self._trying = True

    def worked(self) -> None:
        """The service answered, if perhaps not as it should have."""
        self._failures, self._until, self._trying = 0, None, False

    def failed(self, error: ServiceError) -> None:
        """A try failed in a way that may be the service's state. One that is back soon, as it
        says, is not broken."""
        if error.fault in _HOPELESS:
            self._pause(error)
        elif error.fault not in WORTH_ANOTHER_TRY:
            self.worked()
        elif error.fault == "rate_limit" and (error.retry_after or PAUSE_S) < PAUSE_S:
            self._trying = False
        else:
            self._failures += 1
            if self._failures >= FAILURES_IN_A_ROW or self._trying:
                self._pause(error)

    def abandoned(self) -> None:
        """A try was given up before it ended: the next one may try the service out."""
        self._trying = False

    def _pause(self, error: ServiceError) -> None:
        self._until = self._clock.now() + PAUSE_S
        self._trying = False
        self._cause = str(error)
