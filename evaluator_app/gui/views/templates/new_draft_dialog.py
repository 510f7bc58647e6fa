# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Begins a draft: an overlay over the template that is shown, or its next edition."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.catalog.overlays import OverlayKind
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.template import NamedThing
from evaluator_app.domain.terms import term
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.templates.form_dialog import FormDialog
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.long_field import LongField
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.publishing import NewOverlay, begin_edition, begin_overlay, next_edition
from evaluator_app.services.workspace import Workspace

_FORM = re.compile("[^a-z0-9-]+")
_ID = re.compile("[a-z][a-z0-9_-]*")


class NewDraftDialog(FormDialog):
    """*Signals:* begun(Draft): it is on disk."""

    begun = Signal(object)

    def __init__(self, entry: CatalogEntry, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Write a template"), _("Begin writing"), parent)
        self._entry = entry
        self._workspace = workspace
        template = entry.template
        overlays = self._free_overlays()
        segments = [("edition", _("Its next edition")), *(("overlay", _("An overlay over it")) for _any in overlays[:1])]
        self.way = SegmentedControl(segments, name=_("What is written"))
        self.way.segment_chosen.connect(self._on_way_chosen)
        self.edition = QLineEdit(next_edition(template, workspace.catalog) if template else "")
        self.kind = ChoiceBox()
        words = {
            OverlayKind.INDUSTRY: _("An industry"),
            OverlayKind.PROVINCE: _("A province or part of one"),
            OverlayKind.FIRM: _("A firm"),
        }
        for kind in overlays:
            self.kind.addItem(words[kind], kind.value)
        self.name = QLineEdit()
        self.id = QLineEdit()
        self.template_id = QLineEdit()
        self.title = QLineEdit()
        self.why = LongField()
        self.document = QLineEdit()
        self.number = QLineEdit()
        self.confidence = ChoiceBox()
        for confidence in Confidence:
            self.confidence.addItem(worded(term(confidence)), confidence.value)
        self._rows = {
            "kind": FormRow(_("Made for"), self.kind),
            "name": FormRow(_("Its name"), self.name, hint=_("The name of the industry, the province or the firm."), required=True),
            "id": FormRow(_("Short id"), self.id, hint=_("Small Latin letters, such as shanxi."), required=True),
            "template_id": FormRow(
                _("Id of the template"), self.template_id, hint=_("Issuer and name, such as cn-shanxi/green-mine-2026."), required=True
            ),
            "title": FormRow(_("Title of the template"), self.title, required=True),
            "why": FormRow(
                _("Why it differs from the base"), self.why, hint=_("Counts for every change without a reason of its own."), required=True
            ),
            "document": FormRow(_("Document it rests on"), self.document, required=True),
            "number": FormRow(_("Number of the document"), self.number),
            "confidence": FormRow(_("How its content is known"), self.confidence),
        }
        self.edition_row = FormRow(_("Edition"), self.edition, required=True)
        self.id.textEdited.connect(self._on_id_edited)
        self.kind.activated.connect(lambda _index: self._on_id_edited(self.id.text()))
        self._is_checked = False
        for field in (self.name, self.id, self.template_id, self.title, self.why, self.document):
            field.textChanged.connect(self._on_text_changed)
        self._build()
        self._on_way_chosen("edition")

    def _free_overlays(self) -> tuple[OverlayKind, ...]:
        """Return the kinds of overlay that the template allows and does not have yet."""
        rights = self._entry.data.get("may_change") if self._entry.data is not None else None
        order = tuple(OverlayKind)
        highest = max((order.index(layer.kind) for layer in self._entry.layers), default=-1)
        return tuple(kind for kind in order[highest + 1 :] if isinstance(rights, dict) and kind.value in rights)

    def _build(self) -> None:
        about = Card()
        about.add(TextLabel(f"{self._entry.title} · {self._entry.edition}", wraps=True))
        about.add(self.way)
        self._explanation = TextLabel("", wraps=True)
        about.add(self._explanation)
        about.add(self.edition_row)
        self._overlay = Card()
        self._overlay.body.setSpacing(GRID + 6)
        column = QVBoxLayout()
        column.setSpacing(GRID + 6)
        for row in self._rows.values():
            column.addWidget(row)
        self._overlay.add(column)
        self.build(about, self._overlay, width=680, height=680)

    def perform(self) -> bool:
        """Override FormDialog.perform."""
        if self.way.current() == "edition":
            draft = begin_edition(self._entry, self.edition.text().strip(), self._workspace.root, self._workspace.catalog)
        else:
            if not self._check():
                return False
            draft = begin_overlay(self._entry, self._new(), self._workspace.root)
        self.begun.emit(draft)
        return True

    def _new(self) -> NewOverlay:
        return NewOverlay(
            id=self.template_id.text().strip(),
            edition=self.edition.text().strip(),
            title=self.title.text().strip(),
            kind=OverlayKind(self.kind.currentData()),
            made_for=NamedThing(self.id.text().strip(), self.name.text().strip()),
            why=self.why.text(),
            document=self.document.text().strip(),
            number=self.number.text().strip(),
            confidence=Confidence(self.confidence.currentData()),
        )

    def _check(self) -> bool:
        self._is_checked = True
        self._mark()
        wrong = self.rows_with_error()
        if wrong:
            self._rows[wrong[0]].field.setFocus()
        return not wrong

    def rows_with_error(self) -> list[str]:
        """Return the names of the fields at which something is missing or wrong."""
        return [key for key, row in self._rows.items() if row.error()]

    def _mark(self) -> None:
        """Say at each field what is missing or wrong."""
        missing = _("This is needed.")
        texts = {"name": self.name.text(), "id": self.id.text(), "title": self.title.text(), "document": self.document.text()}
        texts |= {"why": self.why.text(), "template_id": self.template_id.text()}
        for key, text in texts.items():
            self._rows[key].set_error("" if text.strip() else missing)
        if self.id.text().strip() and not _ID.fullmatch(self.id.text().strip()):
            self._rows["id"].set_error(_("Use small Latin letters, digits, hyphens and underscores, a letter first."))

    def _on_way_chosen(self, way: str) -> None:
        is_edition = way == "edition"
        self._overlay.setVisible(not is_edition)
        template = self._entry.template
        if template is not None:
            self.edition.setText(next_edition(template, self._workspace.catalog) if is_edition else "1")
        if not is_edition:
            words = _("An overlay is a small file that says only what differs from the base, why, and by which document.")
        elif self._entry.layers:
            words = _("The next edition of an overlay says, like this one, only what differs; it lies over the same templates.")
        else:
            words = _("The next edition is a whole template of its own. This edition stays as it is.")
        self._explanation.setText(words)

    def _on_text_changed(self) -> None:
        if self._is_checked:
            self._mark()

    def _on_id_edited(self, text: str) -> None:
        """Propose an id for the template."""
        issuer, _slash, name = self._entry.id.partition("/")
        own = _FORM.sub("-", text.strip())
        if self.kind.currentData() == OverlayKind.INDUSTRY.value:
            self.template_id.setText(f"{issuer}/{name}-{own}")
        else:
            country = "cn-" if self.kind.currentData() == OverlayKind.PROVINCE.value else ""
            self.template_id.setText(f"{country}{own}/{name}")
