# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The two kinds of error: what the world did, told to the user, and everything else, which is a bug.

Not for messages that are no error: those are sentences of the domain.
"""

from __future__ import annotations


class EvaluatorError(Exception):
    """Base of every error this program raises on purpose."""


class UserFacingError(EvaluatorError):
    """Something the world did, said so that the user can act on it.

    The front doors show it as it is; anything that is not a UserFacingError or Cancelled is a bug.
    """

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        """Keep the stable problem code (such as STO-002), what happened and is safe, and what to do."""
        super().__init__(f"{code} {message} {advice}".strip())
        self.code = code
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[type[UserFacingError], tuple[str, str, str]]:
        """Let another process hand it over, as what it says."""
        return UserFacingError, (self.code, self.message, self.advice)


class Cancelled(EvaluatorError):
    """The user stopped a job; nothing is shown."""
