# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands of a team that exchanges packages: export, show, take, the receipt, and whose packages are taken."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, show_json
from evaluator_app.cli.signing_with import choice, signing_options
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.domain.merging.receipt import Receipt
    from evaluator_app.services.looking_at_packages import Looked
    from evaluator_app.services.packaging import Have
    from evaluator_app.services.taking_packages import FromFolder, Taken
    from evaluator_app.services.workspace import Workspace

_PATH: Any = click.Path(path_type=Path)
_SCOPES = ("all", "own", "lacking", "none")


@click.group()
def package() -> None:
    """Exchange an assessment with colleagues: one signed file for each, by stick or shared folder, merged in any order."""


@package.command("export")
@click.argument("assessment")
@click.argument("destination", type=_PATH)
@click.option("--evidence", "scope", type=click.Choice(_SCOPES), default="all", show_default=True, help="Which originals go along.")
@click.option("--for", "there", type=_PATH, help="A package or a receipt (JSON) of whoever lacks something; for --evidence lacking.")
@signing_options
@click.pass_obj
@guarded
def export(place: tuple[Path, str], /, assessment: str, destination: Path, scope: str, there: Path | None, **told: Any) -> int:
    """Write a package (.gmp) for colleagues, or into a folder under a name that tells it from others; read back and checked."""
    from evaluator_app.archives.package import EvidenceScope
    from evaluator_app.services.packaging import export_package, package_name

    if (scope == "lacking") != (there is not None):
        raise click.UsageError(_("--evidence lacking and --for go together."))
    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        path = destination / package_name(opened, workspace.now()) if destination.is_dir() else destination
        have = _have(workspace, opened, there) if there is not None else None
        done = export_package(workspace, opened, path, choice(told), scope=EvidenceScope(scope), there=have)
    echo(
        _("{path}: {acts} acts, {evidence} files of evidence, {size} bytes; signed by {holder}, read back and whole").format(
            path=done.path, acts=done.acts, evidence=done.evidence, size=done.size, holder=done.author.holder
        )
    )
    echo(_("To compare by eye: {code}").format(code=done.receipt.code))
    if done.absent:
        echo(_("Recorded and not here, so not inside: {names}").format(names="、".join(done.absent)))
    return FINE


@package.command("show")
@click.argument("source", type=_PATH)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def show(place: tuple[Path, str], /, source: Path, as_json: bool) -> int:
    """Read and check all of a package and tell what it is and what it would bring; changes nothing. 1 if it would be refused."""
    from evaluator_app.services.looking_at_packages import here_of, look, read_for, refuse
    from evaluator_app.services.package_contents import check_evidence

    with open_workspace(place[0], place[1]) as workspace:
        read = read_for(workspace, source)
        check_evidence(read)
        looked = look(read, here_of(workspace, read.origin.id))
        try:
            refuse(looked)
            against = ""
        except UserFacingError as error:
            against = str(error)
    if as_json:
        show_json(_looked_json(looked, against))
    else:
        _show_looked(looked)
        if against:
            echo(against, err=True)
    return NO if against else FINE


@package.command("take")
@click.argument("source", type=_PATH)
@click.option("--accept", metavar="FINGERPRINT", default="", help="Accept its author, whose fingerprint was compared; once for each.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def take(place: tuple[Path, str], /, source: Path, accept: str, as_json: bool) -> int:
    """Take a package in, or all packages of a folder, those taken before passed over; `package show` tells what it would do."""
    from evaluator_app.services.taking_packages import take_folder, take_package

    with open_workspace(place[0], place[1]) as workspace:
        if source.is_dir():
            found = take_folder(workspace, source)
            if as_json:
                show_json([_folder_json(each) for each in found])
            else:
                _show_folder(found)
            return NO if any(each.refusal is not None for each in found) else FINE
        taken = take_package(workspace, source, accepted=accept)
    if as_json:
        show_json(_taken_json(taken))
    else:
        _show_taken(taken)
    return FINE


@package.command("receipt")
@click.argument("assessment")
@click.option("--compare", type=_PATH, help="A package or a receipt (JSON) of another laptop; 1 if it has not the same.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def receipt(place: tuple[Path, str], /, assessment: str, compare: Path | None, as_json: bool) -> int:
    """Tell what this laptop has of an assessment, in counts and a code to compare by eye."""
    from evaluator_app.services.merging import receipt_of

    with open_workspace(place[0], place[1]) as workspace:
        own = receipt_of(open_named(workspace, assessment))
        other = _receipt(workspace, compare) if compare is not None else own
    if as_json:
        show_json({"code": own.code, "receipt": own, "same": own == other})
    else:
        _show_receipt(own)
        if compare is not None:
            echo(
                _("The same.")
                if own == other
                else _("Not the same: there it is {code}, with {acts} acts.").format(code=other.code, acts=other.total())
            )
    return FINE if own == other else NO


@package.command("authors")
@click.option("--forget", metavar="FINGERPRINT", default="", help="Take packages of this author no longer.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def authors(place: tuple[Path, str], /, forget: str, as_json: bool) -> int:
    """List whose packages are taken here, because somebody compared the fingerprint."""
    from evaluator_app.services import package_authors

    with open_workspace(place[0], place[1]) as workspace:
        if forget:
            gone = package_authors.forget(workspace, forget)
            echo(_("No longer accepted: {holder}").format(holder=gone.holder))
            return FINE
        found = package_authors.authors(workspace)
    if as_json:
        show_json(list(found))
        return FINE
    for each in found:
        practice = f"  {_('practice certificate')}" if each.is_practice else ""
        echo(f"{each.holder}  {each.organization}  {each.accepted_on.isoformat()}  {each.accepted_by}{practice}")
        echo(f"  SHA-256 {package_authors.shown_fingerprint(each.fingerprint)}")
    if not found:
        echo(_("Nobody was accepted here yet."))
    return FINE


def _have(workspace: Workspace, opened: Any, there: Path) -> Have:
    from evaluator_app.services.looking_at_packages import read_for
    from evaluator_app.services.packaging import has, has_by_receipt

    if there.suffix == ".json":
        return has_by_receipt(opened, _receipt(workspace, there))
    return has(read_for(workspace, there))


def _receipt(workspace: Workspace, source: Path) -> Receipt:
    from evaluator_app.cli.files import read_file
    from evaluator_app.domain.canonical import read_json
    from evaluator_app.domain.codec import decode
    from evaluator_app.domain.merging.receipt import Receipt
    from evaluator_app.services.looking_at_packages import read_for

    if source.suffix != ".json":
        return read_for(workspace, source).manifest.receipt
    data = read_json(read_file(source))
    return decode(Receipt, data["receipt"] if isinstance(data, dict) and "receipt" in data else data)


def _show_looked(looked: Looked) -> None:
    from evaluator_app.services.package_authors import shown_fingerprint

    manifest, certificate = looked.package.manifest, looked.package.seal.certificate
    echo(
        _("{mine}, assessment {id}, made {at} by {who} with version {program}").format(
            mine=manifest.mine,
            id=manifest.assessment,
            at=manifest.made_at.astimezone(UTC).isoformat(timespec="minutes"),
            who=manifest.made_by or "–",
            program=manifest.program,
        )
    )
    if certificate is not None:
        practice = f" ({_('practice certificate')})" if certificate.is_sample else ""
        echo(_("Signed by {holder}, {organization}").format(holder=certificate.holder, organization=certificate.organization) + practice)
        echo(f"  SHA-256 {shown_fingerprint(certificate.fingerprint)}")
    if not looked.is_in_team:
        echo(_("The author is not in the team of this assessment."))
    preview = looked.prepared.preview
    echo(
        _("New here: {acts} acts, {evidence} files of evidence; acts here that it does not hold: {unknown}").format(
            acts=preview.new_acts, evidence=len(looked.evidence), unknown=preview.unknown_there
        )
    )
    if looked.carried:
        names = "、".join(f"{who or '–'} {count}" for who, count in looked.carried.items())
        echo(
            _("Acts that the signer only hands on, under the names of others: {names}. The signature does not vouch for them.").format(
                names=names
            )
        )
    for item in preview.items:
        title = looked.template.title_of(item.target) if item.target else _("frame of the assessment")
        echo(f"  {title}: {item.here} / {item.incoming} / {item.result}  {'、'.join(item.people)}")
    _show_absent(looked.absent)
    echo(_("Of its author:"))
    _show_receipt(manifest.receipt)
    echo(_("Here afterwards:"))
    _show_receipt(looked.prepared.receipt)


def _show_absent(absent: Any) -> None:
    for each in absent:
        echo(_("Original missing: {name}, taken in by {who}").format(name=each.name, who=each.added_by or "–"))


def _show_receipt(own: Receipt) -> None:
    acts = "、".join(f"{who} {count}" for who, count in own.acts.items())
    echo(f"  {own.code}  " + _("{count} acts ({people})").format(count=own.total(), people=acts or "–"))
    echo(
        "  "
        + _("findings {findings}, facts seen {seen}, evidence {evidence}, comments {comments}, open conflicts {conflicts}").format(
            findings=own.findings, seen=own.observations, evidence=own.evidence, comments=own.comments, conflicts=own.open_conflicts
        )
    )


def _show_taken(taken: Taken) -> None:
    if not taken.is_new and not taken.acts and not taken.evidence:
        echo(_("All of it was here before; nothing was changed."))
    else:
        words = _("Begun from the package: {id}") if taken.is_new else _("Merged into {id}")
        echo(words.format(id=taken.assessment_id))
        echo(_("New here: {acts} acts, {evidence} files of evidence").format(acts=taken.acts, evidence=taken.evidence))
    if taken.open_conflicts:
        echo(_("{count} conflicts are open; the leader closes them.").format(count=taken.open_conflicts))
    _show_absent(taken.absent)
    _show_receipt(taken.after)
    echo(_("The author of the package has the same.") if taken.same_as_author else _("The author of the package has not all of it yet."))


def _show_folder(found: tuple[FromFolder, ...]) -> None:
    for each in found:
        echo(each.path.name)
        if each.refusal is not None:
            echo(f"  {each.refusal}", err=True)
        elif each.taken is not None:
            if each.was_known:
                echo("  " + _("Taken before."))
            else:
                _show_taken(each.taken)
    if not found:
        echo(_("There is no package."))


def _taken_json(taken: Taken) -> dict[str, object]:
    from evaluator_app.domain.codec import encode

    return {
        "assessment": taken.assessment_id,
        "is_new": taken.is_new,
        "acts": taken.acts,
        "evidence": taken.evidence,
        "absent": [encode(each) for each in taken.absent],
        "open_conflicts": taken.open_conflicts,
        "code": taken.after.code,
        "receipt": encode(taken.after),
        "same_as_author": taken.same_as_author,
    }


def _folder_json(each: FromFolder) -> dict[str, object]:
    taken = _taken_json(each.taken) if each.taken is not None else None
    return {"file": each.path.name, "taken": taken, "refusal": each.refusal.code if each.refusal is not None else None}


def _looked_json(looked: Looked, against: str) -> dict[str, object]:
    from evaluator_app.domain.codec import encode

    preview = looked.prepared.preview
    certificate = looked.package.seal.certificate
    return {
        "manifest": encode(looked.package.manifest),
        "certificate": certificate.to_json() if certificate else None,
        "standing": looked.standing.value,
        "is_in_team": looked.is_in_team,
        "carried": looked.carried,
        "is_new": looked.is_new,
        "new_acts": preview.new_acts,
        "unknown_there": preview.unknown_there,
        "new_evidence": len(looked.evidence),
        "absent": [encode(each) for each in looked.absent],
        "items": [
            {
                "target": item.target,
                "change": item.change.value,
                "here": item.here,
                "incoming": item.incoming,
                "result": item.result,
                "people": list(item.people),
            }
            for item in preview.items
        ],
        "after": {"code": looked.prepared.receipt.code, "receipt": encode(looked.prepared.receipt)},
        "against": against,
    }


COMMANDS = (package,)
