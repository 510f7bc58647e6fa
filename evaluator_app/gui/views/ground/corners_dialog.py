# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Takes corners as they stand on a licence: what was understood is shown line by line, drawn and measured while one types."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from evaluator_app.domain.on_site import Outline, OutlineKind
from evaluator_app.errors import UserFacingError
from evaluator_app.geography.corners import Reading, read_corners
from evaluator_app.geography.zones import ZONES, Zone, zone_of_code
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.ground.kind_choice import KindChoice, area_words
from evaluator_app.gui.views.ground.map_view import MapView
from evaluator_app.gui.views.ground.scene import scene_of
from evaluator_app.gui.views.ground.understood_list import UnderstoodList
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.locating import likely_zones, measured, outlines_of, put_outlines, remarks_on, text_of

LONGEST_TITLE = 100
DRAFT = ("ground", "", "corners")
"""Where a text waits that was typed and not taken."""
_AGREES = Decimal("0.0005")
"""Share of the licence's area up to which both count as the same: licences print four places, and older ones measured otherwise."""


class CornersDialog(QDialog):
    """What was typed is kept for the next time where the dialog is put away.

    *Signals:* taken(tuple of ids): these outlines are there now.
    """

    taken = Signal(object)

    def __init__(self, session: Session, outline: Outline | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._known = session, outline
        self._reading = Reading()
        self._outlines: tuple[Outline, ...] = ()
        self.setWindowTitle(_("Change the corners") if outline else _("Corners from the licence"))
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText("1，4321456.78，38512345.67\n2，4321456.78，38513345.67\n3，4320456.78，38513345.67\n…")
        self.text.setTabChangesFocus(True)
        self.kind = KindChoice(outline.kind if outline else OutlineKind.BOUNDARY)
        self.title = QLineEdit(outline.title if outline else "")
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(_("Empty: named by its kind"))
        self.zone = ChoiceBox()
        self.zone.setMinimumContentsLength(16)
        self.stated = QLineEdit()
        self.stated.setPlaceholderText(_("as printed on the licence, may stay empty"))
        self.zone_row = FormRow(_("Zone of the coordinates"), self.zone, hint=_("The text does not say which. The likeliest come first."))
        self.understood = UnderstoodList()
        self.map = MapView()
        self.map.setAccessibleName(_("Preview of the shape"))
        self.measure = TextLabel("", TextRole.STRONG, wraps=True, selectable=True)
        self.remarks = TextLabel("", wraps=True, selectable=True)
        self.take_button = ActionButton(_("Take over"), kind=ButtonKind.PRIMARY)
        self.cancel_button = ActionButton(_("Cancel"))
        self._later = QTimer(self, singleShot=True, interval=120)
        self._width: int | None = None
        self._fill_zones()
        self._build()
        self._connect()
        self.text.setPlainText(text_of(outline) if outline else session.text_drafts.get(DRAFT, ""))
        self.read_now()
        open_at(self, 1120, 760)
        self.text.setFocus()

    def read_now(self) -> None:
        """Show what is understood of the text as it is."""
        self._later.stop()
        self._reading = read_corners(self.text.toPlainText(), self._chosen_zone())
        if self._reading.width != self._width:
            self._width = self._reading.width
            self._fill_zones()
            self._reading = read_corners(self.text.toPlainText(), self._chosen_zone())
        self.zone_row.setVisible(self._reading.needs_zone)
        self.understood.show_lines(self._reading.lines)
        fault = ""
        self._outlines = ()
        if self._reading.is_usable:
            try:
                ids = iter([self._known.id] if self._known else [])
                self._outlines = outlines_of(
                    self._reading,
                    self.kind.kind(),
                    self.title.text(),
                    self.text.toPlainText(),
                    lambda: next(ids, None) or self._session.opened.new_id(),
                )
            except UserFacingError as error:
                fault = error.message
        self._show(fault)

    def reject(self) -> None:
        """Override QDialog.reject: keep what was typed."""
        if self._known is None:
            self._session.text_drafts[DRAFT] = self.text.toPlainText()
        super().reject()

    def _build(self) -> None:
        left = QWidget()
        form = QVBoxLayout(left)
        form.setContentsMargins(3 * GRID, 2 * GRID, GRID, GRID)
        form.setSpacing(GRID)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(FormRow(_("Kind of area"), self.kind), 1)
        top.addWidget(FormRow(_("Name of the area"), self.title), 1)
        form.addLayout(top)
        hint = _(
            "Paste the lines as they are: X (north) and Y (east) with or without the zone, or degrees; several areas one after another."
        )
        row = FormRow(_("Corners"), self.text, hint=hint)
        form.addWidget(row, 1)
        form.addWidget(self.zone_row)
        form.addWidget(FormRow(_("Area on the licence, km²"), self.stated))
        right = QWidget()
        seen = QVBoxLayout(right)
        seen.setContentsMargins(GRID, 2 * GRID, 3 * GRID, GRID)
        seen.setSpacing(GRID)
        seen.addWidget(TextLabel(_("What was understood"), TextRole.STRONG))
        seen.addWidget(self.understood, 3)
        seen.addWidget(self.map, 4)
        seen.addWidget(self.measure)
        seen.addWidget(self.remarks)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setSizes([scaled(480), scaled(640)])
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    def _connect(self) -> None:
        self._later.timeout.connect(self.read_now)
        self.text.textChanged.connect(self._later.start)
        self.zone.currentIndexChanged.connect(self.read_now)
        self.kind.currentIndexChanged.connect(self.read_now)
        self.title.textChanged.connect(self._later.start)
        self.stated.textChanged.connect(self._later.start)
        self.understood.line_chosen.connect(self._on_line_chosen)
        self.take_button.clicked.connect(self._on_take_clicked)
        self.cancel_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_take_clicked)

    def _fill_zones(self) -> None:
        """Offer the zones of the width that the text names, or all; those over the photos first."""
        likely = likely_zones(self._session.assessment)
        wanted = self.zone.currentData() or (self._known.system if self._known else "")
        self.zone.blockSignals(True)
        self.zone.clear()
        self.zone.addItem(_("Please choose"), "")
        for zone in (*likely, *(zone for zone in ZONES if zone not in likely)):
            if self._width not in (None, zone.width):
                continue
            words = _zone_words(zone)
            self.zone.addItem(_("{zone}, near the photos").format(zone=words) if zone in likely else words, zone.code)
        self.zone.setCurrentIndex(max(0, self.zone.findData(wanted)))
        self.zone.blockSignals(False)

    def _chosen_zone(self) -> Zone | None:
        return zone_of_code(self.zone.currentData())

    def _show(self, fault: str) -> None:
        self.map.set_scene(scene_of(self._outlines))
        self.map.fit()
        self.take_button.setEnabled(bool(self._outlines))
        is_asked = self._reading.needs_zone and not self._reading.rings
        self.zone_row.set_error(_("Choose the zone.") if is_asked else "")
        self.measure.setText(self._measure())
        said = [fault] if fault else []
        said += [worded(mistake) for mistake in self._reading.mistakes[:4]]
        if len(self._reading.mistakes) > 4:
            said.append(_("… and {count} more").format(count=len(self._reading.mistakes) - 4))
        tone = Tone.VETO if said else Tone.FOUND
        said += [worded(note) for note in dict.fromkeys((*remarks_on(self._outlines), *self._reading.notes[:6]))]
        self.remarks.setText("\n".join(said))
        self.remarks.set_tone(tone)
        self.remarks.setVisible(bool(said))

    def _measure(self) -> str:
        if not self._outlines:
            return ""
        area = measured(self._outlines)
        words = _("Area: {area}").format(area=area_words(area))
        stated = _number(self.stated.text()) or self._reading.stated_km2
        if not stated:
            return words
        difference = area / Decimal(1_000_000) - stated
        verdict = _("agrees") if abs(difference) <= stated * _AGREES else _("check the corners")
        return words + _("; on the licence {stated} km²; difference {difference} km²: {verdict}").format(
            stated=stated, difference=f"{difference:+z.4f}", verdict=verdict
        )

    def _on_line_chosen(self, number: int) -> None:
        block = self.text.document().findBlockByNumber(number - 1)
        cursor = self.text.textCursor()
        cursor.setPosition(block.position())
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def _on_take_clicked(self) -> None:
        self.read_now()
        if not self._outlines:
            return
        replaced: Sequence[str] = [self._known.id] if self._known else []
        if self._session.do(put_outlines(self._session.assessment, self._outlines, replaced)):
            if self._known is None:
                self._session.text_drafts.pop(DRAFT, None)
            self.taken.emit(tuple(outline.id for outline in self._outlines))
            self.accept()


def _zone_words(zone: Zone) -> str:
    return _("{width}° zone {number}, central meridian {meridian}°").format(
        width=zone.width, number=zone.number, meridian=zone.central_meridian
    )


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip()) if len(text) < 20 else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and number > 0 else None
