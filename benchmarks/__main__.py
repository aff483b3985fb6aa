"""`python -m benchmarks`: every measurement, as one table."""

from benchmarks import commands, reviews, turns


def main() -> None:
    """Measure and print."""
    bare, helped = commands.cpu_seconds("-c", "pass"), commands.cpu_seconds("-m", "reviewer", "--help")
    print(f"start-up: --help {helped * 1000:.0f} ms CPU, bare Python {bare * 1000:.0f} ms, {helped - bare:.3f} s more")
    print(
        f"window: imports up to the first frame {_window() * 1000:.0f} ms CPU, minimal app {_minimal() * 1000:.0f} ms"
    )
    found = turns.measure()
    for place, milliseconds in found.milliseconds.items():
        print(f"turn {place}: {milliseconds:.1f} ms beside the model, {found.bytes_after[place]:,} bytes in all")
    first, last = min(found.bytes_after), max(found.bytes_after)
    grown = (found.bytes_after[last] - found.bytes_after[first]) / (last - first)
    print(f"turn {last} over turn {first}: {found.growth:.2f}; {grown:,.0f} bytes a turn between them")
    print(f"review: {reviews.seconds_per_1000_words():.2f} s for each 1,000 words")


def _window() -> float:
    return commands.cpu_seconds("-c", "import reviewer.tui.app")


def _minimal() -> float:
    return commands.cpu_seconds("-c", "import textual.app, textual.widgets")


if __name__ == "__main__":
    main()
