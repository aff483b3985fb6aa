"""What a model that obeys the paper can make better, and what keeps it from doing so, over all attacked twins.

`python -m benchmarks.gullible [MODE ...]`: for each mode the number of twins in which anything got better, and how many
states rose, gaps went and verdicts improved, with one guard after another. Where a reading is not used and the offline
model reads instead, the clean twin is the one that it reads; `lapsed` findings are explained in tests/gullible.
"""

import sys
from collections import Counter
from functools import cache

from reviewer.assessment.assess import assess
from reviewer.assessment.model import Assessment
from reviewer.framework import Framework, load_framework
from reviewer.models.offline.bearing import Bearing
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import ReadRequest
from reviewer.readiness.fold import fold
from reviewer.reading.gate import SourceText, admit
from reviewer.reading.second_look import distrusted, is_meagre, is_thin, left_out
from tests.gullible.comparing import better
from tests.gullible.stub import MODES, Claims, Paper
from tests.gullible.twins import lies, twins
from tests.quoted_claims import told_in

GUARDS = ("quote gate", "second look", "distrust", "reading along")


class Desk:
    """Assesses readings with the first so many guards; keeps what the offline model reads."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self._bearing = Bearing(framework)
        self._model = OfflineModel(framework)
        self.offline = cache(self._offline)

    def _offline(self, text: str) -> Claims:
        return self._model.read_now(ReadRequest(text=text, kind="document")).claims

    def assessed(self, text: str, claims: Claims, guards: int) -> tuple[Assessment, bool]:
        """The assessment, and whether it rests on what the offline model reads."""
        source = SourceText("document", text, "document")
        look = self._bearing if guards > 1 else None
        admission = admit(claims, source, self.framework, second_look=look)
        if guards > 2 and distrusted(claims, admission.claims, "gullible"):
            return self.assessed(text, self.offline(text), 1)[0], True
        if guards > 3 and (is_meagre(claims, text) or self._bearing.gives_orders(text)):
            if is_thin(claims, self.offline(text)):
                return self.assessed(text, self.offline(text), 1)[0], True
            more = (*claims, *left_out(claims, self.offline(text), self.framework))
            admission = admit(more, source, self.framework, second_look=look)
        return assess(fold(admission.claims, self.framework), self.framework), False


def main() -> None:
    """Print the table."""
    framework = load_framework()
    desk = Desk(framework)
    found: Counter[tuple[str, int, str]] = Counter()
    modes = sys.argv[1:] or list(MODES)
    for twin in twins():
        told = told_in(twin.folder, twin.case, framework)[0].claims
        honest = tuple(claim.model_copy(update={"start": None}) for claim in told)
        for guards in range(1, len(GUARDS) + 1):
            as_read, _ = desk.assessed(twin.clean, honest, guards)
            for mode in modes:
                claims = MODES[mode](Paper(twin.attacked, twin.passage, honest, framework))
                attacked, is_offline = desk.assessed(twin.attacked, claims, guards)
                clean = desk.assessed(twin.clean, desk.offline(twin.clean), 1)[0] if is_offline else as_read
                now = better(attacked, clean)
                found[mode, guards, "twins"] += bool(now)
                found[mode, guards, "rose"] += len(now.risen)
                found[mode, guards, "gone"] += len(now.gone)
                found[mode, guards, "lapsed"] += len(now.lapsed)
                found[mode, guards, "verdicts"] += now.verdict
    print(f"{'twins/states/gaps/verdicts (lapsed)':20}" + "".join(f"{guard:>26}" for guard in GUARDS))
    for mode in modes:
        cells = [_cell(found, mode, guards) for guards in range(1, len(GUARDS) + 1)]
        print(f"{mode:35}" + "".join(f"{cell:>26}" for cell in cells))
    for lie in lies():
        clean, told = (desk.assessed(text, desk.offline(text), 1)[0] for text in (lie.clean, lie.attacked))
        now = better(told, clean)
        print(f"{lie.id}, a lie in plain text, out of scope: {len(now.risen)} states rose, {len(now.gone)} gaps gone")


def _cell(found: Counter[tuple[str, int, str]], mode: str, guards: int) -> str:
    counts = [str(found[mode, guards, what]) for what in ("twins", "rose", "gone", "verdicts")]
    return f"{'/'.join(counts)} ({found[mode, guards, 'lapsed']})"


if __name__ == "__main__":
    main()
