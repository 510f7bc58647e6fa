# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands after a signature: closing, a new revision, and archives written, opened and checked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json, show_verification
from evaluator_app.i18n import _
from evaluator_app.services.answers import Answer


@click.command()
@click.argument("assessment")
@click.option("--report", type=click.Path(path_type=Path), help="Its signed report; the newest of the workspace if not given.")
@click.option("--although-missing", is_flag=True, help="Close it although some who have a place in the report have not signed.")
@click.pass_obj
@guarded
def close(place: tuple[Path, str], /, assessment: str, report: Path | None, although_missing: bool) -> int:
    """Close a completed assessment for good, once all have signed its report; afterwards only a revision changes anything."""
    from evaluator_app.services.closing import close_signed, look_at_signed, newest_signed

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        chosen = report or newest_signed(workspace.root, opened.assessment.id)
        looked = look_at_signed(chosen, opened.assessment, opened.template, at=workspace.now())
        close_signed(opened, looked, although_missing=although_missing)
        opened.settle()
    echo(_("Closed by the signed report {name}.").format(name=looked.name))
    if looked.missing:
        echo(_("Not signed by {missing}.").format(missing="、".join(looked.missing)))
    return FINE


@click.command()
@click.argument("assessment")
@click.option("--reason", required=True, help="Why there is a revision; it stands in the new report.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="The signed report that it takes the place of, named by its digest; the newest of the workspace if not given.",
)
@click.option("--another", "is_another", is_flag=True, help="Begin one though there is a revision of this assessment already.")
@click.pass_obj
@guarded
def revise(place: tuple[Path, str], /, assessment: str, reason: str, report: Path | None, is_another: bool) -> int:
    """Begin a new revision of a signed assessment, which stays as it is."""
    from evaluator_app.services.revising import begin_revision, signed_report_of

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        replaced = report or signed_report_of(workspace.root, opened.assessment.id)
        begun = begin_revision(workspace, opened, reason, report=replaced, is_another=is_another)
        revision = begun.assessment.profile.revision
    echo(_("Revision {number} begun: {id}").format(number=revision.number if revision else "–", id=begun.assessment.id))
    if replaced is not None:
        echo(_("It takes the place of the signed report {name}.").format(name=replaced.name))
    else:
        echo(_("It names no report: none that is signed lies in the folder of reports, and none was given."))
    return FINE


@click.command()
@click.argument("assessment")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def changes(place: tuple[Path, str], /, assessment: str, as_json: bool) -> int:
    """Tell what a revision changes in the signed assessment it starts from."""
    from evaluator_app.domain.codec import encode
    from evaluator_app.services.revising import changes_of

    with open_workspace(place[0], place[1]) as workspace:
        found = changes_of(open_named(workspace, assessment))
    if as_json:
        show_json(encode(found))
    elif found is None:
        echo(_("This assessment is no revision."))
    else:
        echo(_("Revision {number}: {reason}").format(number=found.revision.number, reason=found.revision.reason))
        for sentence in found.frame:
            echo(say(sentence))
        for change in found.items:
            echo(f"{change.title}: {' '.join(say(sentence) for sentence in change.sentences)}")
        echo(_("{count} items are unchanged.").format(count=found.unchanged))
    return FINE


@click.command()
@click.argument("assessment")
@click.argument("destination", type=click.Path(path_type=Path))
@click.option(
    "--report", "reports", multiple=True, type=click.Path(path_type=Path), help="Signed report; those of the workspace if none is given."
)
@click.pass_obj
@guarded
def archive(place: tuple[Path, str], /, assessment: str, destination: Path, reports: tuple[Path, ...]) -> int:
    """Write report, data, rules, evidence and journal of an assessment into one zip file."""
    from evaluator_app.services import archiving

    with open_workspace(place[0], place[1]) as workspace:
        done = archiving.archive(workspace, open_named(workspace, assessment), destination, reports=reports)
    echo(
        _("{path}: {files} files, {evidence} of them evidence, {size} bytes; read back and whole").format(
            path=done.path, files=done.files, evidence=done.evidence, size=done.size
        )
    )
    if done.reports:
        echo(_("Reports inside: {names}").format(names="、".join(done.reports)))
    else:
        echo(_("No report is inside: none of this assessment lies in the folder of reports, and none was given."))
    if done.former:
        echo(_("Reports of the revisions before: {names}").format(names="、".join(done.former)))
    return FINE


@click.command("open-archive")
@click.argument("source", type=click.Path(path_type=Path))
@click.pass_obj
@guarded
def open_archive(place: tuple[Path, str], /, source: Path) -> int:
    """Check an archive and bring its assessment into the workspace; nothing there is overwritten."""
    from evaluator_app.services import opening_archives

    with open_workspace(place[0], place[1]) as workspace:
        done = opening_archives.open_archive(workspace, source)
    if done.arrival is opening_archives.Arrival.NEW:
        echo(_("Brought back: {id}, {evidence} files of evidence").format(id=done.assessment_id, evidence=done.evidence))
    else:
        echo(_("{id} is here already, the same in everything.").format(id=done.assessment_id))
        if done.evidence:
            echo(_("{count} files of evidence were missing or damaged and are whole again.").format(count=done.evidence))
        if done.is_in_trash:
            echo(_("It lies in the trash."))
    for path in done.reports:
        echo(_("Report: {path}").format(path=path))
    return FINE


@click.command("check-archive")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--trust", multiple=True, type=click.Path(path_type=Path), help="Certificate of an authority to trust (PEM or DER).")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def check_archive(place: tuple[Path, str], /, source: Path, trust: tuple[Path, ...], as_json: bool) -> int:
    """Check an archive: every file, the journal, the score, its reports. Needs no workspace."""
    from evaluator_app.services.checking_archives import verify_archive

    checked = verify_archive(source, trust_roots=trust, at=datetime.now(UTC), workspace=place[0] if place[0].is_dir() else None)
    if as_json:
        show_json(checked.to_json())
        return FINE if checked.is_sound else NO
    if checked.archive is not None:
        manifest = checked.archive.manifest
        echo(
            _("{mine}, assessment {id}, archived {at} by version {program}").format(
                mine=manifest.mine, id=manifest.assessment, at=manifest.archived_at.isoformat(timespec="minutes"), program=manifest.program
            )
        )
    _show(_("Files whole"), checked.whole)
    _show(_("Recomputes"), checked.recomputes)
    _show(_("Reported"), checked.reported)
    for report in checked.reports:
        echo(_("Report {name}").format(name=report.name))
        if report.verification is not None:
            show_verification(report.verification)
        _show(f"  {_('Same data')}", report.agrees)
        _show(f"  {_('Evidence there')}", report.evidence)
    return FINE if checked.is_sound else NO


def _show(title: str, answer: Answer) -> None:
    words = {True: _("yes"), False: _("no"), None: _("cannot be told")}[answer.value]
    echo(_("{title}: {answer}. {reason}").format(title=title, answer=words, reason=answer.reason).rstrip())


COMMANDS = (close, revise, changes, archive, open_archive, check_archive)
