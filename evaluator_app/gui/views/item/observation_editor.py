# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The fields of one observation. It is on disk as soon as it has words, and with every rest after that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QSpinBox, QWidget

from evaluator_app.domain.assessment import Observation
from evaluator_app.domain.changes import record_observation
from evaluator_app.domain.entry import EntryPart
from evaluator_app.gui.keymap import keys_of
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.item.newest_photos import NewestPhotos
from evaluator_app.gui.views.item.phrase_entry import PhraseEntry
from evaluator_app.gui.views.item.settled_edit import REST_MS, SettledEdit
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.views.item.wording_hint import WordingHint
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.phrases import PhraseBook
from evaluator_app.services.searching import matches, split


class ObservationEditor(QWidget):
    """Place, count, part and named fault where the rules have them, words, and whether it takes points.

    An observation that has no words yet waits in the session until it has, or is discarded.

    *Signals:* recorded(str): an observation was saved, by id; closed(): the user is done with it; photos_requested(str) and
    removal_requested(str): for the observation of that id; pictures_offered(QMimeData): pasted or dropped onto it.
    """

    recorded = Signal(str)
    closed = Signal()
    photos_requested = Signal(str)
    removal_requested = Signal(str)
    pictures_offered = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._target = ""
        self._here = ""
        self._draft: Observation | None = None
        self._parts: tuple[EntryPart, ...] = ()
        self._filling = False
        self._was_recorded = False
        self.place = QComboBox(editable=True)
        self.place.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.count = QSpinBox(minimum=1, maximum=9999)
        self.count.lineEdit().setTextMargins(GRID, 0, 0, 0)
        self.part = QComboBox()
        self.fault = QComboBox()
        self.words = SettledEdit(
            _("What was seen, how much, against what; Enter when done, Shift+Enter for a new line"),
            name=_("Facts seen"),
            least_lines=2,
            finishes=True,
        )
        self.takes_points = QCheckBox(_("Takes points"))
        self.phrases = PhraseEntry(self.words, self.count, self.place.currentText)
        self.newest = NewestPhotos(session, self._saved)
        self.hint = WordingHint()
        self._said = TextLabel(role=TextRole.SMALL)
        self._said.hide()
        self._title = TextLabel(role=TextRole.STRONG)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_field_finished)
        self._build()
        self._connect()

    def equip(self, book: PhraseBook, loader: ThumbnailLoader) -> None:
        """Offer phrases, and photos that no observation has yet."""
        self.phrases.use(book)
        self.newest.use(loader)

    @property
    def observation_id(self) -> str:
        """Id of the observation in the editor; empty for none."""
        return self._draft.id if self._draft else ""

    @property
    def is_recorded(self) -> bool:
        """Whether the observation in the editor is on disk."""
        return self.observation_id in self._session.assessment.observations

    def begin(self, target: str, parts: tuple[EntryPart, ...], places: tuple[str, ...], here: str = "") -> None:
        """Begin a new observation on an item, at the place where one stands, or go on with the one that has no words yet."""
        taking = [part for part in parts if part.takes_faults and part.applies is not False]
        path = taking[0].path if len(taking) == 1 else ""
        self._title.setText(_("New observation"))
        waiting = self._session.observation_drafts.get(target)
        self._here = here
        self._fill(waiting or self._session.opened.new_observation(target, "", part=path, place=here), parts, places)

    def edit(self, observation: Observation, parts: tuple[EntryPart, ...], places: tuple[str, ...]) -> None:
        """Go on with an observation that is on disk."""
        self._title.setText(_("Edit observation"))
        self._fill(observation, parts, places)

    def settle(self) -> None:
        """Hand over what is being typed."""
        self.words.settle()
        self._save(continues=False)

    def focus_next_empty(self) -> None:
        """Put the keyboard where something is still to be said: the place, then the words."""
        if self.place.currentText().strip():
            self.words.setFocus()
        else:
            self.place.setFocus()

    def drop_if_gone(self) -> None:
        """Close without saving when the observation was taken back elsewhere, as by undo."""
        if self._was_recorded and self._draft is not None and not self.is_recorded:
            self._draft = None
            self.closed.emit()

    def close_editor(self) -> None:
        """Save what has words, keep what has none, and close; stay open with words that could not be saved, as on a full disk."""
        self.settle()
        seen = self._seen()
        if seen is not None and seen.text and seen != self._session.assessment.observations.get(seen.id):
            self._say(_("Not saved yet. The words stay here: make room or set right what is wrong, then Enter tries again."))
        else:
            self._leave()

    def leave(self) -> None:
        """Save what can be saved, let the rest wait for this item, and close."""
        self.settle()
        self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Escape closes, Enter in the place goes to the words."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.words.hasFocus():
            self._complete_place()
            self.words.setFocus()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Alt and a digit say how many, while words or the place are typed."""
        if isinstance(event, QKeyEvent) and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier:
            number = event.key() - Qt.Key.Key_0
            if 1 <= number <= 9 and event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if 1 <= number <= 9 and event.type() is QEvent.Type.KeyPress:
                self.count.setValue(number)
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QWidget.dragEnterEvent."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QWidget.dropEvent."""
        event.acceptProposedAction()
        self.pictures_offered.emit(event.mimeData())

    def _build(self) -> None:
        self._part_row = FormRow(_("Part"), self.part)
        self._fault_row = FormRow(_("Fault named by the rules"), self.fault)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID + 4)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(FormRow(_("Place"), self.place), 1, 0)
        grid.addWidget(FormRow(_("Count"), self.count), 1, 1)
        grid.addWidget(self._part_row, 2, 0, 1, 2)
        grid.addWidget(self._fault_row, 3, 0, 1, 2)
        grid.addWidget(FormRow(_("Facts seen"), self.words), 4, 0, 1, 2)
        self._photos = ActionButton(_("Add photos"), icon_name="photo")
        self._remove = ActionButton(_("Remove"), kind=ButtonKind.DANGER, icon_name="trash")
        self._done = ActionButton(_("Done"), icon_name="done")
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.takes_points)
        line.addStretch(1)
        for button in (self._photos, self._remove, self._done):
            line.addWidget(button)
        for row, part in enumerate((self.hint, self.phrases, self._said, self.newest), start=5):
            grid.addWidget(part, row, 0, 1, 2)
        grid.addLayout(line, 9, 0, 1, 2)
        self.setAccessibleName(_("Observation"))
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.words.text_settled.connect(self._on_words_settled)
        self.words.finished.connect(self.close_editor)
        self.place.editTextChanged.connect(self._on_place_changed)
        line = self.place.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_field_finished)
            line.installEventFilter(self)
        self.words.installEventFilter(self)
        self.count.editingFinished.connect(self._on_field_finished)
        self.count.valueChanged.connect(self._on_number_changed)
        self.part.activated.connect(self._on_part_activated)
        self.fault.activated.connect(self._on_number_changed)
        self.takes_points.toggled.connect(self._on_points_toggled)
        self.words.pictures_offered.connect(self.pictures_offered)
        self._photos.clicked.connect(self._on_photos_clicked)
        self._remove.clicked.connect(self._on_remove_clicked)
        self._done.clicked.connect(self.close_editor)
        self.phrases.told.connect(self._say)
        self.phrases.failed.connect(self._session.failed)
        self.newest.told.connect(self._say)
        self.hint.frame_chosen.connect(self._on_frame_chosen)
        self._bind_keys()

    def _bind_keys(self) -> None:
        acts: dict[str, Callable[[], None]] = {
            "editor.phrases": self.phrases.open_list,
            "editor.keep_phrase": self.phrases.keep_words,
            "editor.more": self.count.stepUp,
            "editor.fewer": self.count.stepDown,
            "editor.newest_photo": self.newest.take_newest,
        }
        keys = [(key, act) for name, act in acts.items() for key in keys_of(name)]
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _leave(self) -> None:
        self._draft = None
        self.closed.emit()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()

    def _saved(self) -> Observation | None:
        """Return the observation as it is on disk, saved now if it has words; None while it has none."""
        self.settle()
        return self._session.assessment.observations.get(self.observation_id)

    def _fill(self, observation: Observation, parts: tuple[EntryPart, ...], places: tuple[str, ...]) -> None:
        self._filling = True
        self._draft, self._target = observation, observation.target
        self._parts = tuple(part for part in parts if part.applies is not False and (part.takes_faults or part.faults))
        self.place.clear()
        self.place.addItems(list(places))
        self.place.setEditText(observation.place)
        self.count.setValue(observation.count)
        self.part.clear()
        if len(self._parts) != 1 or self._parts[0].path:
            self.part.addItem(_("Choose …") if self._parts else _("The whole item"), "")
        for part in self._parts:
            self.part.addItem(part.title, part.path)
        self.part.setCurrentIndex(max(self.part.findData(observation.part), 0))
        self._part_row.setVisible(len(self._parts) > 1)
        self.takes_points.setChecked(observation.is_fault)
        self._fill_faults(observation.fault)
        self.words.show_text(observation.text)
        self.phrases.show_target(self._target)
        self.newest.show_target(self._target)
        self._said.hide()
        self.hint.show_words(observation.text if observation.is_fault else "", observation.place, observation.count)
        self._was_recorded = self.is_recorded
        self._name_buttons()
        self._filling = False

    def _fill_faults(self, chosen: str) -> None:
        path = self.part.currentData() or ""
        faults = next((part.faults for part in self._parts if part.path == path), ())
        self.fault.clear()
        self.fault.addItem(_("Choose …"), "")
        for fault in faults:
            self.fault.addItem(_("{fault} (−{points})").format(fault=fault.title, points=fault.deduction), fault.id)
        self.fault.setCurrentIndex(max(self.fault.findData(chosen), 0))
        self._fault_row.setVisible(bool(faults) and self.takes_points.isChecked())

    def _seen(self) -> Observation | None:
        if self._draft is None:
            return None
        return replace(
            self._session.assessment.observations.get(self._draft.id, self._draft),
            place=self.place.currentText().strip(),
            count=self.count.value(),
            part=str(self.part.currentData() or ""),
            fault=str(self.fault.currentData() or ""),
            text=self.words.toPlainText().strip(),
            is_fault=self.takes_points.isChecked(),
        )

    def _save(self, *, continues: bool) -> None:
        self._rest.stop()
        seen = self._seen()
        if seen is None or self._filling:
            return
        self.hint.show_words(seen.text if seen.is_fault else "", seen.place, seen.count)
        if not (seen.text or self.is_recorded):
            self._keep(seen)
            return
        if seen != self._session.assessment.observations.get(seen.id):
            was_recorded = self.is_recorded
            if self._session.do(record_observation(self._session.assessment, seen), continues=continues and was_recorded):
                self._was_recorded = True
                self._session.observation_drafts.pop(seen.target, None)
                self._name_buttons()
                self._said.hide()
                self.recorded.emit(seen.id)
            else:
                self._session.observation_drafts[seen.target] = seen

    def _keep(self, seen: Observation) -> None:
        """Let an observation without words wait if anything has been entered."""
        if seen.place not in ("", self._here) or seen.fault or seen.count > 1:
            self._session.observation_drafts[seen.target] = seen
        else:
            self._session.observation_drafts.pop(seen.target, None)

    def _name_buttons(self) -> None:
        self._remove.setText(_("Remove") if self.is_recorded else _("Discard"))
        self._photos.setEnabled(self.is_recorded)
        self._photos.setToolTip("" if self.is_recorded else _("Photos can be added as soon as there are words."))

    def _on_frame_chosen(self, frame: str) -> None:
        self.words.appendPlainText(frame)
        self.words.setFocus()

    def _on_words_settled(self, text: str, continues: bool) -> None:
        self._save(continues=continues)

    def _on_place_changed(self, text: str) -> None:
        if self._filling:
            return
        self.phrases.place_given(text if text in [self.place.itemText(n) for n in range(self.place.count())] else "")
        if text in [self.place.itemText(n) for n in range(self.place.count())]:
            self._save(continues=False)
        else:
            self._rest.start()

    def _complete_place(self) -> None:
        """Take the place whose initials were typed instead of its name."""
        typed = self.place.currentText().strip()
        known = [self.place.itemText(number) for number in range(self.place.count())]
        if len(typed) > 1 and typed.isascii() and typed.isalpha() and typed not in known:
            meant = next((place for place in known if matches(split(typed), place)), typed)
            self.place.setEditText(meant)

    def _on_field_finished(self) -> None:
        self._save(continues=False)

    def _on_number_changed(self, value: int) -> None:
        self._save(continues=False)

    def _on_part_activated(self, index: int) -> None:
        self._fill_faults("")
        self._save(continues=False)

    def _on_points_toggled(self, checked: bool) -> None:
        if not self._filling:
            self._fill_faults(str(self.fault.currentData() or ""))
            self._save(continues=False)

    def _on_photos_clicked(self) -> None:
        self.settle()
        self.photos_requested.emit(self.observation_id)

    def _on_remove_clicked(self) -> None:
        removed, was_recorded = self.observation_id, self.is_recorded
        self._draft = None
        self._rest.stop()
        self.words.settle()
        if not was_recorded:
            self._session.observation_drafts.pop(self._target, None)
        self.words.show_text("")
        if was_recorded:
            self.removal_requested.emit(removed)
        self.closed.emit()
