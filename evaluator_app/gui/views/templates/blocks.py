# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The cards that the details of a template are made of: lines with captions, sources, what overlays changed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from evaluator_app.catalog.overlays import ChangeAction, LaidLayer, OverlayChange, OverlayKind
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.terms import term
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.rule_words import CONFIDENCE_LOOKS, in_force, source_name
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.edits import Data


def lines_card(title: str, lines: Iterable[tuple[str, str]]) -> Card:
    """Return a card with lines, each under or beside its caption; empty ones are left out."""
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(1, 1)
    for number, (caption, words) in enumerate(line for line in lines if line[1]):
        label = TextLabel(caption, TextRole.MUTED)
        label.setMinimumWidth(scaled(72))
        grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(TextLabel(words, wraps=True, selectable=True), number, 1)
    card.add(grid)
    return card


def text_card(title: str, *texts: str) -> Card:
    """Return a card with paragraphs."""
    card = Card(title)
    for text in texts:
        card.add(TextLabel(text, wraps=True, selectable=True))
    return card


def rule_card(title: str, lines: Iterable[tuple[int, str]]) -> Card:
    """Return a card with a rule in words, inner lines indented."""
    card = Card(title)
    for depth, words in lines:
        line = QHBoxLayout()
        line.setContentsMargins(depth * 2 * GRID, 0, 0, 0)
        line.setSpacing(GRID)
        if depth:
            line.addWidget(TextLabel("·", TextRole.MUTED), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(TextLabel(words, TextRole.BODY if depth else TextRole.STRONG, wraps=True, selectable=True), 1)
        card.add(line)
    return card


def source_card(title: str, source: Provenance) -> Card:
    """Return a card that says where something comes from and how far it can be trusted."""
    card = Card(title)
    tone, icon_name = CONFIDENCE_LOOKS[source.confidence]
    if not source.document:
        card.add(StateBadge(_("It is not said where this comes from"), Tone.UNDETERMINED, icon_name="undetermined"))
        return card
    card.add(TextLabel(source_name(source), wraps=True, selectable=True))
    for words in filter(None, (source.clause, in_force(source))):
        card.add(TextLabel(words, TextRole.MUTED, wraps=True, selectable=True))
    card.add(StateBadge(worded(term(source.confidence)), tone, icon_name=icon_name))
    if source.note:
        card.add(TextLabel(source.note, TextRole.MUTED, wraps=True, selectable=True))
    return card


def layer_words(layer: LaidLayer) -> str:
    """Return what an overlay is called."""
    words = {OverlayKind.INDUSTRY: _("Industry"), OverlayKind.PROVINCE: _("Province"), OverlayKind.FIRM: _("Firm")}
    return f"{words[layer.kind]}  {layer.title} · {layer.edition}"


def changes_card(changes: Iterable[tuple[LaidLayer, OverlayChange]], data: Data) -> Card:
    """Return a card that says which overlay did what, why, and by which document."""
    card = Card(_("Changed by overlays"))
    for layer, change in changes:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(TextLabel(layer_words(layer), TextRole.STRONG, wraps=True))
        column.addWidget(TextLabel(_what(change), wraps=True))
        column.addWidget(TextLabel(_("Why: {why}").format(why=change.why), TextRole.MUTED, wraps=True))
        if document := document_of(data, change.by):
            column.addWidget(TextLabel(_("By: {document}").format(document=document), TextRole.MUTED, wraps=True))
        card.add(column)
    return card


def document_of(data: Data, source: str) -> str:
    """Return name and number of a named source of a template's data."""
    sources = data.get("sources")
    found = sources.get(source) if isinstance(sources, dict) else None
    return " ".join(str(found[key]) for key in ("document", "number") if key in found) if isinstance(found, dict) else source


def _what(change: OverlayChange) -> str:
    if change.action is ChangeAction.ADD:
        return _("Added")
    if change.action is ChangeAction.REMOVE:
        return _("Removed: {what}").format(what=change.target)
    return _("Replaced: {keys}").format(keys="、".join(key_word(key) for key in change.keys))


def key_word(key: str) -> str:
    """Return what a key of a template's data is called."""
    words = {
        "title": _("Heading"),
        "requirement": _("Requirement"),
        "points": _("Points"),
        "code": _("Number"),
        "criterion": _("Scoring rule"),
        "places": _("Places"),
        "documents": _("Documents"),
        "evidence": _("Evidence"),
        "needs_photo": _("Photo needed"),
        "is_constraint": _("Constraint item"),
        "source": _("Source"),
        "clause": _("Clause"),
        "note": _("Note"),
        "pass_mark": _("Pass mark"),
        "group_floor": _("Least rate of a group"),
        "value": _("Settled answer"),
        "applies_when": _("When it applies"),
        "otherwise": _("Where it does not apply"),
        "limit": _("Limit"),
        "checks": _("To check"),
        "gate": _("What it decides"),
        "options": _("Answers"),
        "hint": _("Hint"),
    }
    return words.get(key, key)
