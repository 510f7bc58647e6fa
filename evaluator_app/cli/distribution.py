# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands of a steward: approving templates, whose word counts here, handing templates out and taking them in."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evaluator_app.cli import output
from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.output import echo, fail, show_json
from evaluator_app.domain.template import ApprovalState
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.catalog.listing import CatalogEntry
    from evaluator_app.services.examining import Inspection
    from evaluator_app.services.statements import Filed
    from evaluator_app.services.trusting import Trusted

STATES = [state.value for state in ApprovalState if state is not ApprovalState.DRAFT]


@click.command("approve-template")
@click.argument("template")
@click.option("--state", type=click.Choice(STATES), required=True, help="What is stated of it.")
@click.option("--credential", required=True, type=click.Path(path_type=Path), help="PKCS#12 file of the steward.")
@click.option("--password-env", metavar="NAME", help="Environment variable with the password; otherwise it is asked for.")
@click.option("--by", "authority", required=True, help="The authority.")
@click.option("--on", "decided_on", type=click.DateTime(["%Y-%m-%d"]), help="Day of its decision; today if not given.")
@click.option("--notes", default="", help="What is said with it.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def approve_template(place: tuple[Path, str], /, template: str, state: str, credential: Path, as_json: bool, **told: Any) -> int:
    """Sign a statement on a template (ID, or ID@EDITION) with a steward's certificate."""
    from evaluator_app.services.approving import approve

    entry = _entry(template, place[0])
    filed = approve(
        entry.digest,
        credential,
        _password(told["password_env"]),
        workspace=place[0],
        state=ApprovalState(state),
        by=told["authority"],
        on=_day(told["decided_on"]),
        notes=told["notes"],
        signed_at=datetime.now(UTC),
    )
    if as_json:
        show_json(filed.to_json())
    else:
        echo(f"{entry.id} {entry.edition}")
        _show_filed(filed)
        if not filed.is_trusted:
            echo(_("The certificate is not trusted here, so the statement does not count here yet; see the command trust add."))
    return FINE


@click.command()
@click.argument("template")
@click.option("--add", "added", type=click.Path(path_type=Path), help="Put a statement (.p7s) that came from elsewhere on file.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def approvals(place: tuple[Path, str], /, template: str, added: Path | None, as_json: bool) -> int:
    """Show what was stated of a template (ID, or ID@EDITION), and what it comes to here; 0 where it is approved."""
    from evaluator_app.cli.files import read_file
    from evaluator_app.services.approving import file_statement
    from evaluator_app.services.statements import LARGEST, approval_of, words
    from evaluator_app.services.templates import INSTALLED

    entry = _entry(template, place[0])
    if added is not None and file_statement(read_file(added, LARGEST), entry.digest, place[0] / INSTALLED, at=datetime.now(UTC)) is None:
        echo(
            _("{name} is on file already, or holds no sound statement on this template; nothing was added.").format(name=added.name),
            err=True,
        )
    found = approval_of(entry.digest, place[0])
    if as_json:
        show_json(found.to_json())
    elif entry.template is not None:
        echo(f"{entry.id} {entry.edition}  {words(found, entry.template)}")
        for filed in found.history:
            _show_filed(filed)
    return FINE if found.is_approved else NO


@click.group()
def trust() -> None:
    """Stewards whose word on templates counts in this workspace."""


@trust.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def trust_list(place: tuple[Path, str], /, as_json: bool) -> int:
    """List the certificates that are trusted."""
    from evaluator_app.services.trusting import trusted

    listed = trusted(place[0])
    if as_json:
        show_json([each.to_json() for each in listed])
    for each in () if as_json else listed:
        _show_trusted(each)
    if not listed and not as_json:
        echo(_("No steward is trusted here."))
    return FINE


@trust.command("add")
@click.argument("certificate", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="The fingerprint was compared; do not ask.")
@click.pass_obj
@guarded
def trust_add(place: tuple[Path, str], /, certificate: Path, yes: bool) -> int:
    """Trust a certificate (PEM or DER), and whomever it was issued to vouch for."""
    from evaluator_app.services.trusting import Trusted, add, look_at

    _show_trusted(Trusted(certificate, look_at(certificate), ""))
    if not yes and not click.confirm(_("Is this the fingerprint that the steward told you by another way?"), default=False):
        return NO
    echo(_("Trusted: {path}").format(path=add(place[0], certificate).path))
    return FINE


@trust.command("remove")
@click.argument("named", metavar="FINGERPRINT|FILE")
@click.pass_obj
@guarded
def trust_remove(place: tuple[Path, str], /, named: str) -> int:
    """Trust a certificate no longer, named by the beginning of its fingerprint or by its file."""
    from evaluator_app.services.trusting import remove

    echo(_("No longer trusted: {path}").format(path=remove(place[0], named).path))
    return FINE


@click.command("pack-templates")
@click.argument("destination", type=click.Path(path_type=Path))
@click.argument("templates", nargs=-1, required=True, metavar="TEMPLATE...")
@click.option("--credential", type=click.Path(path_type=Path), help="PKCS#12 file of the steward.")
@click.option("--password-env", metavar="NAME", help="Environment variable with the password; otherwise it is asked for.")
@click.option("--unsigned", is_flag=True, help="Make a pack that nobody answers for.")
@click.option("--id", "pack_id", default="", help="Issuer/name of the pack; the first template's if not given.")
@click.option("--title", default="")
@click.option(
    "--sequence", type=click.IntRange(1), default=None, help="Number of this edition of the pack; today as YYYYMMDD if not given."
)
@click.option("--notes", default="")
@click.pass_obj
@guarded
def pack_templates(place: tuple[Path, str], /, destination: Path, templates: tuple[str, ...], unsigned: bool, **told: Any) -> int:
    """Write templates (ID, or ID@EDITION) with all they need and all statements on them into one signed file."""
    from evaluator_app.services.distributing import export_pack

    credential = told["credential"]
    if (credential is None) is not unsigned:
        raise UserFacingError(
            "CLI-008", _("A pack is either signed or not."), _("Give the steward's credential with --credential, or --unsigned.")
        )
    exported = export_pack(
        destination,
        templates,
        workspace=place[0],
        made_on=_day(None),
        signed_at=datetime.now(UTC),
        credential_path=credential,
        password=_password(told["password_env"]) if credential else "",
        pack_id=told["pack_id"],
        title=told["title"],
        sequence=told["sequence"] or 0,
        notes=told["notes"],
    )
    manifest = exported.manifest
    echo(
        _("{path}: {title}, number {sequence}, {templates} templates in {files} files, {size} bytes, SHA-256 {digest}").format(
            path=destination,
            title=manifest.title,
            sequence=manifest.sequence,
            templates=len(manifest.templates),
            files=len(manifest.files),
            size=exported.size,
            digest=exported.sha256,
        )
    )
    return FINE


@click.command("install-pack")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--trust-steward", is_flag=True, help="Trust the steward who signed it from now on; compare the fingerprint first.")
@click.option("--allow-unknown", is_flag=True, help="Install it although the steward is unknown; what is stated in it does not count.")
@click.option("--allow-unsigned", is_flag=True, help="Install it although nobody signed it; its templates stay drafts.")
@click.option("--allow-older", is_flag=True, help="Install it although something newer is installed, which stays.")
@click.option("--dry-run", is_flag=True, help="Only show what it is and what it would change; 1 where something hinders it.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def install_pack(place: tuple[Path, str], /, file: Path, dry_run: bool, as_json: bool, **allowed: bool) -> int:
    """Show what a template pack is and would change, and install it whole or not at all."""
    from evaluator_app.services.distributing import Consent, inspect_pack, install_inspected

    names = {
        "trust_steward": Consent.TRUST_STEWARD,
        "allow_unknown": Consent.UNKNOWN_STEWARD,
        "allow_unsigned": Consent.UNSIGNED,
        "allow_older": Consent.OLDER,
    }
    consents = {consent for name, consent in names.items() if allowed[name]}
    found = inspect_pack(file, place[0], at=datetime.now(UTC))
    open_obstacles = [each for each in found.obstacles if not {each.consent, each.other_consent} & consents]
    if as_json and (dry_run or open_obstacles):
        show_json(found.to_json())
    if not as_json:
        _show_inspection(found)
    if dry_run or open_obstacles:
        for obstacle in open_obstacles:
            fail(obstacle.code, obstacle.sentence, obstacle.advice)
        return NO if open_obstacles else FINE
    installed = install_inspected(found, place[0], consents=consents)
    if as_json:
        show_json({**found.to_json(), "path": str(installed.path) if installed.path else None})
    elif installed.path is None:
        echo(_("This very pack is installed already; nothing was changed."))
    else:
        echo(_("Installed as {path}").format(path=installed.path))
    return FINE


COMMANDS = (approve_template, approvals, trust, pack_templates, install_pack)


def _entry(template: str, workspace: Path) -> CatalogEntry:
    from evaluator_app.services.templates import catalog, find_template

    entry = catalog(workspace).named(template)
    if entry is None or entry.template is None:
        find_template(template, workspace)  # says what is not there, and what is
        raise UserFacingError("TPL-601", _("The scoring template {name} is not installed here.").format(name=template))
    return entry


def _password(name: str | None) -> str:
    if name is not None:
        return os.environ.get(name, "")
    return str(click.prompt(_("Password"), hide_input=True, default="", show_default=False))


def _day(moment: datetime | None) -> date:
    return moment.date() if moment else date.today()  # noqa: DTZ011 - a day as the person at the keyboard knows it


def _show_filed(filed: Filed) -> None:
    found = filed.endorsement
    if found is None:
        echo(f"  ? {filed.name}  {filed.reason}")
        return
    statement = found.statement
    said = (str(statement.number), output.say(term(statement.state)), statement.by, statement.on.isoformat(), statement.notes)
    echo(f"  {'+' if filed.counts else '-'} " + "  ".join(part for part in said if part))
    signer = f"{found.organization} {found.signer}".strip()
    echo("    " + _("Signed by {signer}, certificate SHA-256 {fingerprint}").format(signer=signer, fingerprint=found.fingerprint))
    echo(f"    {filed.reason}")


def _show_trusted(each: Trusted) -> None:
    if each.info is None:
        echo(f"? {each.path.name}  {each.problem}")
        return
    info = each.info
    echo(f"{info.organization} {info.holder}".strip() + f"  [{each.path.name}]")
    echo(
        "  "
        + _("issued by {issuer}, valid {begin} to {end}").format(
            issuer=info.issuer, begin=info.not_before.date(), end=info.not_after.date()
        )
    )
    echo("  SHA-256 " + " ".join(info.fingerprint[at : at + 4] for at in range(0, len(info.fingerprint), 4)))


def _show_inspection(found: Inspection) -> None:
    from evaluator_app.services.examining import Effect

    manifest = found.manifest
    words = {
        Effect.NEW: _("new"),
        Effect.THERE: _("there already"),
        Effect.NEWER: _("newer edition"),
        Effect.OLDER: _("older edition"),
        Effect.CONTRADICTS: _("same name, other content"),
    }
    echo(f"{manifest.title}  {manifest.id}  {manifest.sequence}  {manifest.made_on.isoformat()}")
    if manifest.notes:
        echo(f"  {manifest.notes}")
    if found.signer:
        signer = f"{found.signer.organization} {found.signer.holder}".strip()
        echo("  " + _("Signed by {signer}, certificate SHA-256 {fingerprint}").format(signer=signer, fingerprint=found.signer.fingerprint))
    echo(f"  {found.trust_reason}")
    for each in found.templates:
        line = f"  {each.id} {each.edition}  {each.title}: {words[each.effect]}"
        if each.installed_edition and each.installed_edition != each.edition:
            line += _(" (installed: {edition})").format(edition=each.installed_edition)
        if each.statements:
            line += _(", {count} new statements").format(count=each.statements)
        echo(line)
