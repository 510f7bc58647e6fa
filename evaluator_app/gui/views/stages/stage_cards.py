# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What stands on the page of a stage, card by card: what is needed, the team check, the panel, the facts sheets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.facts_sheet import CONFIRMS, OBJECTS, Sheet
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.spread import Spread
from evaluator_app.domain.stages import Need
from evaluator_app.domain.team_check import TeamFinding, TeamState
from evaluator_app.domain.terms import term
from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TOUCH, TextRole, color, scaled, text_font
from evaluator_app.gui.views.spread_words import spread_state, spread_words
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import clock, worded
from evaluator_app.i18n import _

_MOST_NEEDS = 40
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)


class NeedLine(QAbstractButton):
    """One thing that is needed: words that wrap, and the mark that it leads somewhere."""

    def __init__(self, need: Need, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.need = need
        self.setText(worded(need.sentence))
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Override QWidget.hasHeightForWidth."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Override QWidget.heightForWidth: never lower than a gloved finger needs."""
        room = QRect(0, 0, max(width - self._side(), 40), 10_000)
        return max(QFontMetrics(text_font()).boundingRect(room, _WRAP, self.text()).height() + scaled(12), scaled(TOUCH))

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(scaled(320), self.heightForWidth(max(self.width(), scaled(320))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse():
            paint_box(painter, box, 6, color("hover"))
        mark = scaled(16)
        left = QRectF(scaled(8), box.center().y() - mark / 2, mark, mark)
        paint_icon(painter, left, "open", color("muted"))
        paint_icon(painter, left.translated(box.width() - mark - scaled(16), 0), "next", color("accent"))
        painter.setFont(text_font())
        painter.setPen(color("text"))
        painter.drawText(self.rect().adjusted(scaled(34), 0, -scaled(34), 0), _WRAP, self.text())
        if self.hasFocus():
            paint_focus_ring(painter, box, 6)

    def _side(self) -> int:
        return 2 * scaled(34)


class NeedsCard(Card):
    """*Signals:* chosen(object): a Need was pressed."""

    chosen = Signal(object)

    def __init__(self, needs: Sequence[Need], parent: QWidget | None = None) -> None:
        super().__init__(_("Still needed"), parent=parent)
        self.lines = [NeedLine(need) for need in needs[:_MOST_NEEDS]]
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in self.lines:
            line.clicked.connect(self._on_line_clicked)
            column.addWidget(line)
        if not needs:
            column.addWidget(StateBadge(_("Nothing is missing here"), Tone.DONE), 0, Qt.AlignmentFlag.AlignLeft)
        if len(needs) > _MOST_NEEDS:
            column.addWidget(TextLabel(_("and {count} more").format(count=len(needs) - _MOST_NEEDS), TextRole.MUTED))
        self.add(inner)

    def _on_line_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, NeedLine):
            self.chosen.emit(line.need)


_TEAM_TONES = {TeamState.MET: Tone.DONE, TeamState.NOT_MET: Tone.FOUND, TeamState.NOT_KNOWN: Tone.UNDETERMINED}


def team_card(findings: Sequence[TeamFinding]) -> Card:
    """Return the card that holds the team against each requirement, with where it was read."""
    card = Card(_("The team against the requirements"))
    if not findings:
        card.add(TextLabel(_("No requirement for the team of this kind of assessment is on file."), TextRole.MUTED, wraps=True))
        return card
    words = {TeamState.MET: _("Met"), TeamState.NOT_MET: _("Not met"), TeamState.NOT_KNOWN: _("Not known")}
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID + 2)
    grid.setColumnStretch(1, 1)
    for number, finding in enumerate(findings):
        tone = Tone.OPEN if finding.is_preferred and finding.state is TeamState.NOT_MET else _TEAM_TONES[finding.state]
        grid.addWidget(StateBadge(words[finding.state], tone), number, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(TextLabel(worded(finding.requirement), TextRole.STRONG, wraps=True))
        told.addWidget(TextLabel(worded(finding.sentence), wraps=True))
        told.addWidget(TextLabel(_sources(finding), TextRole.SMALL, wraps=True))
        grid.addLayout(told, number, 1)
    card.add(inner)
    note = _("The two texts differ, and a text of 2024 or later was not found. Nothing here hinders the work.")
    card.add(TextLabel(note, TextRole.SMALL, wraps=True))
    return card


def _sources(finding: TeamFinding) -> str:
    lines = []
    for source in finding.sources:
        doubt = "" if source.confidence is Confidence.READ else f" [{worded(term(source.confidence))}]"
        lines.append(" ".join(filter(None, (source.document, source.number))) + doubt)
    return "；".join(lines)


class PanelCard(Card):
    """Every item that experts have judged, with all points by name."""

    def __init__(self, apart: Sequence[Spread], parent: QWidget | None = None) -> None:
        super().__init__(_("Judgements of the panel"), parent=parent)
        if not apart:
            self.add(TextLabel(_("No expert has given points for an item yet."), TextRole.MUTED, wraps=True))
        for spread in apart:
            self.add(self._row(spread))

    def _row(self, spread: Spread) -> QWidget:
        inner = QWidget()
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID + 4)
        words, tone = spread_state(spread)
        line.addWidget(StateBadge(words, tone), 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(TextLabel(spread.title, TextRole.STRONG, wraps=True))
        told.addWidget(TextLabel(spread_words(spread), wraps=True))
        if spread.closed_by and spread.consensus is not None:
            closed = _("Closed by {name}: {words}").format(name=spread.closed_by, words=spread.consensus.words)
            told.addWidget(TextLabel(closed, TextRole.MUTED, wraps=True))
        line.addLayout(told, 1)
        return inner


def sheet_card(found: Sequence[Sheet]) -> Card:
    """Return the card with what the mine said to the facts, and what has changed since."""
    card = Card(_("Facts sheet"))
    if not found:
        words = _("The facts found have not been put to the mine yet. It takes a minute, offline: preview, signature, done.")
        card.add(TextLabel(words, TextRole.MUTED, wraps=True))
    for sheet in found:
        card.add(_sheet(sheet))
    return card


def _sheet(sheet: Sheet) -> QWidget:
    words = {CONFIRMS: _("Confirmed"), OBJECTS: _("Objected to")}.get(sheet.answer, _("Refused to sign"))
    tone = Tone.DONE if sheet.answer == CONFIRMS else Tone.FOUND
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID // 2)
    head = QHBoxLayout()
    head.setSpacing(GRID)
    head.addWidget(StateBadge(words, tone))
    who = "　".join(filter(None, (sheet.representative, sheet.position, clock(sheet.signed_at) if sheet.signed_at else "")))
    head.addWidget(TextLabel(who, TextRole.STRONG, wraps=True), 1)
    column.addLayout(head)
    lines = [_("{fact} The mine: “{words}”").format(fact=fact, words=said).strip() for fact, said in sheet.objections]
    if sheet.refusal:
        lines.append(_("Reason as noted: {words} Witness: {name}").format(words=sheet.refusal, name=sheet.witness))
    lines += [_("Changed since: {fact}").format(fact=fact) for fact in sheet.changed]
    lines += [_("No longer in the ledger: {fact}").format(fact=fact) for fact in sheet.gone]
    lines += [_("New since: {fact}").format(fact=fact) for fact in sheet.new]
    if not sheet.is_whole:
        lines.append(_("This sheet is no longer what was signed: digest and content differ."))
    for line in lines:
        column.addWidget(TextLabel(line, wraps=True, selectable=True))
    column.addWidget(TextLabel(_("Digest {digest}").format(digest=sheet.facts_sha256), TextRole.SMALL, wraps=True, selectable=True))
    return inner
