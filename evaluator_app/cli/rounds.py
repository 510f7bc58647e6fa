# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands that begin an assessment from an earlier one, and lay beside it what came before."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.domain.side_by_side import ItemBeside, RoundBeside
    from evaluator_app.services.assessing import OpenAssessment

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("begin")
@click.option("--from", "source", required=True, help="Id of the earlier assessment, or its archive, which is opened here first.")
@click.option("--kind", type=click.Choice([kind.value for kind in AssessmentKind]), help="What usually follows, if left out.")
@click.option("--newest", "is_newest", is_flag=True, help="By the newest edition of its template instead of the same.")
@click.option("--organization", default="", help="The firm or group that evaluates.")
@click.option("--client", default="")
@click.option("--visit-from", type=_DAY)
@click.option("--visit-to", type=_DAY)
@click.option("--leader", default="", help="Name of the team's leader.")
@click.option("--faults-only", is_flag=True, help="Look at the items with earlier faults only; for spot checks, re-checks and look-backs.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def begin(place: tuple[Path, str], /, source: str, as_json: bool, **told: Any) -> int:
    """Begin an assessment from an earlier one: mine, places and papers stay, deductions become a list to be verified."""
    from evaluator_app.domain.assessment import Assessor
    from evaluator_app.services.beginning_rounds import Ask, begin_from, earlier_from, look_ahead, proposed_kind
    from evaluator_app.services.rounds import choose_scope, scope_by_faults

    with open_workspace(place[0], place[1] or told["leader"]) as workspace:
        earlier = earlier_from(workspace, source)
        own_kind = earlier.assessment.profile.kind
        has_orders = look_ahead(earlier, AssessmentKind.RECHECK).ordered > 0
        kind = AssessmentKind(told["kind"]) if told["kind"] else proposed_kind(own_kind, has_orders=has_orders)
        team = (Assessor("leader", told["leader"], is_leader=True),) if told["leader"] else ()
        days = (_day(told["visit_from"]), _day(told["visit_to"]))
        begun = begin_from(workspace, earlier, Ask(kind, told["is_newest"], told["organization"], told["client"], *days, team))
        if told["faults_only"]:
            choose_scope(begun, scope_by_faults(begun))
        assessment = begun.assessment
        if as_json:
            show_json(
                {"id": assessment.id, "kind": kind.value, "faults": len(assessment.earlier), "photos": len(assessment.earlier_photos)}
            )
        else:
            echo(_("Begun: {id}").format(id=assessment.id))
            words = _("{faults} faults to be verified, {photos} photos of then, {scores} items scored by the mine.")
            echo(words.format(faults=len(assessment.earlier), photos=len(assessment.earlier_photos), scores=len(assessment.self_scores)))
    return FINE


@click.command("self-scores")
@click.argument("assessment")
@click.argument("source")
@click.option("--form", is_flag=True, help="Write the form for the mine there instead of taking it in.")
@click.pass_obj
@guarded
def self_scores(place: tuple[Path, str], /, assessment: str, source: str, form: bool) -> int:
    """Take the mine's own scores in and show them beside ours: from a workbook, the archive of its own assessment, or that one's id."""
    from evaluator_app.services.rounds import read_scores, take_scores, write_form

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        if form:
            write_form(opened, Path(source))
            echo(_("Written: {path}").format(path=source))
            return FINE
        path = Path(source)
        if path.is_file() and path.suffix != ".zip":
            read = read_scores(path, opened)
            for remark in read.remarks:
                echo(f"{remark.sheet} {remark.cell}: {say(remark.sentence)}")
            take_scores(opened, read)
            is_clean = not read.remarks
        else:
            is_clean = _take_own(opened, path if path.is_file() else open_named(workspace, source).assessment.id)
        _show_gaps(opened)
    return FINE if is_clean else NO


def _take_own(opened: OpenAssessment, source: str | Path) -> bool:
    from evaluator_app.services.rounds import read_own, take_scores

    read = read_own(opened, source)
    if not read.is_same_mine:
        echo(_("Careful: it is of “{mine}”.").format(mine=read.mine))
    for target in read.other_points:
        echo(_("{item}: worth other points there, not taken").format(item=opened.title_of(target)))
    take_scores(opened, read)
    return read.is_same_mine and not read.other_points


def _show_gaps(opened: OpenAssessment) -> None:
    from evaluator_app.domain.comparing_rounds import gaps

    for gap in gaps(opened.template, opened.assessment, opened.card):
        figures = (decimal_text(gap.own.points), decimal_text(gap.secured), decimal_text(gap.difference))
        echo("{}  {} / {}  ({})".format(opened.title_of(gap.target), *figures))


@click.command("follow")
@click.argument("assessment")
@click.argument("earlier")
@click.pass_obj
@guarded
def follow(place: tuple[Path, str], /, assessment: str, earlier: str) -> int:
    """Take over an earlier assessment: its faults to be verified, its photos, what its items came to."""
    from evaluator_app.services import rounds

    with open_workspace(place[0], place[1]) as workspace:
        earlier_id = open_named(workspace, earlier).assessment.id
        opened = open_named(workspace, assessment)
        rounds.follow(opened, earlier_id)
        for fault in opened.assessment.earlier.values():
            echo("  ".join(part for part in (fault.place, opened.title_of(fault.target), fault.text) if part))
    return FINE


@click.command("beside")
@click.argument("assessment")
@click.option("--all", "is_all", is_flag=True, help="Also the items of which nothing has changed.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def beside(place: tuple[Path, str], /, assessment: str, is_all: bool, as_json: bool) -> int:
    """Show an assessment beside the round before, item by item, with what changed and why; 1 where there is none."""
    from evaluator_app.services.rounds import beside_earlier

    with open_workspace(place[0], place[1]) as workspace:
        found = beside_earlier(open_named(workspace, assessment))
    if found is None:
        echo(_("It starts from no earlier assessment."), err=True)
        return NO
    shown = found.items if is_all else found.changed
    if as_json:
        show_json(_beside_json(found, shown))
        return FINE
    for sentence in found.frame:
        echo(say(sentence))
    if found.is_partial:
        words = _("{count} of {all} items and prerequisites were looked at; there is no total.")
        echo(words.format(count=len(found.looked_at), all=len(found.items)))
    if found.waiting:
        echo(_("{count} not looked at yet.").format(count=found.waiting))
    for item in shown:
        echo(f"{item.title}  {_points(item, then=True)} → {_points(item, then=False)}")
        for reason in item.reasons:
            echo(f"    - {say(reason)}")
    return FINE


def _points(item: ItemBeside, *, then: bool) -> str:
    side = item.before if then else item.now
    return "–" if side is None or side.points is None else decimal_text(side.points)


def _beside_json(found: RoundBeside, shown: tuple[ItemBeside, ...]) -> dict[str, object]:
    return {
        "earlier": found.earlier.id,
        "is_partial": found.is_partial,
        "waiting": found.waiting,
        "frame": [say(sentence) for sentence in found.frame],
        "items": [
            {
                "target": item.target,
                "title": item.title,
                "then": _points(item, then=True),
                "now": _points(item, then=False),
                "difference": None if item.difference is None else decimal_text(item.difference),
                "is_left_out": item.is_left_out,
                "reasons": [say(reason) for reason in item.reasons],
            }
            for item in shown
        ],
    }


@click.command("photo-pairs")
@click.argument("assessment")
@click.option(
    "--pair", "chosen", multiple=True, metavar="THEN=NOW", help="Put a photo of now beside one of then; nothing after = for none."
)
@click.option("--settle", is_flag=True, help="Settle every pair that is proposed.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def photo_pairs(place: tuple[Path, str], /, assessment: str, chosen: tuple[str, ...], settle: bool, as_json: bool) -> int:
    """List the photos of then with those of now: proposed by place, fault and direction, or settled by hand."""
    from evaluator_app.domain.pairing_photos import pairs
    from evaluator_app.services.rounds import is_photo_here, pair, settle_all_pairs

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        for one in chosen:
            then, _sign, now = one.partition("=")
            pair(opened, then, [now] if now else [])
        if settle:
            settle_all_pairs(opened)
        rows = [(each, is_photo_here(opened, each.then.sha256)) for each in pairs(opened.assessment)]
    if as_json:
        show_json(
            [
                {
                    "then": each.then.id,
                    "place": each.then.place,
                    "is_here": is_here,
                    "now": [photo.id for photo in each.now],
                    "is_settled": each.then.is_settled,
                    "why": [reason.value for reason in each.reasons],
                }
                for each, is_here in rows
            ]
        )
        return FINE
    for each, is_here in rows:
        mark = "=" if each.then.is_settled else "?" if each.now else " "
        here = "" if is_here else _("  (the original is not here)")
        echo(
            f"{mark} {each.then.id}  {each.then.place or '–'}  {each.then.name}{here} → {'、'.join(photo.id for photo in each.now) or '–'}"
        )
    return FINE


@click.command("scope")
@click.argument("assessment")
@click.argument("items", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Look at everything again.")
@click.option("--faults", is_flag=True, help="Look at the items that earlier faults bear on.")
@click.pass_obj
@guarded
def scope(place: tuple[Path, str], /, assessment: str, items: tuple[str, ...], is_all: bool, faults: bool) -> int:
    """Choose what a spot check, a re-check or a look-back looks at, or show it. What is left out gets no points and no verdict."""
    from evaluator_app.domain.scope import left_out, targets_of
    from evaluator_app.services.rounds import choose_scope, scope_by_faults

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        if is_all:
            choose_scope(opened, None)
        elif faults or items:
            choose_scope(opened, (*items, *(scope_by_faults(opened) if faults else ())))
        skipped = left_out(opened.template, opened.assessment)
        for target in targets_of(opened.template):
            echo(f"{' ' if target in skipped else '✓'} {opened.title_of(target)}")
    return FINE


@click.command("carry-back")
@click.argument("assessment")
@click.pass_obj
@guarded
def carry_back(place: tuple[Path, str], /, assessment: str) -> int:
    """Close or escalate in the earlier assessment what was ordered there, as this re-check found it."""
    from evaluator_app.services import rounds

    with open_workspace(place[0], place[1]) as workspace:
        count = rounds.carry_back(open_named(workspace, assessment))
    echo(_("{count} things that were to be put right are settled in the earlier assessment.").format(count=count))
    return FINE


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


COMMANDS = (begin, self_scores, follow, beside, photo_pairs, scope, carry_back)
