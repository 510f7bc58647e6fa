# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What there is to say of each thing in a template, as a row of cards. Only shows; forms are in edit_form.py."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from evaluator_app.catalog.overlays import ChangeAction
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.template import FactDefinition, Indicator, IndicatorGroup, Prerequisite, Template
from evaluator_app.domain.terms import term
from evaluator_app.domain.thresholds import ThresholdTable
from evaluator_app.gui.bench import Chosen
from evaluator_app.gui.models.templates_model import made_for
from evaluator_app.gui.rule_words import condition_words, points_words, rule_lines
from evaluator_app.gui.views.templates.blocks import changes_card, layer_words, lines_card, rule_card, source_card, text_card
from evaluator_app.gui.views.templates.limits_table import LimitsTable
from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.edits import Data, member_of

Cards = Iterator[QWidget]
_FACT_KINDS = ("choice", "flag", "number", "text", "date")


def heading(data: Data, node: Node) -> tuple[str, str]:
    """Return the title of a thing and what stands beside it."""
    member = member_of(data, node.part, node.target) if node.target else {}
    words = "  ".join(str(member[key]) for key in ("code", "title", "number", "document") if member.get(key))
    points = member.get("points") if node.part == "indicators" else None
    return words or _list_title(node), points_words(Decimal(points)) if isinstance(points, (int, Decimal)) else ""


def thing_of(template: Template, node: Node) -> object:
    """Return what a node names; the template itself where it names a list, or nothing that is there."""
    members: dict[str, object] = {
        "prerequisites": template.prerequisites,
        "groups": tuple(_groups(template.groups)),
        "indicators": tuple(template.indicators()),
        "facts": template.facts,
        "places": template.places,
        "documents": template.documents,
        "tables": template.tables,
        "areas": template.areas,
        "deadlines": template.deadlines,
    }
    found = members.get(node.part, ())
    listed = found if isinstance(found, tuple) else ()
    return next((thing for thing in listed if thing.id == node.target), None)


def cards(chosen: Chosen, template: Template, node: Node) -> Cards:
    """Yield the cards of a thing."""
    thing = thing_of(template, node)
    if node.part == "":
        yield from _overview(chosen, template)
    elif node.part == "rating":
        yield from _rating(template)
    elif node.part == "newer_documents":
        wanted = _named_document(chosen, node)
        yield from (source_card(document.number, document) for document in template.newer_documents if wanted in ("", document.document))
    elif isinstance(thing, (Indicator, Prerequisite)):
        yield from _item(thing, template)
    elif isinstance(thing, ThresholdTable):
        yield from _table(template, thing)
    elif thing is not None:
        yield from _other(thing, template)
    else:
        yield _list(template, node)
    if changes := chosen.changes(node.part, node.target):
        yield changes_card(changes, chosen.data)


def _named_document(chosen: Chosen, node: Node) -> str:
    """Return the name of the newer document that a node names; empty for all."""
    return str(member_of(chosen.data, node.part, node.target).get("document", "")) if node.target else ""


def _overview(chosen: Chosen, template: Template) -> Cards:
    translate = worded
    kinds = "、".join(translate(term(kind)) for kind in template.kinds) or _("Every kind of assessment")
    items = tuple(template.indicators())
    constraints = sum(1 for item in items if item.is_constraint)
    yield lines_card(
        "",
        (
            (_("For"), made_for(template)),
            (_("Kinds"), kinds),
            (_("Issuer"), template.issuer),
            (_("Id and edition"), f"{template.id} @ {template.edition}"),
            (_("Size"), _("{items} items, {points} points").format(items=len(items), points=decimal_text(template.points))),
            (_("Constraint items"), str(constraints) if constraints else ""),
            (_("Digest"), digest(template)[:16]),
        ),
    )
    if template.notes:
        yield text_card(_("To know before using it"), *(f"·  {note}" for note in template.notes))
    if chosen.layers:
        yield _layers(chosen)
    yield source_card(_("Source"), template.provenance)


def _layers(chosen: Chosen) -> Card:
    words = {ChangeAction.ADD: _("added"), ChangeAction.REPLACE: _("replaced"), ChangeAction.REMOVE: _("removed")}
    lines = []
    for layer in chosen.layers:
        counts = {action: sum(1 for change in layer.changes if change.action is action) for action in ChangeAction}
        said = "，".join(f"{words[action]} {count}" for action, count in counts.items() if count) or _("no change")
        removed = "、".join(change.target for change in layer.changes if change.action is ChangeAction.REMOVE)
        lines.append(f"{layer_words(layer)}\n{said}" + (f"\n{_('Removed: {what}').format(what=removed)}" if removed else ""))
    return text_card(_("Laid over the base, from below"), *lines)


def _rating(template: Template) -> Cards:
    rules = template.rating
    mark = decimal_text(rules.pass_mark) if rules.pass_mark is not None else _("not on file")
    floor = f"{decimal_text(rules.group_floor * 100)} %" if rules.group_floor is not None else _("none")
    veto = _("An unmet one fails the mine") if rules.constraint_is_veto else _("An unmet one does not fail the mine")
    lines = [(_("Pass mark"), mark), (_("Least rate of a group"), floor), (_("Constraint items"), veto)]
    lines.append((_("Least number of experts"), str(rules.panel_quorum)))
    if rules.panel_spread is not None:
        share = _("more than {share} % of the points").format(share=decimal_text(rules.panel_spread * 100))
        lines.append((_("Difference of experts that the leader must close"), share))
    yield lines_card("", lines)
    if rules.pass_mark is not None:
        yield source_card(_("Source of the pass mark"), rules.pass_mark_source)
    if rules.group_floor is not None:
        yield source_card(_("Source of the least rate"), rules.group_floor_source)
    if rules.constraint_is_veto:
        yield source_card(_("Source of the veto"), rules.constraint_source)


def _item(item: Indicator | Prerequisite, template: Template) -> Cards:
    places = {place.id: place.title for place in template.places}
    documents = {document.id: document.title for document in template.documents}
    yield text_card(_("Requirement"), item.requirement)
    if item.criterion is not None:
        yield rule_card(_("Scoring rule"), rule_lines(item.criterion, template))
    applies = condition_words(item.applies_when, template)
    lines = [(_("Applies where"), applies)]
    if isinstance(item, Indicator):
        if item.otherwise is not None and applies:
            lines.append((_("Otherwise"), worded(term(item.otherwise))))
        options = (f"{worded(term(option.kind))}  {option.when}" for option in item.not_applicable)
        lines += [(_("May not apply"), "\n".join(options)), (_("Places"), "、".join(places.get(name, name) for name in item.places))]
    else:
        lines += [(_("What it decides"), worded(term(item.gate))), (_("To check"), "\n".join(f"·  {check}" for check in item.checks))]
        lines.append((_("To note"), "、".join(fact.title for fact in item.asks)))
    lines.append((_("Documents"), "、".join(documents.get(name, name) for name in item.documents)))
    lines.append((_("Evidence"), "\n".join(f"·  {hint}" for hint in item.evidence)))
    if isinstance(item, Indicator):
        marks = [_("constraint item")] if item.is_constraint else []
        lines.append((_("Marks"), "、".join([*marks, *([_("photo needed")] if item.needs_photo else [])])))
    if any(words for _caption, words in lines):
        yield lines_card(_("Where and what to look at"), lines)
    yield source_card(_("Source"), item.provenance)


def _table(template: Template, table: ThresholdTable) -> Cards:
    gaps = sum(1 for row in table.rows if row.low is None)
    names = "、".join(f"{each.quantity}（{condition_words(each.when, template)}）" for each in table.quantities)
    lines = [(_("Quantity"), "、".join(filter(None, (table.quantity, names)))), (_("Unit"), table.unit)]
    lines.append((_("Wanted"), _("at most the limit") if table.is_maximum else _("at least the limit")))
    lines.append((_("Figures missing"), str(gaps) if gaps else ""))
    yield lines_card("", lines)
    if table.rows:
        card = Card(_("Limits"))
        card.add(LimitsTable(template, table))
        yield card
    else:
        yield text_card(_("Limits"), _("No figure is on file; assessors enter the governing limit and its document."))


def _other(thing: object, template: Template) -> Cards:
    items = {item.id: f"{item.code} {item.title}" for item in template.indicators()}
    name = str(getattr(thing, "id", ""))
    if isinstance(thing, FactDefinition):
        settled = thing.settled
        options = {option.id: option.title for option in thing.options}
        shown = (
            ""
            if settled is None
            else options.get(str(settled), _("Yes") if settled is True else _("No") if settled is False else str(settled))
        )
        yield lines_card(
            "",
            (
                (_("Answers"), "、".join(options.values()) or _fact_kind(thing)),
                (_("Unit"), thing.unit),
                (_("Hint"), thing.hint),
                (_("Asked where"), condition_words(thing.asked_when, template)),
                (_("Settled answer"), shown),
            ),
        )
        return
    if isinstance(thing, IndicatorGroup):
        leaves = tuple(thing.leaves())
        points = points_words(sum((item.max_score for item in leaves), template.points * 0))
        floor = _("yes") if thing.has_floor else _("no")
        yield lines_card("", ((_("Items"), str(len(leaves))), (_("Points"), points), (_("Least rate holds"), floor)))
        return
    months = getattr(thing, "months", None)
    if months is not None:
        fact = next((fact.title for fact in template.facts if fact.id == getattr(thing, "fact", "")), "")
        yield lines_card("", ((_("Counted from"), fact), (_("Months"), str(months))))
    inside = getattr(thing, "items", None)
    if inside is not None:
        yield text_card(_("Items"), *(f"·  {items.get(each, each)}" for each in inside))
    users = [items[item.id] for item in template.indicators() if name in (*item.places, *item.documents)]
    users += [f"{each.code} {each.title}" for each in template.prerequisites if name in each.documents]
    if months is None and inside is None:
        yield text_card(_("Used by"), *(f"·  {user}" for user in users or [_("nothing")]))
    source = getattr(thing, "provenance", None)
    if isinstance(source, Provenance):
        yield source_card(_("Source"), source)


def _list(template: Template, node: Node) -> Card:
    members = getattr(template, node.part, ())
    titles = [f"·  {getattr(member, 'title', '')}" for member in members]
    return text_card("", *(titles or [_("None yet")]))


def _fact_kind(fact: FactDefinition) -> str:
    words = dict(zip(_FACT_KINDS, (_("a choice"), _("yes or no"), _("a number"), _("a text"), _("a date")), strict=True))
    return words[fact.kind.value]


def _list_title(node: Node) -> str:
    words = {
        "": _("Overview"),
        "rating": _("Lines of the verdict"),
        "prerequisites": _("Prerequisites"),
        "tables": _("Tables of limits"),
        "facts": _("Facts of the mine"),
        "places": _("Places"),
        "documents": _("Documents"),
        "areas": _("Build areas"),
        "deadlines": _("Deadlines"),
        "newer_documents": _("Newer documents"),
    }
    return words.get(node.part, "")


def _groups(groups: tuple[IndicatorGroup, ...]) -> Iterator[IndicatorGroup]:
    for group in groups:
        yield group
        yield from _groups(group.groups)
