"""How the second look judges: true claims that it doubts, and claims under an unrelated sentence that it passes.

`python -m benchmarks.second_look`. Its limits were set on h02, h04, h07, p01, p05 and p12 ("seen"); the other cases,
and the papers in evals/fresh, played no part in that ("unseen"). True claims are those of a perfect reader.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewer.framework import Facet, Framework, load_framework
from reviewer.models.offline.bearing import Bearing
from reviewer.models.offline.bearing_topics import stems
from reviewer.models.offline.model import OfflineModel
from reviewer.models.offline.segments import Segment, segments_of
from reviewer.models.port import ProposedClaim, ReadRequest
from reviewer.readiness.claims import Value
from tests.gullible.values import adapted, pleasing
from tests.quoted_claims import CASES, Told, told_in

SEEN = frozenset(("h02", "h04", "h07", "p01", "p05", "p12"))
SEEDS = range(3)
_SHORTEST = 25


@dataclass(frozen=True)
class Wrong:
    """A claim under a sentence that has nothing to do with it, and how it was made."""

    kind: str
    claim: ProposedClaim


def sentences(text: str) -> list[Segment]:
    """The sentences and rows of a text that state something."""
    return [
        segment
        for segment in segments_of(text)
        if not segment.is_view and not segment.is_question and segment.end - segment.start >= _SHORTEST
    ]


def wrong_claims(told: Told, framework: Framework, values: Mapping[str, list[Value]], seed: int) -> Iterator[Wrong]:
    """For every facet: another case's value, or one made from the sentence, under a sentence that is not about it."""
    chance = random.Random(f"{told.case} {seed}")
    stated = sentences(told.text)
    quoted = {key: [claim for claim in told.claims if _key(claim) == key] for key in framework.facets_by_key}
    for key, facet in framework.facets_by_key.items():
        free = [each for each in stated if not any(_overlap(each, claim) for claim in quoted[key])]
        if not free:
            continue
        plausible = chance.choice(values[key]) if values.get(key) else pleasing(facet)
        one = chance.choice(free)
        yield Wrong("random sentence", _claim(told, key, plausible, one))
        other = chance.choice(free)
        yield Wrong("random sentence, value made of it", _claim(told, key, adapted(facet, other.folded), other))
        near = [each for each in free if _of_same_item(each, told, key, framework)]
        if near:
            sibling = chance.choice(near)
            yield Wrong("sentence of the same item", _claim(told, key, plausible, sibling))
            yield Wrong("the same, value made of it", _claim(told, key, adapted(facet, sibling.folded), sibling))
        nearest = max(free, key=lambda each: len(stems(each.lower) & _words(facet)))
        yield Wrong("nearest sentence, value made of it", _claim(told, key, adapted(facet, nearest.folded), nearest))


def _key(claim: ProposedClaim) -> str:
    return claim.facet.partition(".")[0]


def _words(facet: Facet) -> frozenset[str]:
    return stems(f"{facet.name} {facet.describe} {facet.ask}".lower())


def _overlap(segment: Segment, claim: ProposedClaim) -> bool:
    assert claim.start is not None
    return claim.start < segment.end and segment.start < claim.start + len(claim.quote)


def _of_same_item(segment: Segment, told: Told, key: str, framework: Framework) -> bool:
    item = framework.item_of_facet.get(key)
    return any(
        _overlap(segment, claim) for claim in told.claims if framework.item_of_facet.get(_key(claim), "-") == item
    )


def _claim(told: Told, key: str, value: Value, segment: Segment) -> ProposedClaim:
    return ProposedClaim(facet=key, value=value, quote=told.text[segment.start : segment.end], start=segment.start)


def known_values(texts: list[Told]) -> dict[str, list[Value]]:
    """The values that any case states for a facet."""
    found: dict[str, list[Value]] = defaultdict(list)
    for told in texts:
        for claim in told.claims:
            if claim.strength == "clear" and claim.value is not None:
                found[claim.facet].append(claim.value)
    return found


class Tally:
    """How many claims of a kind there were in a half of the cases, and how many were doubted at each look."""

    def __init__(self, bearing: Bearing) -> None:
        self._bearing = bearing
        self.asked, self.doubted = Counter[tuple[str, str]](), Counter[tuple[str, str, bool]]()

    def look(self, told: Told, kind: str, claims: Iterable[ProposedClaim]) -> None:
        """Judge the claims about one text, plainly and strictly."""
        half = "seen" if told.case in SEEN else "unseen"
        look = self._bearing.over(told.text, told.question)
        for claim in claims:
            assert claim.start is not None
            name = f"{kind}, {claim.strength}" if kind == "true" else kind
            self.asked[name, half] += 1
            for strictly in (False, True):
                doubt = look.doubt(claim, claim.start, claim.start + len(claim.quote), strictly)
                self.doubted[name, half, strictly] += doubt is not None

    def lines(self) -> Iterator[str]:
        """The table."""
        yield f"{'':36}{'seen':>18}{'unseen':>18}{'seen, strictly':>18}{'unseen, strictly':>18}"
        for kind in dict.fromkeys(kind for kind, _ in self.asked):
            columns = ((half, strictly) for strictly in (False, True) for half in ("seen", "unseen"))
            cells = (_cell(kind, self.asked[kind, half], self.doubted[kind, half, strict]) for half, strict in columns)
            yield f"{kind:36}" + "".join(f"{cell:>18}" for cell in cells)


def main() -> None:
    """Print the table."""
    framework = load_framework()
    bearing = Bearing(framework)
    texts = [told for folder, case in CASES for told in told_in(folder, case, framework)]
    papers = [told for told in texts if told.question is None]
    values, tally = known_values(texts), Tally(bearing)
    for told in texts:
        tally.look(told, "true", told.claims)
    for told in papers:
        wrong: dict[str, list[ProposedClaim]] = defaultdict(list)
        for seed in SEEDS:
            for each in wrong_claims(told, framework, values, seed):
                wrong[each.kind].append(each.claim)
        for kind, claims in wrong.items():
            tally.look(told, kind, claims)
    print("\n".join(tally.lines()))
    print(_speed(bearing, papers))


def _cell(kind: str, asked: int, doubted: int) -> str:
    """Of true claims the share that is doubted, of wrong ones the share that passes."""
    if not asked:
        return "-"
    count = doubted if kind.startswith("true") else asked - doubted
    return f"{count}/{asked} {count / asked:6.1%}"


def _speed(bearing: Bearing, papers: list[Told]) -> str:
    """Each paper with its true claims, beside reading it offline in the same minute: machines differ, ratios less."""
    model = OfflineModel(bearing.framework)
    claims = sum(len(told.claims) for told in papers)
    looking = reading = 0.0
    for told in papers:
        begun = time.process_time()
        look = bearing.over(told.text)
        for claim in told.claims:
            assert claim.start is not None
            look.doubt(claim, claim.start, claim.start + len(claim.quote), False)
        looked = time.process_time()
        model.read_now(ReadRequest(text=told.text, kind="document"))
        looking, reading = looking + looked - begun, reading + time.process_time() - looked
    words = sum(len(told.text.split()) for told in papers)
    paper = looking / words * 1_500_000
    each = looking / claims * 1000
    return (
        f"{each:.2f} ms a claim, {paper:.0f} ms a paper of 1,500 words, {looking / reading:.0%} of reading it offline"
    )


if __name__ == "__main__":
    main()
