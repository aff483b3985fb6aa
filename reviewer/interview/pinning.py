"""A session keeps to the framework that it began with."""

from reviewer.errors import SessionError
from reviewer.framework.catalogue import Framework
from reviewer.interview.planning import PLANNED
from reviewer.interview.policy import WHO_KNOWS
from reviewer.interview.record import SessionRecord


def pinned(framework: Framework) -> dict[str, str]:
    """What a session notes about its framework when it begins."""
    return {"framework_version": framework.version, "framework_fingerprint": framework.fingerprint}


def check_framework(record: SessionRecord, framework: Framework) -> None:
    """SessionError if the session began with a framework in which its questions and claims are something else."""
    if record.facts().get("framework_fingerprint") == framework.fingerprint:
        return
    known = {*framework.facets_by_key, WHO_KNOWS, PLANNED}
    used = {reply.question.facet.partition(".")[0] for reply in record.replies()}
    used |= {claim.facet.partition(".")[0] for read in record.readings() for claim in read.claims}
    items = {reply.question.item for reply in record.replies() if reply.question.item}
    if not used <= known or not items <= set(framework.items_by_id):
        name, began = record.path.stem, record.facts().get("framework_version", "")
        raise SessionError(
            f"The interview {name} began with another framework ({began}). Open it with the same --framework folder."
        )
