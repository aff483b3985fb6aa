"""Sessions by name: where they live, which there are, and that only one process has each of them open."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from reviewer.errors import SessionError

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,59}")


def _is_name(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and not name.endswith((".", ".db", ".lock"))


def session_path(folder: Path, name: str) -> Path:
    """The file of the session `name` in `folder`; SessionError for a name that could not be one."""
    if not _is_name(name):
        raise SessionError(
            "A session name has up to 60 letters, digits, dots, dashes or underscores, and begins with a letter."
        )
    return folder / f"{name}.db"


def session_names(folder: Path) -> list[str]:
    """The names of all sessions, the one used last first."""
    files = [path for path in folder.glob("*.db") if _is_name(path.stem) and path.is_file()]
    return [path.stem for path in sorted(files, key=lambda path: (-path.stat().st_mtime, path.stem))]


def free_name(folder: Path, stem: str = "interview") -> str:
    """A name that no session has yet."""
    taken = {path.stem for path in folder.glob("*.db")}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{stem}-{number}") not in taken)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the session at `path` for this process; SessionError if another one has it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(path.with_suffix(".lock"), timeout=0, mode=0o600)
        lock.acquire()
    except Timeout:
        raise SessionError(f"The session {path.stem} is open in another window. Close it there first.") from None
    except OSError as error:
        raise SessionError(f"The folder {path.parent} cannot be written: {error.strerror}.") from error
    try:
        yield
    finally:
        lock.release()


def delete_session(folder: Path, name: str) -> None:
    """Remove a session and everything that belongs to it; SessionError if there is none or it is open."""
    path = session_path(folder, name)
    if not path.exists():
        raise SessionError(f"There is no session {name}.")
    with locked(path):
        for suffix in (".db", ".db-wal", ".db-shm"):
            path.with_suffix(suffix).unlink(missing_ok=True)
    path.with_suffix(".lock").unlink(missing_ok=True)
