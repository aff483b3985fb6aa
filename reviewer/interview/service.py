"""What a configured service is used for in an interview, what it did so far, and what follows from its failures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reviewer.interview.planning import PLANNED
from reviewer.interview.record import Look, ReadReply, Reply, ServiceJob
from reviewer.models.port import Model, Usage
from reviewer.reading.second_look import SecondLook
from reviewer.report.contract import PartRead

LAST_LOOK = "last look at the whole interview"


@dataclass(frozen=True)
class Service:
    """What a configured service does beside reading replies. The built-in offline model does none of it.

    `phrases`: it puts follow-ups in words. `last_look`: it looks through the whole interview once nothing is open.
    `second_look`: who doubts what it claims. `standby`: who reads a reply instead where most of it is doubted.
    """

    phrases: bool = True
    last_look: bool = True
    second_look: SecondLook | None = None
    standby: Model | None = None


@dataclass
class Served:
    """What a service did in one session: a fold of its jobs and of what was read, with constant work per turn.

    `replies` are those that had to be read; `doubted` counts claims that the second look left out.
    """

    usage: Usage = field(default_factory=Usage)
    model: str | None = None
    replies: int = 0
    doubted: int = 0
    failures: list[ServiceJob] = field(default_factory=list)

    def take(self, job: ServiceJob) -> None:
        """One more job. A last look that was taken makes good for earlier ones that failed."""
        self.usage += job.usage
        self.model = job.model
        if job.job == "read_again":
            self.failures = [failure for failure in self.failures if failure.job != "read_again"]
        if job.unread is not None:
            self.failures.append(job)

    def take_reading(self, read: ReadReply) -> None:
        """One more reply that was read."""
        self.replies += 1
        self.doubted += sum(refused.doubted for refused in read.rejections)

    def take_look(self, look: Look) -> None:
        """What a last look found."""
        self.doubted += sum(refused.doubted for refused in look.rejections)

    @property
    def unread(self) -> list[ServiceJob]:
        """The replies that the service failed to read."""
        return [failure for failure in self.failures if failure.job == "read_reply"]

    def reservations(self) -> tuple[str, ...]:
        """Why the evidence carries less far than it looks, in words."""
        return tuple(self._reservations())

    def _reservations(self) -> Iterator[str]:
        if count := len(self.unread):
            replies = f"{count} of {self.replies} {'reply was' if self.replies == 1 else 'replies were'}"
            yield f"{replies} read by the built-in offline model, as the service failed"
        if any(failure.job == "read_again" for failure in self.failures):
            yield f"the {LAST_LOOK} failed"
        if self.doubted:
            claims = "one claim" if self.doubted == 1 else f"{self.doubted} claims"
            yield f"a second look doubts {claims} of the model {self.model}, which therefore count for nothing"

    def parts(self) -> tuple[PartRead, ...]:
        """The parts that the service did not do, as they are published."""
        return tuple(_part(failure) for failure in self.failures)


def served_in(
    replies: Iterable[Reply], readings: Iterable[ReadReply], looks: Iterable[Look], jobs: Iterable[ServiceJob]
) -> Served:
    """What a service did in a whole session."""
    served = Served()
    planned = {reply.number for reply in replies if reply.question.facet == PLANNED}
    for read in readings:
        if read.reply not in planned:
            served.take_reading(read)
    for look in looks:
        served.take_look(look)
    for job in jobs:
        served.take(job)
    return served


def _part(failure: ServiceJob) -> PartRead:
    reason = failure.unread or ""
    if failure.job == "read_reply":
        return PartRead(part=f"reply {failure.reply}", reason=reason, read_by="offline")
    # What follows a reply is the next question.
    part = LAST_LOOK if failure.job == "read_again" else f"question {failure.reply + 1}"
    return PartRead(part=part, reason=reason, read_by="nobody")
