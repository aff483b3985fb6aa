"""The tests themselves touch neither the network nor the home of the person who runs them."""

import os
import socket
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError


def test_network_is_blocked() -> None:
    """A test that opens a network connection fails."""
    with pytest.raises((SocketBlockedError, UserWarning), match="socket"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)


def test_no_keys_and_no_settings_are_seen() -> None:
    """Keys and settings of the user are not in the environment of a test."""
    assert not [name for name in os.environ if name.endswith("_API_KEY") or name.startswith(("REVIEWER_", "OPENAI_"))]


def test_home_is_a_temporary_folder(tmp_path: Path) -> None:
    """What a test writes into the home or the user's folders is thrown away."""
    assert Path.home() == tmp_path / "home"
    assert os.environ["XDG_DATA_HOME"] == str(tmp_path / "home")
