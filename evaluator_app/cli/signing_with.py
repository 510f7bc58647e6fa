# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The options by which a command is told what to sign with; password and PIN are asked for unless a variable holds them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from evaluator_app.i18n import _
from evaluator_app.signing.secret import Secret

if TYPE_CHECKING:
    from evaluator_app.services.credentials import Choice

F = TypeVar("F", bound=Callable[..., Any])
_PATH: Any = click.Path(path_type=Path)
_OPTIONS = (
    click.option("--credential", type=_PATH, help="PKCS#12 file; or a certificate on a token, see --token."),
    click.option("--password-env", metavar="NAME", help="Environment variable with the password; otherwise it is asked for."),
    click.option("--token", "library", type=_PATH, metavar="LIBRARY", help="Sign with a token through its PKCS#11 library."),
    click.option("--token-name", default="", help="Its label or serial number, where there are several."),
    click.option("--certificate", default="", help="The certificate on it: holder, or beginning of the fingerprint."),
    click.option("--pin-env", metavar="NAME", help="Environment variable with the token's PIN; otherwise it is asked for."),
)


def signing_options(command: F) -> F:
    """Give a command the options that choice() reads."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def choice(told: dict[str, Any]) -> Choice:
    """Return what is to be signed with, by what the options were told."""
    from evaluator_app.services.credentials import KeyFile, KeyOnToken

    if told["library"] is not None:
        return KeyOnToken(told["library"], asked_secret(told["pin_env"], _("PIN")), told["token_name"], told["certificate"])
    if told["credential"] is None:
        raise click.UsageError(_("Say with --credential or --token what to sign with."))
    return KeyFile(told["credential"], asked_secret(told["password_env"], _("Password")))


def asked_secret(variable: str | None, asked: str, *, again: bool = False) -> Secret:
    """Return a password or PIN from an environment variable, or ask for it, twice where it is new."""
    if variable is not None:
        return Secret(os.environ.get(variable, ""))
    return Secret(click.prompt(asked, hide_input=True, default="", show_default=False, confirmation_prompt=again))
