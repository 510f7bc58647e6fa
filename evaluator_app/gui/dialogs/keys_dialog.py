# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Lists every key of the program, finds one by what it does, and lets a person choose others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.gui.actions import KeySection
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.keymap import DEFAULTS, FIELD_NAMES, FIXED_KEYS, choose_keys, chosen_keys, holder_of, is_for_fields, keys_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, ROW, TextRole, scaled
from evaluator_app.gui.views.key_binding import KeyBinding
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.key_capture import KeyCapture
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.searching import matches, split


class KeysDialog(QDialog):
    """Sections of keys, each with what it does. *Signals:* keys_changed(): other keys hold; they are to be kept and shown."""

    keys_changed = Signal()

    def __init__(self, sections: Sequence[KeySection], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.captures: dict[str, KeyCapture] = {}
        self._resets: dict[str, ActionButton] = {}
        self._rows: list[tuple[str, Card, tuple[QWidget, ...]]] = []
        self._names = {line.id: line.name for section in sections for line in section.lines if line.id}
        self._wanted: tuple[str, str] = ("", "")
        self.search = SearchField(_("Search what a key does, or a key"), "Ctrl+F")
        self.search.search_changed.connect(self._on_search_changed)
        self.banner = Banner(dismissible=True)
        self.banner.action_chosen.connect(self._on_take_chosen)
        self.banner.hide()
        self._page = QWidget()
        self._page.setObjectName("page")
        column = QVBoxLayout(self._page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        column.setSpacing(2 * GRID)
        for section in sections:
            column.addWidget(self._card(section))
        column.addStretch(1)
        self._build()
        self._show_all()
        open_at(self, 640, 720)
        self.search.setFocus()

    def _build(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._page)
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(self.search)
        head.addWidget(self.banner)
        self.reset_all = ActionButton(_("All keys as usual"), icon_name="undo")
        self.reset_all.clicked.connect(self._on_reset_all)
        close = ActionButton(_("Close"), kind=ButtonKind.PRIMARY)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        foot.addWidget(self.reset_all)
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(area, 1)
        outer.addWidget(Hairline())
        outer.addLayout(foot)

    def _card(self, section: KeySection) -> Card:
        card = Card(section.title)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(GRID // 2)
        for row, line in enumerate(section.lines):
            parts = self._line(line)
            grid.setRowMinimumHeight(row, scaled(ROW))
            for place, part in zip((0, 2) if len(parts) == 2 else (0, 1, 2), parts, strict=True):
                grid.addWidget(part, row, place, Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignVCenter)
            self._rows.append((f"{line.name} {line.keys} {line.id}", card, parts))
        card.add(grid)
        return card

    def _line(self, line: KeyBinding) -> tuple[QWidget, ...]:
        name = TextLabel(line.name)
        if line.id not in DEFAULTS:
            return name, TextLabel(QKeySequence(line.keys).toString(QKeySequence.SequenceFormat.NativeText) or line.keys, TextRole.STRONG)
        capture = KeyCapture("", line.name)
        capture.captured.connect(partial(self._on_captured, line.id))
        reset = ActionButton(_("As usual"), kind=ButtonKind.QUIET)
        reset.setAccessibleName(_("{act}: {name}").format(act=line.name, name=_("As usual")))
        reset.clicked.connect(partial(self._on_reset, line.id))
        self.captures[line.id], self._resets[line.id] = capture, reset
        return name, reset, capture

    def _show_all(self) -> None:
        chosen = chosen_keys()
        for name, capture in self.captures.items():
            capture.set_keys(next(iter(keys_of(name)), ""))
            self._resets[name].setVisible(name in chosen)
        self.reset_all.setEnabled(bool(chosen))

    def _choose(self, name: str, keys: str) -> None:
        chosen = {**chosen_keys(), name: keys}
        usual = DEFAULTS[name]
        if keys == (usual[0] if usual else ""):
            del chosen[name]
        choose_keys(chosen)
        self.banner.hide()
        self._show_all()
        self.keys_changed.emit()

    def _refuse(self, words: str, action: str = "") -> None:
        self.banner.set_message(words, tone=Tone.FOUND, action_text=action)
        self.banner.show()

    def _on_captured(self, name: str, keys: str) -> None:
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        holder = holder_of(keys, but=name) if keys else ""
        if keys in FIXED_KEYS:
            self._refuse(_("{keys} moves about in the window and cannot be given another meaning.").format(keys=shown))
        elif keys and name in FIELD_NAMES and not is_for_fields(keys):
            self._refuse(_("{keys} is typed while one writes; choose keys with Ctrl or Alt, or a function key.").format(keys=shown))
        elif holder:
            self._wanted = (name, keys)
            held = self._names.get(holder, holder)
            self._refuse(_("{keys} is in use for “{name}”.").format(keys=shown, name=held), _("Use it here instead"))
        else:
            self._choose(name, keys)

    def _on_take_chosen(self) -> None:
        name, keys = self._wanted
        chosen = {**chosen_keys(), holder_of(keys, but=name): ""}
        choose_keys(chosen)
        self._choose(name, keys)

    def _on_reset(self, name: str) -> None:
        usual = next(iter(DEFAULTS[name]), "")
        holder = holder_of(usual, but=name) if usual else ""
        if holder:
            self._on_captured(name, usual)
            return
        choose_keys({other: keys for other, keys in chosen_keys().items() if other != name})
        self._show_all()
        self.keys_changed.emit()

    def _on_reset_all(self) -> None:
        choose_keys({})
        self.banner.hide()
        self._show_all()
        self.keys_changed.emit()

    def _on_search_changed(self, typed: str) -> None:
        words = split(typed)
        chosen = chosen_keys()
        shown: dict[Card, bool] = {}
        for text, card, parts in self._rows:
            name = text.rpartition(" ")[2]
            fits = matches(words, f"{text} {' '.join(keys_of(name)) if name in DEFAULTS else ''}")
            for part in parts:
                part.setVisible(fits and (part is not self._resets.get(name) or name in chosen))
            shown[card] = shown.get(card, False) or fits
        for card, is_shown in shown.items():
            card.setVisible(is_shown)
