"""Evidence, success, benefit, people and disputes in the labelled cases, with the claims of a perfect reader.

Each finding was held against the text. Beyond the labels: a fallback that carries a part only (h13, p01), a percentage
without a base (h14), a decision about which two people differ, which is labelled as C-01 (t02, t11), and the hours of
the duty manager who can stop it, about which the same two differ whose words on the button are labelled (t01).
"""

import pytest

from reviewer.assessment.assess import find
from reviewer.assessment.rules import disputes, evidence, resources, success
from reviewer.framework import Framework
from reviewer.readiness.fold import fold
from tests.perfect_claims import INTERVIEWS, PROPOSALS, perfect_claims

RULES = (*evidence.RULES, *success.RULES, *resources.RULES, *disputes.RULES)
FOUND = {
    "h04": ["C-17.PM-2", "C-21.PM-5"],
    "h07": [
        "C-17.PM-2",
        "C-27.EX-1.volume_target_per_day",
        "C-27.EX-4.handling_minutes",
        "N-14.PM-1.handed_over scale",
        "N-18.PM-5",
    ],
    "h11": ["C-18.IN-4", "N-18.PM-5"],
    "h13": ["N-16.IN-5"],
    "h14": ["C-18.IN-4", "C-21.PM-5"],
    "h21": ["N-16.IN-5"],
    "h22": ["N-16.IN-5"],
    "h23": ["C-17.PM-2", "C-18.IN-4", "C-21.PM-5"],
    "h24": ["N-14.PM-1.right_of_all scale"],
    "p01": ["N-16.IN-5"],
    "p05": ["C-21.PM-5"],
    "p12": ["C-03.EX-2", "C-18.IN-4"],
    "t01": ["C-10.IN-4", "C-17.PM-2", "C-27.AC-4.stop_by", "C-27.AC-4.stop_minutes"],
    "t02": ["C-16.EX-1.target_date", "C-17.PM-2", "C-27.DA-2.decisions class knock back"],
    "t11": ["C-17.PM-2", "C-27.DA-2.decisions class refills left"],
}
# Interviews that came later are for measuring: nobody held the findings in them against the text one by one.
JUDGED = [case for case in INTERVIEWS if case in FOUND]
CASES = [*(("proposals", case) for case in PROPOSALS), *(("interviews", case) for case in JUDGED)]


@pytest.mark.parametrize(("folder", "case"), CASES)
def test_what_is_found_in_a_labelled_case(folder: str, case: str, framework: Framework) -> None:
    """These findings and no others."""
    readiness = fold(perfect_claims(folder, case, framework), framework)
    kind = "proposal" if folder == "proposals" else "interview"
    findings = find(readiness, framework, kind, frozenset(framework.items_by_id))  # type: ignore[arg-type]

    assert sorted(gap.id for rule in RULES for gap in rule(findings)) == FOUND.get(case, [])
