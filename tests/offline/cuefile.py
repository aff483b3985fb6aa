"""A small cue file of its own, so that the tests of the reader do not depend on the shipped words."""

from pathlib import Path

from reviewer.framework import Framework
from reviewer.models.offline.cues import Cue, load_cues

CUES = """
max_queue_depth:
  said:
    - "(no more|not more) than {number} (\\\\w+ ){0,2}(may )?wait"
    - "limit is {number}"
  unless: ["kafka|broker"]
  context: "queue|wait|desk"
  vague: ["no backlog"]
  denied: ["there is no limit"]
handling_minutes:
  said: ["takes {duration}"]
stop_by:
  values:
    duty_role: ["duty manager"]
    engineers: ["engineers? on call"]
decision_owner_accepted:
  values:
    "yes": ["agreed to own"]
change_approver_role:
  said: ["approved by (the )?{role}"]
stop_tried:
  said: ["tried( it)? (on )?{date}"]
queue_limit_reason:
  said: ["because {text}"]
triggers:
  rows:
    - said: ["score below {number}"]
      cells: {kind: score}
  column_vague: {condition: ["when it is not sure"]}
decisions:
  rows:
    - said: ["^{text:name}: {choice:class}"]
  tables:
    - columns: {name: "^step", class: "mode", volume_per_day: "per day"}
      needs: [name, class]
      skip: "^total"
  cell_values:
    class: {autonomous: ["auto", "by itself"], human_only: ["person"]}
desk_hours:
  rows:
    - said: ["at (their|the) desks? {text:days}"]
override_rate:
  said: ["{share:rest} (\\\\w+ )?unchanged"]
escalation_numerator:
  said: ["{count_pair:part} handed over"]
escalation_denominator:
  said: ["{count_pair:whole} handed over"]
success_all:
  said: ["{number:whole} arrived.{0,40}{number:part} were right"]
"""


def small_cues(folder: Path, framework: Framework, text: str = CUES) -> dict[str, Cue]:
    """The cues of `text`, loaded from a file in `folder`."""
    (folder / "EX.yaml").write_text(text, encoding="utf-8")
    return load_cues([folder], framework)
