# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands that compare two editions of the rules and move an assessment from one to another."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.assessment import TemplateRef
from evaluator_app.domain.codec import Json, encode
from evaluator_app.domain.comparing import ComparedThing, Comparison, FieldChange, compare
from evaluator_app.domain.edition_terms import edition_term
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.moving import Fate, ItemMove, MovePlan, PointsPolicy
from evaluator_app.i18n import _

LONGEST = 60
"""Characters of a field that are shown of either side."""


@click.command("move")
@click.argument("assessment")
@click.option("--to", "target", required=True, metavar="TEMPLATE_ID[@EDITION]", help="Scoring template to move to; a file as well.")
@click.option(
    "--points",
    type=click.Choice([policy.value for policy in PointsPolicy]),
    help="What becomes of experts' points where the most there is to give has changed.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would become of everything.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def move(place: tuple[Path, str], /, assessment: str, target: str, points: str | None, dry_run: bool, as_json: bool) -> int:
    """Move an assessment to another edition of its rules; undone like any other act."""
    from evaluator_app.services import moving

    policy = PointsPolicy(points) if points else None
    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        [new] = moving.templates_named([target], place[0])
        plan = moving.plan(opened, new, policy or PointsPolicy.KEEP)
        if not dry_run:
            moving.move_to(opened, new, policy)
            opened.settle()
    if as_json:
        show_json(_plan_json(plan, is_done=not dry_run))
    else:
        _show_plan(plan, is_done=not dry_run, is_told=policy is not None)
    return FINE


@click.command("compare-templates")
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def compare_templates(place: tuple[Path, str], /, old: str, new: str, as_json: bool) -> int:
    """Compare two scoring templates, each an id, ID@EDITION or a file: added, removed, changed, renumbered."""
    from evaluator_app.services.moving import templates_named

    before, after = templates_named([old, new], place[0])
    comparison = compare(before, after)
    if as_json:
        show_json(_comparison_json(comparison))
    else:
        _show_comparison(comparison)
    return FINE


def _plan_json(plan: MovePlan, *, is_done: bool) -> Json:
    return {
        "from": encode(plan.old),
        "to": encode(plan.new),
        "done": is_done,
        "points_policy": plan.policy.value,
        "counts": {fate.value: len(plan.of(fate)) for fate in Fate},
        "to_confirm": [item.target for item in plan.to_confirm],
        "items": [encode(item) for item in plan.items],
        "facts": [encode(fact) for fact in plan.facts],
        "points": [encode(judgement) for judgement in plan.judgements],
    }


def _comparison_json(comparison: Comparison) -> Json:
    return {
        "old": encode(comparison.old),
        "new": encode(comparison.new),
        "counts": {difference.value: count for difference, count in comparison.counts().items()},
        "changed": [encode(thing) for thing in comparison.changed],
    }


def _show_plan(plan: MovePlan, *, is_done: bool, is_told: bool) -> None:
    words = _("Moved from {old} to {new}.") if is_done else _("From {old} to {new}; nothing has been changed yet.")
    echo(words.format(old=_name(plan.old), new=_name(plan.new)))
    for fate in Fate:
        items = plan.of(fate)
        echo(f"{_word(fate)}: {len(items)}")
        for item in items if fate is not Fate.KEPT else ():
            echo(f"  {item.title}{_remark(item)}")
    for fact in plan.facts:
        given = fact.given_title or fact.given
        echo(f"{fact.title}: {_word(fact.fate)}{f' ({given})' if given else ''}")
    for judgement in plan.judgements:
        given, most = decimal_text(judgement.old_points), decimal_text(judgement.new_most)
        moved = "–" if judgement.new_points is None else decimal_text(judgement.new_points)
        shown = moved if is_told else "?"
        words = _("{item}, points of {who}: {given} → {moved} of {most}")
        echo(words.format(item=_title(plan, judgement.target), who=judgement.assessor, given=given, moved=shown, most=most))
    if plan.needs_policy and not is_told:
        echo(_("Say with --points what becomes of experts' points: keep, clamp, scale or clear."))


def _remark(item: ItemMove) -> str:
    words = [_words(item.changed)] if item.changed else []
    if item.fate is Fate.LOOK_AGAIN and not item.is_judged:
        words.append(_("nothing judged yet"))
    if item.fate is Fate.FALLS_AWAY and item.is_recorded:
        words.append(_("what was recorded stays readable"))
    if item.lost_parts or item.lost_faults:
        words.append(_("no longer there: {names}").format(names=_(", ").join((*item.lost_parts, *item.lost_faults))))
    return f" ({_('; ').join(words)})" if words else ""


def _show_comparison(comparison: Comparison) -> None:
    echo(f"{_name(comparison.old)}  →  {_name(comparison.new)}")
    for thing in comparison.changed:
        _show_thing(thing)
    counted = [f"{_word(difference)} {count}" for difference, count in comparison.counts().items() if count]
    echo(_(", ").join(counted) if counted else _("Both are the same."))


def _show_thing(thing: ComparedThing) -> None:
    title = " ".join(filter(None, (thing.code, thing.title)))
    name = ": ".join(filter(None, (_word(thing.kind), title)))
    echo(f"{name}  [{_words(thing.differences)}]")
    for field in thing.fields:
        echo(f"  {field.path}{_sides(field)}")


def _sides(field: FieldChange) -> str:
    return f": {_short(field.old)} → {_short(field.new)}" if field.old or field.new else ""


def _short(text: str) -> str:
    line = " ".join(text.split()) or "–"
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _title(plan: MovePlan, target: str) -> str:
    return next((item.title for item in plan.items if item.target == target), target)


def _name(reference: TemplateRef) -> str:
    return f"{reference.id} {reference.edition}"


def _word(thing: Enum) -> str:
    return say(edition_term(thing))


def _words(things: Sequence[Enum]) -> str:
    return _(", ").join(_word(thing) for thing in things)
