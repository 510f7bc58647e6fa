# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The open assessment as the screens see it: acts go in, signals come out. Scores nothing, stores nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from evaluator_app.domain.assessment import Assessment, Observation, Outcome, Profile
from evaluator_app.domain.changes import Change, record_outcome
from evaluator_app.domain.criteria import AllOrNothing
from evaluator_app.domain.moving import PointsPolicy
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.template import Indicator, Prerequisite, Template
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.importing import ImportResult
from evaluator_app.gui.importing import Importing
from evaluator_app.i18n import current_language, translator
from evaluator_app.services.assessing import Done, OpenAssessment
from evaluator_app.services.moving import move_to
from evaluator_app.services.taking_in import taken_words

SETTLE_AFTER_MS = 1500
"""Milliseconds of rest after which the copy for lists is renewed."""


class Session(QObject):
    """One open assessment.

    What is typed and cannot be saved yet waits here, as the screens are made anew for another language: texts of fields by item,
    part and field; observations without words by item.

    Signals:
        changed(Done): an act was saved; the screens refresh the records it names.
        moved(Done): an act was saved after which other rules hold; every screen is to be made anew.
        current_changed(str): another item or prerequisite is being looked at, by id.
        place_changed(str): the person went to another place, by its title; empty for none.
        failed(UserFacingError): an act could not be done; nothing has changed.
        panel_covered(bool): from now on an expert sees, or does not see, the others' points before giving own ones.
    """

    changed = Signal(object)
    moved = Signal(object)
    current_changed = Signal(str)
    place_changed = Signal(str)
    failed = Signal(object)
    panel_covered = Signal(bool)

    def __init__(self, opened: OpenAssessment, parent: QObject | None = None) -> None:
        """Wrap an open assessment; it begins at the item that was looked at last."""
        super().__init__(parent)
        self.opened = opened
        self._current = opened.bookmark
        self._place = ""
        self.text_drafts: dict[tuple[str, str, str], str] = {}
        self.observation_drafts: dict[str, Observation] = {}
        self.importing = Importing(opened, self._tell, self.failed.emit, self)
        self.is_panel_covered = False
        self.uncovered: set[tuple[str, str]] = set()
        self._rest = QTimer(self, singleShot=True, interval=SETTLE_AFTER_MS)
        self._rest.timeout.connect(self._on_rest_timeout)

    @property
    def assessment(self) -> Assessment:
        """The assessment as it is now."""
        return self.opened.assessment

    @property
    def template(self) -> Template:
        """The rules it is made by."""
        return self.opened.template

    @property
    def card(self) -> ScoreCard:
        """All scores as they are now."""
        return self.opened.card

    @property
    def rating(self) -> Rating:
        """The verdict as it is now."""
        return self.opened.rating

    @property
    def current(self) -> str:
        """Id of the item or prerequisite being looked at; empty for none."""
        return self._current

    def look_at(self, target: str) -> None:
        """Go to an item or prerequisite, and keep it as the place to return to."""
        if target != self._current:
            self._current = target
            with suppress(UserFacingError):  # where nothing can be written, as on a full disk, one can still look around
                self.opened.remember(target)
            self.current_changed.emit(target)

    @property
    def place(self) -> str:
        """Title of the place where the person stands; new observations and photos begin with it. Empty for none."""
        return self._place

    def stand_at(self, place: str) -> None:
        """Go to a place, by its title; empty for none."""
        if place != self._place:
            self._place = place
            self.place_changed.emit(place)

    def item(self, target: str) -> Indicator | Prerequisite | None:
        """Return the indicator or prerequisite of this id; None if there is none."""
        items: tuple[Indicator | Prerequisite, ...] = (*self.template.prerequisites, *self.template.indicators())
        return next((item for item in items if item.id == target), None)

    def do(self, change: Change, *, continues: bool = False) -> bool:
        """Do an act and tell everyone; False, with failed sent, if it could not be saved."""
        try:
            self._tell(self.opened.do(change, continues=continues))
        except UserFacingError as error:
            self.failed.emit(error)
            return False
        return True

    def record_verdict(self, target: str, outcome: Outcome, part: str = "") -> bool:
        """Record a verdict by one key; a problem with an all-or-nothing rule means not met."""
        item = self.item(target)
        if outcome is Outcome.PARTLY_MET and (isinstance(item, Prerequisite) or (item and isinstance(item.criterion, AllOrNothing))):
            outcome = Outcome.NOT_MET
        return self.do(record_outcome(self.assessment, target, outcome, part))

    def move_to(self, new: Template, policy: PointsPolicy | None = None) -> bool:
        """Move the assessment to another edition of its rules; False, with failed sent, if that could not be done."""
        try:
            self._tell(move_to(self.opened, new, policy))
        except UserFacingError as error:
            self.failed.emit(error)
            return False
        return True

    def cover_panel(self, is_covered: bool) -> None:
        """Cover the points of other experts until own ones are given, or show them again; what the leader uncovered is covered anew."""
        self.is_panel_covered = is_covered
        self.uncovered.clear()
        self.panel_covered.emit(is_covered)

    def undo(self) -> None:
        """Take the last act back and go where it was done."""
        self._replay(self.opened.undo)

    def redo(self) -> None:
        """Do the act again that was taken back last and go there."""
        self._replay(self.opened.redo)

    def undo_text(self) -> str:
        """Return what Undo would take back, in the language in use; empty for nothing."""
        return self._describe(self.opened.undo_state.undoable)

    def redo_text(self) -> str:
        """Return what Redo would do again; empty for nothing."""
        return self._describe(self.opened.undo_state.redoable)

    def add_files(self, paths: Sequence[Path], targets: Sequence[str], *, place: str = "", caption: str = "") -> ImportResult:
        """Take files in as evidence; refused ones are in the result."""
        result, done = self.opened.add_files(paths, targets, place=place, caption=caption)
        if done is not None:
            self._tell(done)
        return result

    def add_image(self, name: str, data: bytes, targets: Sequence[str], *, place: str = "") -> ImportResult:
        """Take a pasted image in as evidence."""
        result, done = self.opened.add_image(name, data, targets, place=place)
        if done is not None:
            self._tell(done)
        return result

    def merged(self, merge: Callable[[], None]) -> None:
        """Let something merge colleagues' acts into the open assessment, and tell everyone; what it raises comes out."""
        before, count = self.card, len(self.opened.journal)
        merge()
        for line in self.opened.journal[count:]:
            self._tell(Done(line.change, line.change.change_set(), line.at, before, self.card))

    def close(self) -> str:
        """Stop an import that is under way and renew the copy for lists; return what is to be told of the import, empty for nothing."""
        taken = self.importing.close()
        self.settle()
        return "" if taken is None or taken.halt is None else "\n".join(taken_words(taken)[:2])

    def settle(self) -> None:
        """Renew the copy for lists; called when the hands rest and when the assessment is left."""
        self._rest.stop()
        self.opened.settle()

    def _on_rest_timeout(self) -> None:
        if self.importing.is_running:
            self._rest.start()  # the copy for lists names the digest of everything, which takes long while much comes in
        else:
            self.settle()

    def _tell(self, done: Done) -> None:
        if done.change.edits:
            self._rest.start()
            (self.moved if _moves(done.change) else self.changed).emit(done)

    def _replay(self, act: Callable[[], Done | None]) -> None:
        try:
            done = act()
        except UserFacingError as error:
            self.failed.emit(error)
            return
        if done is not None:
            self._tell(done)
            if self.item(done.change.subject) and not done.change.is_of_mending:
                self.look_at(done.change.subject)

    def _describe(self, changes: Sequence[Change]) -> str:
        if not changes:
            return ""
        subject = changes[0].subject
        title = self.opened.title_of(subject) if self.item(subject) else ""
        return changes[0].describe(title).text(translator(current_language()))


def _moves(change: Change) -> bool:
    """Tell whether other rules hold after a change."""
    frames = ((edit.old, edit.new) for edit in change.edits if edit.kind is RecordKind.PROFILE)
    return any(isinstance(old, Profile) and isinstance(new, Profile) and old.template != new.template for old, new in frames)
