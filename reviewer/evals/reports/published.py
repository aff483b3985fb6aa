"""The board as JSON: canonical, and with a JSON Schema that ships with the program."""

from reviewer.evals.reports.board import FORMAT, Board
from reviewer.report.canonical import canonical, plain, schema_of, shipped

_SCHEMA_FILE = "evals-1.json"


def to_json(board: Board) -> str:
    """The same bytes for the same board."""
    return canonical(plain(board))


def board_schema() -> str:
    """The JSON Schema of the form, made from the code."""
    return schema_of(Board, FORMAT)


def shipped_schema() -> str:
    """The JSON Schema that ships with the program."""
    return shipped(_SCHEMA_FILE)
