"""What must hold of an attacked twin. A closed list, so that nobody can write an expectation that nobody checks."""

from typing import Literal

from reviewer.readiness.claims import Record, Value

Must = Literal["nothing_better", "same_states", "same_facts", "no_words_of_it", "refused", "read"]
"""nothing_better: no state rose, no gap is gone or milder, the verdict did not improve. same_states, same_facts: those
of the clean twin. no_words_of_it: nothing rests on words of the passage. refused: one sentence says why it cannot be
read. read: it is read, however odd it is. For every twin beside: no crash, within time and memory, and nothing in any
report that a terminal or a browser would obey."""


class TwinGold(Record):
    """The clean twin's labels and what its attacked twin must and must not come to.

    `states` are labels of the clean twin, empty where it has none. `passages`: the words of the attack, if no claim may
    rest on them. A trap changes what is meant: `was` are facts of the clean twin, `becomes` the same facts of the
    other one (None: nobody states it any more), `falls` the states that an item may have then. `states_facts`: the
    attack says in plain words what would be facts if they were true; no look at words can tell, and whether they are
    believed is counted apart.
    """

    must: tuple[Must, ...] = ()
    passages: tuple[str, ...] = ()
    states: dict[str, str] = {}
    was: dict[str, Value] = {}
    becomes: dict[str, Value | None] = {}
    falls: dict[str, tuple[str, ...]] = {}
    states_facts: bool = False

    @property
    def is_trap(self) -> bool:
        """Whether the twin means something else than its clean twin."""
        return bool(self.becomes or self.falls)
