"""`reviewer` and `python -m reviewer`."""

from reviewer.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
