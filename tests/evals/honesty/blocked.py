"""Run as a module: predicts where some modules of the evals cannot be imported, and prints the run."""

import importlib
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path

_PACKAGE = "reviewer.evals"


class _Blocker(MetaPathFinder):
    """Finds nothing, and lets nobody else find it."""

    def __init__(self, names: list[str]) -> None:
        self._names = [f"{_PACKAGE}.{name}" for name in names]

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if any(fullname == name or fullname.startswith(f"{name}.") for name in self._names):
            raise ImportError(f"{fullname} cannot be imported here")
        return None


def main(where: str, folder: str, *names: str) -> None:
    """The run that the function `where` ("module:name") makes of `folder`."""
    sys.meta_path.insert(0, _Blocker(list(names)))
    module, _, name = where.partition(":")
    predict = getattr(importlib.import_module(module), name)
    from tests.evals.honesty.predicting import in_bytes

    sys.stdout.write(in_bytes(predict(Path(folder))))


if __name__ == "__main__":
    main(*sys.argv[1:])
