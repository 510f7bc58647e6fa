# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which fields of each thing in a template can be edited here; everything else is edited in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from evaluator_app.catalog.overlays import SINGLE
from evaluator_app.domain.template import Gate
from evaluator_app.domain.terms import term
from evaluator_app.domain.thresholds import ThresholdLevel
from evaluator_app.gui.views.templates.blocks import document_of
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.edits import Data, Path, member_of, value_at

Options = tuple[tuple[str, str], ...]


class FieldKind(Enum):
    """How a field is filled in."""

    TEXT = "text"
    LONG = "long"
    """A text of several lines."""
    LINES = "lines"
    """One text a line."""
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    PICKS = "picks"
    """Any number of things by id."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    path: Path
    label: str
    kind: FieldKind
    options: Options = ()
    is_required: bool = False
    hint: str = ""

    @property
    def key(self) -> str:
        """How problems name it."""
        return ".".join(self.path)


def fields_of(data: Data, part: str, target: str) -> tuple[Field, ...]:
    """Return the fields of a thing; none where it has to be edited in the file."""
    if part and part != SINGLE and not target:
        return ()
    forms = {
        "": _whole,
        SINGLE: _rating,
        "prerequisites": _prerequisite,
        "groups": _group,
        "indicators": _indicator,
        "facts": _fact,
        "places": _named,
        "documents": _named,
        "tables": _table,
        "rows": _row,
        "areas": _area,
        "deadlines": _deadline,
    }
    return tuple(forms[part](data, member_of(data, part, target))) if part in forms else ()


def _whole(data: Data, _member: Data) -> Iterator[Field]:
    yield Field(("title",), _("Heading"), FieldKind.TEXT, is_required=True)
    yield Field(("issuer",), _("Issuer"), FieldKind.TEXT, is_required=True)
    yield Field(("edition",), _("Edition"), FieldKind.TEXT, is_required=True)
    yield Field(("notes",), _("To know before using it"), FieldKind.LINES, hint=_("One note a line."))
    yield from _source(data)


def _rating(data: Data, _member: Data) -> Iterator[Field]:
    yield Field(("pass_mark",), _("Pass mark"), FieldKind.NUMBER)
    yield from _source(data, "pass_mark_")
    yield Field(("group_floor",), _("Least rate of a group"), FieldKind.NUMBER, hint=_("Write 75 % as 0.75."))
    yield from _source(data, "group_floor_")
    yield Field(("constraint_is_veto",), _("An unmet constraint item fails the mine"), FieldKind.FLAG)
    yield from _source(data, "constraint_")


def _prerequisite(data: Data, _member: Data) -> Iterator[Field]:
    yield from _text()
    yield Field(("gate",), _("What it decides"), FieldKind.CHOICE, tuple((gate.value, worded(term(gate))) for gate in Gate))
    yield Field(("checks",), _("To check"), FieldKind.LINES)
    yield Field(("documents",), _("Documents"), FieldKind.PICKS, _named_things(data, "documents"))
    yield Field(("evidence",), _("Evidence"), FieldKind.LINES)
    yield from _source(data)


def _group(_data: Data, member: Data) -> Iterator[Field]:
    yield Field(("code",), _("Number"), FieldKind.TEXT, is_required=True)
    yield Field(("title",), _("Heading"), FieldKind.TEXT, is_required=True)
    if "points" in member:
        yield Field(("points",), _("Points"), FieldKind.NUMBER, is_required=True)
    yield Field(("has_floor",), _("The least rate holds for this group"), FieldKind.FLAG)


def _indicator(data: Data, member: Data) -> Iterator[Field]:
    yield from _text()
    yield Field(("points",), _("Points"), FieldKind.NUMBER, is_required=True)
    yield from _criterion(member)
    yield Field(("is_constraint",), _("Constraint item"), FieldKind.FLAG)
    yield Field(("needs_photo",), _("Each fault needs a photo"), FieldKind.FLAG)
    yield Field(("places",), _("Places"), FieldKind.PICKS, _named_things(data, "places"))
    yield Field(("documents",), _("Documents"), FieldKind.PICKS, _named_things(data, "documents"))
    yield Field(("evidence",), _("Evidence"), FieldKind.LINES, hint=_("One hint a line."))
    yield from _source(data)


def _criterion(member: Data) -> Iterator[Field]:
    """Yield the fields of a simple rule; points and deductions of one that holds parts or faults."""
    rule = member.get("criterion")
    kind = rule if isinstance(rule, str) else value_at(rule, ("kind",))
    simple = (
        ("all_or_nothing", _("Full marks if met, otherwise none")),
        ("deduct_per_occurrence", _("Minus some points for every occurrence")),
    )
    if kind in dict(simple):
        yield Field(("criterion", "kind"), _("Scoring rule"), FieldKind.CHOICE, simple, is_required=True)
    if kind == "deduct_per_occurrence":
        yield Field(("criterion", "step"), _("Points taken for each occurrence"), FieldKind.NUMBER, is_required=True)
    if not isinstance(rule, dict):
        return
    for members, key, label in (
        ("faults", "deduction", _("Points taken: {title}")),
        ("parts", "points", _("Points: {title}")),
    ):
        for inner in rule.get(members) or ():
            if isinstance(inner, dict) and key in inner:
                path = ("criterion", members, str(inner.get("id")), key)
                yield Field(path, label.format(title=inner.get("title", "")), FieldKind.NUMBER, is_required=True)


def _fact(_data: Data, _member: Data) -> Iterator[Field]:
    yield Field(("title",), _("Heading"), FieldKind.TEXT, is_required=True)
    yield Field(("hint",), _("Hint"), FieldKind.TEXT)
    yield Field(("unit",), _("Unit"), FieldKind.TEXT)


def _named(_data: Data, _member: Data) -> Iterator[Field]:
    yield Field(("title",), _("Heading"), FieldKind.TEXT, is_required=True)


def _table(_data: Data, _member: Data) -> Iterator[Field]:
    yield Field(("title",), _("Heading"), FieldKind.TEXT, is_required=True)
    yield Field(("quantity",), _("Quantity"), FieldKind.TEXT, is_required=True)
    yield Field(("unit",), _("Unit"), FieldKind.TEXT)


def _row(data: Data, member: Data) -> Iterator[Field]:
    yield Field(("condition",), _("For which mines, in words"), FieldKind.TEXT)
    if "low" in member or "high" in member:
        yield Field(("low",), _("Lowest step"), FieldKind.NUMBER)
        yield Field(("high",), _("Highest step"), FieldKind.NUMBER)
    else:
        yield Field(("limit",), _("Limit"), FieldKind.NUMBER, hint=_("Empty where no figure is on file."))
    levels = tuple((level.value, worded(term(level))) for level in ThresholdLevel)
    yield Field(("level",), _("Level"), FieldKind.CHOICE, (("", _("The document sets one level only")), *levels))
    yield from _source(data)


def _area(data: Data, _member: Data) -> Iterator[Field]:
    yield Field(("title",), _("Heading"), FieldKind.TEXT, is_required=True)
    items = tuple((str(item.get("id")), f"{item.get('code', '')}  {item.get('title', '')}") for item in data.get("indicators") or ())
    yield Field(("items",), _("Items"), FieldKind.PICKS, items)
    yield from _source(data)


def _deadline(data: Data, _member: Data) -> Iterator[Field]:
    yield Field(("title",), _("Heading"), FieldKind.TEXT, is_required=True)
    days = tuple((str(fact["id"]), str(fact.get("title", ""))) for fact in data.get("facts") or () if fact.get("kind") == "date")
    yield Field(("from",), _("Counted from"), FieldKind.CHOICE, days, is_required=True)
    yield Field(("months",), _("Months"), FieldKind.NUMBER, is_required=True)
    yield from _source(data)


def _text() -> Iterator[Field]:
    yield Field(("code",), _("Number"), FieldKind.TEXT, is_required=True)
    yield Field(("title",), _("Heading"), FieldKind.TEXT, is_required=True)
    yield Field(("requirement",), _("Requirement"), FieldKind.LONG, is_required=True)


def _source(data: Data, prefix: str = "") -> Iterator[Field]:
    own = data.get("sources")
    known = tuple((name, document_of(data, name)) for name in own) if isinstance(own, dict) else ()
    yield Field((f"{prefix}source",), _("Source"), FieldKind.CHOICE, (("", _("Not said")), *known))
    yield Field((f"{prefix}clause",), _("Clause"), FieldKind.TEXT)
    yield Field((f"{prefix}note",), _("Note"), FieldKind.LONG)


def _named_things(data: Data, part: str) -> Options:
    return tuple((str(thing.get("id")), str(thing.get("title", ""))) for thing in data.get(part) or () if isinstance(thing, dict))
