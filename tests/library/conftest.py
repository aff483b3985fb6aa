"""One indexed library for all tests of this folder: indexing takes a second or two."""

from pathlib import Path

import pytest

from reviewer.framework import Framework
from reviewer.library import Library


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, framework: Framework) -> Path:
    """A folder in which the shipped passages are indexed."""
    folder = tmp_path_factory.mktemp("library")
    Library(framework, folder).search("anything")
    return folder


@pytest.fixture(scope="session")
def library(shelf: Path, framework: Framework) -> Library:
    """The library in that folder."""
    return Library(framework, shelf)
