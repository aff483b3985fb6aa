"""Every failure that a user may meet, as one complete sentence.

ReviewerError                 a sentence for the user; exit code 2
├─ ConfigError                a setting is missing or wrong
├─ ResourceError              a shipped file is missing
├─ FrameworkError             framework data cannot be read; names file, line and mistake
├─ DocumentError              a document cannot be read, is empty, too large or of an unknown format
├─ SessionError               a session cannot be opened, is in use, or is damaged
├─ LibraryError               the passage library cannot be opened
└─ ModelError                 the language model failed; exit code 3

Misuse by a programmer stays outside: it raises the built-in errors.
"""


class ReviewerError(Exception):
    """A sentence for the user. The command line prints it and exits with `exit_code`."""

    exit_code = 2


class ConfigError(ReviewerError):
    """A setting is missing or wrong."""


class ResourceError(ReviewerError):
    """A file that ships with the program is missing."""


class FrameworkError(ReviewerError):
    """Framework data cannot be read; the message names file, line and mistake."""


class DocumentError(ReviewerError):
    """A document cannot be read, is empty, too large or of an unknown format."""


class SessionError(ReviewerError):
    """A session cannot be opened, is in use, or is damaged."""


class LibraryError(ReviewerError):
    """The passage library cannot be opened."""


class ModelError(ReviewerError):
    """The language model failed us."""

    exit_code = 3
