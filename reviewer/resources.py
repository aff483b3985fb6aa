"""Finding the data folders that ship with the program.

The wheel carries them as `reviewer/_data/<folder>`; a checkout does not, and then they stand beside the package.
"""

from pathlib import Path

from reviewer.errors import ResourceError

_PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """The folder `name` ("knowledge", ...) of this installation; ResourceError if it is not there."""
    shipped = _PACKAGE / "_data"
    root = shipped if shipped.is_dir() else _PACKAGE.parent
    folder = root / name
    if not folder.is_dir():
        raise ResourceError(f"The folder {folder} is missing from this installation. Please install the program again.")
    return folder
