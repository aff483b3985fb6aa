"""Every failure that a user may meet, as one complete sentence.

ReviewerError                 a sentence for the user; exit code 2
├─ ConfigError                a setting is missing or wrong
├─ ResourceError              a shipped file is missing
├─ FrameworkError             framework data cannot be read; names file, line and mistake
├─ DocumentError              a document cannot be read, is empty, too large or of an unknown format
├─ SessionError               a session cannot be opened, is in use, or is damaged
├─ LibraryError               the passage library cannot be opened
├─ CasesError                 cases of the evals cannot be read; names file, line and mistake
├─ BlessingError              a run cannot become the baseline of the evals; says why
└─ ModelError                 the language model failed; exit code 3
   └─ ServiceError            the service behind it failed; `fault` says how

Misuse by a programmer stays outside: it raises the built-in errors.
"""

from typing import Literal


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


class CasesError(ReviewerError):
    """Cases of the evals, or what is expected of them, cannot be read; the message names file, line and mistake."""


class BaselineError(CasesError):
    """A baseline was edited by hand, or is of an older form; the message says which."""


class BlessingError(ReviewerError):
    """A run cannot become the baseline of the evals; the message says why."""


class ModelError(ReviewerError):
    """The language model failed us."""

    exit_code = 3


Fault = Literal[
    "timeout",
    "connection",
    "key_refused",
    "not_found",
    "too_large",
    "rate_limit",
    "server",
    "redirect",
    "unsupported",
    "empty",
    "refusal",
    "cut_short",
    "filtered",
    "malformed",
    "tool_call",
    "budget",
    "paused",
    "not_recorded",
]
"""In what way a service failed. `paused`: it failed so often that it is left alone for a while."""


class ServiceError(ModelError):
    """The service failed in one of the known ways. The message is a sentence without keys and without its answer.

    `retry_after`: seconds after which the service wants to be asked again, where it said so. `took`: what the failed
    tries took, as the model port counts it, for whoever keeps accounts.
    """

    def __init__(self, message: str, fault: Fault, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.fault: Fault = fault
        self.retry_after = retry_after
        self.took: object = None
