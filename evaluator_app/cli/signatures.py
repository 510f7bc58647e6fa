# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Signing without a window: signatures, seal and time stamps, tokens, requests for certificates, and known authorities."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.output import echo, show_json
from evaluator_app.cli.signing_with import asked_secret, choice, signing_options
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.authorities import Authority
    from evaluator_app.signing.authority_files import AuthorityPart

_PATH: Any = click.Path(path_type=Path)


@click.command()
@click.argument("source", type=_PATH)
@signing_options
@click.option("--signer", default="", help="Who signs: team member by name or id, or the firm; the certificate's holder if not given.")
@click.option("--output", "destination", type=_PATH, help="Where the signed report goes; over the source if not given.")
@click.option("--location", default="")
@click.option("--seal-image", type=_PATH, help="PNG or JPEG picture for the firm's seal, drawn 42 mm across.")
@click.option("--tsa", default="", envvar="EVALUATOR_TSA", metavar="URL", help="Time stamp service (RFC 3161); also EVALUATOR_TSA.")
@click.pass_obj
@guarded
def sign(place: tuple[Path, str], /, source: Path, destination: Path | None, **told: Any) -> int:
    """Sign a report in the signer's place: assessors in any order, then the leader, then the firm."""
    from evaluator_app.services.signing_reports import sign_report

    signed = sign_report(
        source,
        destination or source,
        choice(told),
        signed_at=datetime.now(UTC).astimezone(),
        signer=told["signer"],
        location=told["location"],
        seal_image=told["seal_image"],
        time_stamps=told["tsa"],
        workspace=place[0],
    )
    echo(_("Signed: {path}, SHA-256 {digest}").format(path=destination or source, digest=signed.sha256))
    if signed.time_stamp_problem:
        echo(
            _("Without a time stamp: {reason} It can be added later; see the command time-stamp.").format(reason=signed.time_stamp_problem)
        )
    return FINE


@click.command("signing-state")
@click.argument("source", type=_PATH)
@click.option("--json", "as_json", is_flag=True)
@guarded
def signing_state(source: Path, as_json: bool) -> int:
    """Say who has signed a report and who has not; 1 while somebody is missing."""
    from evaluator_app.services.signing_reports import signing_state as state

    found = state(source)
    if as_json:
        show_json([{"place": each.slot, "who": each.who, "turn": each.turn.name.lower(), "is_signed": each.is_signed} for each in found])
    else:
        for each in found:
            echo(f"{_('signed') if each.is_signed else _('not yet')}  {each.label}")
    return FINE if all(each.is_signed for each in found) else NO


@click.command("time-stamp")
@click.argument("source", type=_PATH)
@click.option("--tsa", default="", envvar="EVALUATOR_TSA", metavar="URL", help="Time stamp service (RFC 3161); also EVALUATOR_TSA.")
@click.option("--output", "destination", type=_PATH, help="Where the stamped report goes; over the source if not given.")
@click.option("--fetch", is_flag=True, help="Ask the addresses in the certificates for word on revocation.")
@click.pass_obj
@guarded
def time_stamp(place: tuple[Path, str], /, source: Path, tsa: str, destination: Path | None, fetch: bool) -> int:
    """Stamp a signed report with the time and keep with it what is needed to check it in years to come."""
    from evaluator_app.services.signing_reports import add_time_stamp

    written = add_time_stamp(source, destination or source, tsa, at=datetime.now(UTC), workspace=place[0], fetching=fetch)
    echo(_("Stamped: {path}, SHA-256 {digest}").format(path=destination or source, digest=written.sha256))
    if written.revoked:
        echo(written.revoked)
    return FINE


@click.command()
@click.argument("library", type=_PATH)
@click.option("--json", "as_json", is_flag=True)
@guarded
def tokens(library: Path, as_json: bool) -> int:
    """List the tokens that a PKCS#11 library sees, with the certificates they show without a PIN."""
    from evaluator_app.signing.tokens import list_tokens

    found = list_tokens(library)
    if as_json:
        show_json([each.to_json() for each in found])
        return FINE
    for each in found:
        echo(f"{each.label} ({each.serial}) {each.maker}".strip())
        for info in each.certificates:
            until = _("valid until {date}").format(date=f"{info.not_after:%Y-%m-%d}")
            echo(f"  {info.holder}  {info.organization}  {until}  {info.fingerprint}")
    if not found:
        echo(_("There is no token."))
    return FINE


@click.command("make-request")
@click.argument("request", type=_PATH)
@click.option("--holder", required=True, help="Whom the certificate shall name: a person, or the firm for its seal.")
@click.option("--organization", required=True)
@click.option("--unit", default="")
@click.option("--province", default="")
@click.option("--city", default="")
@click.option("--kind", type=click.Choice(["P-256", "RSA-3072"]), default="P-256", show_default=True)
@click.option("--key", type=_PATH, help="Where the new key goes, encrypted; not with --token.")
@click.option("--password-env", metavar="NAME", help="Environment variable with a password for the key; otherwise it is asked for.")
@click.option("--token", "library", type=_PATH, metavar="LIBRARY", help="Make the key on a token through its PKCS#11 library.")
@click.option("--token-name", default="")
@click.option("--pin-env", metavar="NAME")
@guarded
def make_request(request: Path, kind: str, **told: Any) -> int:
    """Make a key and a request (PKCS#10) that an authority issues a certificate for."""
    from evaluator_app.services import requesting

    subject = requesting.subject(told["holder"], told["organization"], unit=told["unit"], province=told["province"], city=told["city"])
    if told["library"] is not None:
        requesting.on_token(
            told["library"], asked_secret(told["pin_env"], _("PIN")), request, subject=subject, token=told["token_name"], kind=kind
        )
    elif told["key"] is not None:
        requesting.in_file(told["key"], request, asked_secret(told["password_env"], _("Password"), again=True), subject=subject, kind=kind)
    else:
        raise click.UsageError(_("Say with --key where the key goes, or with --token on which token it is made."))
    echo(_("The request for the authority: {path}. Keep the key; without it the certificate is worth nothing.").format(path=request))
    return FINE


@click.command("join-certificate")
@click.argument("certificate", type=_PATH)
@click.option("--key", type=_PATH, help="The key that was made with the request.")
@click.option("--password-env", metavar="NAME", help="Environment variable with its password; otherwise it is asked for.")
@click.option("--output", "destination", type=_PATH, help="PKCS#12 file to write, under the same password.")
@click.option("--issuer", "issuers", multiple=True, type=_PATH, help="Certificate of an issuer, to go with it; again and again.")
@click.option("--token", "library", type=_PATH, metavar="LIBRARY", help="Put it on the token on which the request was made.")
@click.option("--token-name", default="")
@click.option("--pin-env", metavar="NAME")
@guarded
def join_certificate(certificate: Path, **told: Any) -> int:
    """Join an issued certificate with its key: as a PKCS#12 file, or on the token."""
    from evaluator_app.services import requesting

    if told["library"] is not None:
        info = requesting.put_on_token(told["library"], asked_secret(told["pin_env"], _("PIN")), certificate, token=told["token_name"])
    elif told["key"] is not None and told["destination"] is not None:
        secret = asked_secret(told["password_env"], _("Password"))
        info = requesting.join(
            told["key"], certificate, told["destination"], secret, issuers=told["issuers"], now=datetime.now(UTC)
        ).certificate_info
    else:
        raise click.UsageError(_("Say with --key and --output, or with --token, where the key is and where the certificate goes."))
    echo(_("{holder} can sign with this until {date}.").format(holder=info.holder, date=f"{info.not_after:%Y-%m-%d}"))
    return FINE


@click.group()
def authorities() -> None:
    """List, install or remove authorities that vouch for signers in this workspace, and their revocation lists."""


@authorities.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def authorities_list(place: tuple[Path, str], /, as_json: bool) -> int:
    """List what is installed."""
    from evaluator_app.services.authorities import authorities as listed

    found = listed(place[0])
    if as_json:
        show_json([each.to_json() for each in found])
        return FINE
    for each in found:
        _show(each)
    if not found:
        echo(_("No authority is installed here."))
    return FINE


@authorities.command("add")
@click.argument("source", type=_PATH)
@click.option("--yes", is_flag=True, help="Do not ask whether the fingerprint was compared.")
@click.pass_obj
@guarded
def authorities_add(place: tuple[Path, str], /, source: Path, yes: bool) -> int:
    """Install certificates of an authority, or its revocation list, from a file that it gives out."""
    from evaluator_app.services.authorities import add, look_at

    for part in look_at(source):
        _show_part(part)
    if not yes and not click.confirm(_("Did you compare the fingerprints with what the authority itself says they are?")):
        return NO
    for each in add(place[0], source):
        echo(_("Installed: {file}").format(file=each.path))
    return FINE


@authorities.command("remove")
@click.argument("named", metavar="FINGERPRINT")
@click.pass_obj
@guarded
def authorities_remove(place: tuple[Path, str], /, named: str) -> int:
    """Take away what is named by its file or the beginning of its fingerprint."""
    from evaluator_app.services.authorities import remove

    echo(_("Removed: {file}").format(file=remove(place[0], named).path))
    return FINE


def _show(each: Authority) -> None:
    if each.part is None:
        echo(f"{each.path.name}: {each.problem}")
    else:
        _show_part(each.part)


def _show_part(part: AuthorityPart) -> None:
    from evaluator_app.services.authorities import kind_words

    ends = f"{part.ends:%Y-%m-%d}" if part.ends else "–"
    echo(f"{part.name}  ({kind_words(part)})  {part.begins:%Y-%m-%d} – {ends}")
    if part.kind.value == "revocation_list":
        echo(_("  {count} certificates revoked").format(count=part.revoked))
    echo(f"  SHA-256 {part.fingerprint}")


COMMANDS = (authorities, join_certificate, make_request, sign, signing_state, time_stamp, tokens)
