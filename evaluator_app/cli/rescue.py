# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands for copies on a stick: copy everything, show and check what is there, bring it back, when to be reminded."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_workspace
from evaluator_app.cli.output import echo, show_json
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.rescue.home import FoundCopy

_STICK = click.Path(path_type=Path)


def _now() -> datetime:
    return datetime.now(UTC)


@click.command("rescue-copy")
@click.argument("stick", type=_STICK)
@click.pass_obj
@guarded
def rescue_copy(place: tuple[Path, str], /, stick: Path) -> int:
    """Copy everything of the workspace to a stick or folder and read it all back; the window may be open meanwhile."""
    from evaluator_app.services.rescue_copying import copy_everything, plan_copy
    from evaluator_app.services.rescue_words import left_out_lines

    if plan_copy(place[0], stick).is_same_disk:
        echo(_("This folder is on the same disk as the assessments: what happens to the disk happens to both."), err=True)
    done = copy_everything(place[0], stick, who=place[1], now=_now)
    echo(
        _("Copy {number}: {files} files, {size} MB, all read back; {fresh} MB were written.").format(
            number=done.copy.number, files=len(done.manifest.files), size=_mega(done.manifest.size), fresh=_mega(done.new_size)
        )
    )
    for line in left_out_lines(done.manifest):
        echo(line)
    return FINE


@click.command("rescue-show")
@click.argument("stick", type=_STICK, required=False)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def rescue_show(place: tuple[Path, str], /, stick: Path | None, as_json: bool) -> int:
    """Show the copies on a stick; without one, what of the workspace no copy holds (1 if there is any)."""
    from evaluator_app.domain.codec import encode

    if stick is None:
        return _show_unsaved(place[0], as_json)
    from evaluator_app.services.rescue_restoring import copies_in
    from evaluator_app.services.rescue_words import copy_lines

    copies = copies_in(stick)
    if as_json:
        show_json([{"number": copy.number, "folder": str(copy.folder), "manifest": encode(copy.manifest)} for copy in copies])
        return FINE
    for copy in copies:
        for line in copy_lines(copy):
            echo(line)
    return FINE


def _show_unsaved(root: Path, as_json: bool) -> int:
    from evaluator_app.domain.codec import encode
    from evaluator_app.services.rescue_reminding import unsaved
    from evaluator_app.services.rescue_words import last_words, unsaved_words

    work = unsaved(root)
    if as_json:
        show_json({"acts": work.acts, "mines": list(work.mines), "other_files": work.has_other_files, "last": encode(work.last)})
    else:
        echo(last_words(work.last))
        echo(unsaved_words(work))
    return NO if work.is_any else FINE


@click.command("rescue-check")
@click.argument("stick", type=_STICK)
@click.option("--copy", "number", type=int, default=0, help="Number of the copy; the newest if none is given.")
@click.pass_obj
@guarded
def rescue_check(_place: tuple[Path, str], /, stick: Path, number: int) -> int:
    """Read every file of a copy from the stick and hold it against its digest; names what is damaged."""
    from evaluator_app.rescue.home import check_copy
    from evaluator_app.services.rescue_restoring import copy_named, whole_before

    copy = copy_named(stick, number)
    damaged = check_copy(copy)
    for name in damaged:
        echo(_("Damaged: {name}").format(name=name))
    if not damaged:
        echo(_("Copy {number} is whole: all {count} files are as they were written.").format(number=copy.number, count=_count(copy)))
        return FINE
    if before := whole_before(copy):
        echo(_("Copy {number} is whole and can be brought back instead.").format(number=before))
    return NO


@click.command("rescue-restore")
@click.argument("stick", type=_STICK)
@click.option("--copy", "number", type=int, default=0, help="Number of the copy; the newest if none is given.")
@click.option("--into", type=click.Path(path_type=Path), help="Another folder than that of the workspace; empty, or not there yet.")
@click.option("--without-damaged", is_flag=True, help="Bring back the rest where photos or other files are damaged.")
@click.pass_obj
@guarded
def rescue_restore(place: tuple[Path, str], /, stick: Path, number: int, into: Path | None, without_damaged: bool) -> int:
    """Check a copy and bring it back into an empty folder; assessments are never overwritten."""
    from evaluator_app.services.rescue_restoring import bring_back, copy_named
    from evaluator_app.services.rescue_words import copy_lines

    copy = copy_named(stick, number)
    if copy.manifest is not None:
        for line in copy_lines(copy):
            echo(line)
    done = bring_back(copy, into or place[0], now=_now, without_damaged=without_damaged)
    echo(
        _(
            "Brought back into {folder}: {assessments} assessments, {files} files;"
            " every file is as it was, every journal leads to its records."
        ).format(folder=done.root, assessments=done.assessments, files=done.files)
    )
    for name in done.left_out:
        echo(_("Damaged: {name}").format(name=name))
    if done.aside is not None:
        echo(_("What was in the way is kept in {folder}.").format(folder=done.aside))
    return NO if done.left_out else FINE


@click.command("rescue-remind")
@click.argument("at", required=False)
@click.pass_obj
@guarded
def rescue_remind(place: tuple[Path, str], /, at: str | None) -> int:
    """Show or set the time of the day from which on the window reminds of a copy, such as 17:30; “off” for never."""
    from evaluator_app.services.rescue_reminding import remind_at, reminding_at

    with open_workspace(*place) as workspace:
        if at is not None:
            try:
                chosen = None if at == "off" else time.fromisoformat(at)
            except ValueError as error:
                message = _("“{at}” is no time of the day.").format(at=at)
                raise UserFacingError("CLI-031", message, _("Write it as 17:30, or “off”.")) from error
            remind_at(workspace.store, chosen)
        kept = reminding_at(workspace.store)
    echo(_("No reminder.") if kept is None else _("Reminds from {at} on.").format(at=f"{kept:%H:%M}"))
    return FINE


def _count(copy: FoundCopy) -> int:
    return len(copy.read.files) + 1


def _mega(size: int) -> str:
    return f"{size / 1e6:.1f}"


COMMANDS = (rescue_copy, rescue_show, rescue_check, rescue_restore, rescue_remind)
