"""Hold a real interview in the app, with the offline model, and try out a plan; keep a picture of each: `make picture`.

Writes docs/interview.svg, which the README shows, and docs/what-if.svg. Data goes into a temporary folder.
"""

import asyncio
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.widgets import Input

from reviewer.assessment.whatif import with_values
from reviewer.cli.app import doors
from reviewer.framework import load_framework
from reviewer.readiness.fold import Readiness
from reviewer.tui.app import SecondProofApp
from reviewer.tui.doors import StartContext
from reviewer.tui.frame import OneScreenApp
from reviewer.tui.reply import ReplyBox
from reviewer.tui.what_if import WhatIfScreen
from reviewer.tui.what_if_trial import Trial

ANSWERS = (
    "We are running a pilot since March.",
    "It reads supplier invoices and posts them, or passes them on.",
    "Suppliers, and our own clerks.",
    "Germany and Austria.",
    "don't know",
    "Our data protection officer",
    "Payments. Once the money is out it cannot be undone.",
    "24/7",
    "2 units today, 9 in the end.",
    "Bought, from a supplier.",
    "In the week of 9 March 2,140 invoices came in and a clerk touched 171 of them, quiet fixes included. Own count.",
    "8 minutes on average from opening to closing, we timed 50 of them in May, the slow ones take 25.",
    "AP Specialists. They report to the Team Lead Accounts Payable and may release up to 5,000 euro on their own.",
    "9,500 invoices a day from 1 October, and 1.8 times that at month end.",
    "760 a day, 1,370 on the worst day.",
    "We have 10 reviewers, 6 in post and 4 funded from 1 September, Monday to Friday 8:00 to 17:00, 8 paid hours.",
)
SIZE = (120, 40)
PLAN = {
    "volume_now_per_day": 1_000.0,
    "volume_target_per_day": 10_000.0,
    "escalation_rate": 0.05,
    "escalation_rate_high": 0.12,
    "handling_minutes": 12.0,
    "reviewers_fte": 3.0,
    "max_queue_depth": 20.0,
    "max_wait_hours": 0.25,
}
TRIED = "16"


async def take(path: Path) -> None:
    """Answer the first questions, then keep the picture."""
    app = SecondProofApp(StartContext(doors=doors(), session="invoices"))
    async with app.run_test(size=SIZE) as pilot:
        for answer in ANSWERS:
            await _ready(pilot)
            app.screen.query_one(ReplyBox).fill(answer)
            await pilot.press("enter")
        await _ready(pilot)
        await pilot.pause(0.5)
        picture = app.export_screenshot(title="reviewer")
    await asyncio.to_thread(path.write_text, picture, encoding="utf-8")


async def try_out(path: Path) -> None:
    """Ten times the pilot's volume with the pilot's three people; then with more of them."""
    framework = load_framework()
    trial = Trial(with_values(Readiness(), PLAN, framework), framework, "proposal", frozenset())
    app = OneScreenApp(WhatIfScreen(trial))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(1)
        field = app.screen.query_one("#try-reviewers_fte", Input)
        field.focus()
        field.value = TRIED
        await pilot.pause(2)
        picture = app.export_screenshot(title="reviewer capacity")
    await asyncio.to_thread(path.write_text, picture, encoding="utf-8")


async def _ready(pilot: "object") -> None:
    """Wait until the box takes a reply."""
    for _ in range(1200):
        await pilot.pause(0.05)  # type: ignore[attr-defined]
        boxes = pilot.app.screen.query(ReplyBox)  # type: ignore[attr-defined]
        if boxes and not boxes.first().read_only:
            return
    sys.exit("the app was not ready in time")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        os.environ["REVIEWER_DATA_DIR"] = folder
        docs = Path(__file__).parent.parent / "docs"
        asyncio.run(take(docs / "interview.svg"))
        asyncio.run(try_out(docs / "what-if.svg"))
