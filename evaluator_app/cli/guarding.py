# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How a command ends: its exit code, and a sentence instead of a traceback for what the world did."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from evaluator_app.cli import output
from evaluator_app.domain.codec import DocumentError
from evaluator_app.errors import Cancelled, UserFacingError

FINE, NO, CANNOT = 0, 1, 2

Command = TypeVar("Command", bound=Callable[..., Any])


def guarded(command: Command) -> Command:
    """Turn what the world did into a sentence on stderr and exit code 2."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> Any:
        try:
            sys.exit(command(*arguments, **options) or FINE)
        except UserFacingError as error:
            output.fail(error.code, error.message, error.advice)
        except DocumentError as error:
            output.fail_document(error)
        except (Cancelled, click.Abort):
            pass
        except (click.ClickException, BrokenPipeError):
            raise
        except Exception:  # noqa: BLE001 - a mistake of the program: all that is known of it, but never the code for "no"
            traceback.print_exc()
        sys.exit(CANNOT)

    return run  # type: ignore[return-value]
