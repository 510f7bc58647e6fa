# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the mine puts right, on the command line: ordering, the list, what the mine reports, the re-check, the notice."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.codec import Json, encode
from evaluator_app.domain.mending_course import DRIFT_TERMS, STATE_TERMS
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.domain.assessment import Evidence
    from evaluator_app.services.assessing import OpenAssessment
    from evaluator_app.services.mending import MendingLine, MendingList

_DAY = click.DateTime(["%Y-%m-%d"])
_FILES = click.Path(path_type=Path)


@click.command("mending-order")
@click.argument("assessment")
@click.argument("things", nargs=-1, metavar="[FAULT|ITEM]...")
@click.option("--all", "is_all", is_flag=True, help="Order everything that can be ordered and is not yet.")
@click.option("--due", type=_DAY, metavar="YYYY-MM-DD", help="Last day; at most six months from today, or what the template says.")
@click.option("--responsible", default="", help="Who at the mine sees to it.")
@click.pass_obj
@guarded
def mending_order(
    place: tuple[Path, str], /, assessment: str, things: tuple[str, ...], is_all: bool, due: datetime | None, responsible: str
) -> int:
    """Order faults that took points, and items that are unmet, to be put right; without any, say what could be ordered."""
    from evaluator_app.services import mending

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        if not things and not is_all:
            for each in mending.mending_of(opened).waiting:
                echo("  ".join(part for part in (each.id, opened.title_of(each.target), each.place, each.problem) if part))
            return FINE
        done = opened.do(mending.order(opened, None if is_all else things, due_on=_day(due), responsible=responsible))
        opened.settle()
    echo(_("Ordered: {count}").format(count=len(done.change.edits)))
    return FINE if done.change.edits else NO


@click.command("mending-list")
@click.argument("assessment")
@click.option("--output", type=_FILES, help="Write it as .pdf, .docx or .xlsx instead.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def mending_list(place: tuple[Path, str], /, assessment: str, output: Path | None, as_json: bool) -> int:
    """List what is to be put right, by whom, until when, and how far it is; 1 while something is overdue."""
    from evaluator_app.services.mending import mending_of
    from evaluator_app.services.mending_documents import write_list

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        found = mending_of(opened)
        if output is not None:
            write_list(opened, output)
    if as_json:
        show_json(_json(found))
    elif output is None:
        _show(found)
    if output is not None:
        echo(_("Written: {path}").format(path=output), err=as_json)
    return NO if found.late else FINE


@click.command("mending-report")
@click.argument("assessment")
@click.argument("thing")
@click.argument("words", default="")
@click.option("--proof", "files", multiple=True, type=_FILES, help="Photo or document that shows it; may be given again.")
@click.pass_obj
@guarded
def mending_report(place: tuple[Path, str], /, assessment: str, thing: str, words: str, files: tuple[Path, ...]) -> int:
    """Record what the mine says that it did, with the files it hands in."""
    from evaluator_app.services import mending

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        known = mending.named(opened, thing)
        proof, is_whole = _proof(opened, files)
        opened.do(mending.report(opened, known.id, words, proof))
        opened.settle()
    echo(_("Recorded: {title}").format(title=opened.title_of(known.target)))
    return FINE if is_whole else NO


@click.command("mending-recheck")
@click.argument("assessment")
@click.argument("thing")
@click.argument("outcome", type=click.Choice(["mended", "not-mended"]))
@click.argument("words")
@click.option("--by", default="", help="Who checked; else the person at the keyboard.")
@click.option("--on", type=_DAY, metavar="YYYY-MM-DD", help="Day of the re-check; else today.")
@click.option("--proof", "files", multiple=True, type=_FILES, help="Photo or document that shows it; may be given again.")
@click.pass_obj
@guarded
def mending_recheck(
    place: tuple[Path, str],
    /,
    assessment: str,
    thing: str,
    outcome: str,
    words: str,
    by: str,
    on: datetime | None,
    files: tuple[Path, ...],
) -> int:
    """Close one thing as mended, with proof, or escalate it as not mended."""
    from evaluator_app.services import mending

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        known = mending.named(opened, thing)
        proof, is_whole = _proof(opened, files)
        opened.do(mending.recheck(opened, known.id, is_mended=outcome == "mended", words=words, by=by, on=_day(on), files=proof))
        opened.settle()
    echo(f"{say(STATE_TERMS[opened.assessment.rectifications[known.id].state])}: {opened.title_of(known.target)}")
    return FINE if is_whole else NO


@click.command("mending-notice")
@click.argument("assessment")
@click.argument("file", type=_FILES)
@click.option("--only", "things", multiple=True, metavar="THING", help="Name this one alone; may be given again. Else all that is open.")
@click.option("--reply-to", default="", help="Where the mine hands its report in.")
@click.pass_obj
@guarded
def mending_notice(place: tuple[Path, str], /, assessment: str, file: Path, things: tuple[str, ...], reply_to: str) -> int:
    """Write the rectification notice, to be signed and sealed, as .pdf, .docx or .xlsx."""
    from evaluator_app.services.mending import named
    from evaluator_app.services.mending_documents import write_notice

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        names = [named(opened, thing).id for thing in things] or None
        count = write_notice(opened, file, names=names, reply_to=reply_to)
    echo(_("{path}: {count} matters").format(path=file, count=count))
    return FINE


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _proof(opened: OpenAssessment, files: tuple[Path, ...]) -> tuple[tuple[Evidence, ...], bool]:
    """Take files in; say which were refused, and whether none was."""
    from evaluator_app.services.mending import proof_from

    proof, refused = proof_from(opened, files) if files else ((), ())
    for each in refused:
        echo(f"{each.code}  {each.message}  {each.advice}", err=True)
    return proof, not refused


def _show(found: MendingList) -> None:
    for line in found.lines:
        thing = line.thing
        echo(f"{thing.id[:8]}  {say(STATE_TERMS[thing.state])}  {line.title}  {thing.place}".rstrip())
        echo(f"  {thing.problem} → {thing.what}")
        echo(
            "  "
            + _("Responsible: {who}  Due: {due}  {left}").format(who=thing.responsible or "–", due=thing.due_on or "–", left=_left(line))
        )
        if line.drift:
            echo(f"  ! {say(DRIFT_TERMS[line.drift])}")
        if thing.report:
            echo("  " + _("Mine: {words}").format(words=thing.report))
        if thing.checked_on:
            echo("  " + _("Re-check {day}, {who}: {words}").format(day=thing.checked_on, who=thing.checked_by, words=thing.words))
        if line.after:
            echo("  " + _("Proof: {names}").format(names="、".join(item.name for item in line.after)))
    words = _("{all} things, {open} of them open, {late} overdue").format(all=len(found.lines), open=found.open, late=found.late)
    echo(words + (_("; {count} more can be ordered").format(count=len(found.waiting)) if found.waiting else ""))


def _left(line: MendingLine) -> str:
    if line.left is None:
        return ""
    return _("overdue by {days} days").format(days=-line.left) if line.is_late else _("{days} days left").format(days=line.left)


def _json(found: MendingList) -> dict[str, Json]:
    return {
        "today": found.today.isoformat(),
        "limit": {"months": found.limit.months, "source": encode(found.limit.provenance)},
        "open": found.open,
        "late": found.late,
        "things": [
            {
                **encode(line.thing),
                "state": line.thing.state.value,
                "title": line.title,
                "days_left": line.left,
                "is_late": line.is_late,
                "drift": line.drift.value if line.drift else None,
                "before": [item.id for item in line.before],
            }
            for line in found.lines
        ],
        "waiting": [encode(each) for each in found.waiting],
    }


COMMANDS = (mending_list, mending_notice, mending_order, mending_recheck, mending_report)
