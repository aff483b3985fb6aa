"""Files of a new case: whole or not at all, and never over something that is there."""

import os
from pathlib import Path

from reviewer.errors import CasesError


def write_case(files: dict[Path, bytes]) -> None:
    """Each file with its new content. CasesError where one cannot be written; then none that was not there is left."""
    made: list[Path] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                made.append(path)
            _write(path, content)
    except OSError as error:
        for path in made:
            path.unlink(missing_ok=True)
        raise CasesError(f"The case cannot be written to {path}: {error.strerror or error}.") from error


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
