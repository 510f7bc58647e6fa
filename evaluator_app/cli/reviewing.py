# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Teamwork on the command line: sharing out, submitting, reviewing, commenting, signing off, and who still owes what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.commenting import Thread
from evaluator_app.domain.owing import Owed
from evaluator_app.domain.reviewing import Step, WorkState, state_word
from evaluator_app.domain.signing_off import SignOffState, sign_off_word
from evaluator_app.domain.teamwork import AssignmentScope, SignOff
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment


@click.command("assign")
@click.argument("assessment")
@click.argument("subjects", nargs=-1, required=True)
@click.option("--by", "scope", type=click.Choice([scope.value for scope in AssignmentScope]), default="item", show_default=True)
@click.option("--to", default="", help="A member of the team by name or id, or a specialty; nobody if left out.")
@click.pass_obj
@guarded
def assign(place: tuple[Path, str], /, assessment: str, subjects: tuple[str, ...], scope: str, to: str) -> int:
    """Give items, groups or places to a member or a specialty, or take them back; an item counts before a place, a place before a group."""
    from evaluator_app.services.reviewing import given_out

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        done = opened.do(given_out(opened, AssignmentScope(scope), subjects, to))
        opened.settle()
    echo(_("{count} shares were changed.").format(count=len(done.change.edits)))
    return FINE


def _step(name: str, step: Step, summary: str) -> click.Command:
    needs_words = step is Step.REQUEST_CHANGES

    @click.command(name, help=summary)
    @click.argument("assessment")
    @click.argument("items", nargs=-1, required=True)
    @click.option("--words", default="", help="What is to be changed." if needs_words else "A note.")
    @click.pass_obj
    @guarded
    def command(place: tuple[Path, str], /, assessment: str, items: tuple[str, ...], words: str) -> int:
        with open_workspace(*place) as workspace:
            return _review(open_named(workspace, assessment), step, items, words)

    return command


def _review(opened: OpenAssessment, step: Step, items: Sequence[str], words: str) -> int:
    from evaluator_app.services.reviewing import items_named, reviewed

    result = reviewed(opened, step, items_named(opened, items), words)
    opened.do(result.change)
    opened.settle()
    for target in result.taken:
        state = WorkState(opened.assessment.reviews[target].state.value)
        echo(_("{title}: {state}").format(title=opened.title_of(target), state=say(state_word(state))))
    for target, why in result.refused:
        echo(_("{title}: {state}").format(title=opened.title_of(target), state=say(why)), err=True)
    return NO if result.refused else FINE


@click.command("comment")
@click.argument("assessment")
@click.argument("item", default="")
@click.option("--text", default="", help="What is said.")
@click.option("--answers", default="", metavar="ID", help="The comment that is answered, by the beginning of its id.")
@click.option("--edit", default="", metavar="ID", help="An own comment that is written anew.")
@click.option("--close", default="", metavar="ID", help="Close the thread of this comment.")
@click.option("--reopen", default="", metavar="ID", help="Open the thread of this comment again.")
@click.pass_obj
@guarded
def comment(place: tuple[Path, str], /, assessment: str, item: str, text: str, answers: str, edit: str, close: str, reopen: str) -> int:
    """Comment on an item, on the whole if none is named; answer, edit, close; without any of these list the comments."""
    from evaluator_app.services import reviewing

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        [target] = reviewing.items_named(opened, [item]) if item else ("",)
        if edit:
            change = reviewing.comment_edited(opened, edit, text)
        elif close:
            change = reviewing.thread_closed(opened, close)
        elif reopen:
            change = reviewing.thread_opened(opened, reopen)
        elif text or answers:
            change = reviewing.commented(opened, target, text, answers)
        else:
            for thread in reviewing.threads_on(opened, target):
                _show_thread(opened, thread)
            return FINE
        done = opened.do(change)
        opened.settle()
        for edited in done.change.edits:
            echo(f"{edited.key}  {reviewing.subject_title(opened, done.change.subject)}")
    return FINE


@click.command("sign-off")
@click.argument("assessment")
@click.argument("subject", default="")
@click.option("--words", default="", help="A note.")
@click.option("--revoke", default="", metavar="ID", help="Take a sign-off back, by the beginning of its id.")
@click.pass_obj
@guarded
def sign_off(place: tuple[Path, str], /, assessment: str, subject: str, words: str, revoke: str) -> int:
    """Stand by name for an item or group as it is now, for the whole if none is named; or take that back."""
    from evaluator_app.services.reviewing import sign_off_revoked, sign_offs_of, signed_off

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        opened.do(sign_off_revoked(opened, revoke) if revoke else signed_off(opened, subject, words))
        opened.settle()
        for signed, state in sign_offs_of(opened):
            echo(_sign_off_line(opened, signed, state))
    return FINE


@click.command("owed")
@click.argument("assessment")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def owed(place: tuple[Path, str], /, assessment: str, as_json: bool) -> int:
    """List who still owes what, what nobody was given, open comments and sign-offs; 0 when everything passed review."""
    from evaluator_app.services.reviewing import owed_of, sign_offs_of

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        rows, signed = owed_of(opened), sign_offs_of(opened)
        if as_json:
            show_json({"work": [_row_json(row) for row in rows], "sign_offs": [_sign_off_json(each, state) for each, state in signed]})
        else:
            _show(opened, rows)
            for each, state in signed:
                echo(_sign_off_line(opened, each, state))
    is_done = all(not row.threads and len(row.items[WorkState.ACCEPTED]) == row.count for row in rows)
    return FINE if is_done else NO


def _show(opened: OpenAssessment, rows: Sequence[Owed]) -> None:
    for row in rows:
        counts = [f"{say(state_word(state))} {len(items)}" for state, items in row.items.items() if items]
        counts += [_("open comments {count}").format(count=len(row.threads))] if row.threads else []
        if row.member is None and not counts:
            continue
        name = row.member.name if row.member else _("Given to nobody")
        echo(_("{name}: {counts}").format(name=name, counts=_(", ").join(counts) or _("nothing")))
        for state, items in row.items.items():
            if state not in (WorkState.ACCEPTED, WorkState.SUBMITTED):
                for target in items:
                    echo(_("  - {title}: {state}").format(title=opened.title_of(target), state=say(state_word(state))))
        for thread in row.threads:
            _show_thread(opened, thread)


def _show_thread(opened: OpenAssessment, thread: Thread) -> None:
    from evaluator_app.services.reviewing import subject_title

    for each in thread.comments:
        mark = "    >" if each.answers else "  [x]" if not thread.is_open else "  [ ]"
        about = subject_title(opened, each.target)
        edited = _(" (edited)") if each.edited_at else ""
        echo(f"{mark} {each.id[:8]}  {about}  {each.by}{edited}: {each.text}")


def _sign_off_line(opened: OpenAssessment, signed: SignOff, state: SignOffState) -> str:
    from evaluator_app.services.reviewing import subject_title

    return _("{id}  {about}: {name}, {day} - {state}").format(
        id=signed.id[:8],
        about=subject_title(opened, signed.target),
        name=signed.by,
        day=signed.at.astimezone().date().isoformat(),
        state=say(sign_off_word(state)),
    )


def _row_json(row: Owed) -> dict[str, object]:
    return {
        "member": row.member.id if row.member else None,
        "name": row.member.name if row.member else "",
        "items": {state.value: list(items) for state, items in row.items.items()},
        "open_comments": [thread.first.id for thread in row.threads],
    }


def _sign_off_json(signed: SignOff, state: SignOffState) -> dict[str, object]:
    return {"id": signed.id, "by": signed.by, "at": signed.at, "target": signed.target, "state": state.value}


COMMANDS = (
    assign,
    _step("submit", Step.SUBMIT, "Submit items for review."),
    _step("request-changes", Step.REQUEST_CHANGES, "Send items back with words; not one's own."),
    _step("accept", Step.ACCEPT, "Accept items in review; not one's own, nor those one edited last."),
    _step("reopen", Step.REOPEN, "Open accepted items again."),
    comment,
    sign_off,
    owed,
)
