# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The templates as the workbench sees them: the shelf, the drafts, the one that is shown. Edits go in, signals come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.catalog.overlays import LaidLayer, OverlayChange
from evaluator_app.catalog.problems import CatalogProblem
from evaluator_app.domain.quality import QualityFinding, quality
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.tasks import Runner
from evaluator_app.services.drafting import Draft, drafts_in, open_draft
from evaluator_app.services.edits import Data, Edit
from evaluator_app.services.workbench import ShelvedTemplate, below, shelf
from evaluator_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is shown: a template of the shelf, or one that is being written."""

    shelved: ShelvedTemplate | None = None
    draft: Draft | None = None

    @property
    def template(self) -> Template | None:
        """The template; of a draft with errors, what it last was without."""
        return self.draft.last_sound if self.draft else self.shelved.template if self.shelved else None

    @property
    def data(self) -> Data:
        """Its raw data."""
        return self.draft.data if self.draft else (self.shelved.entry.data or {}) if self.shelved else {}

    @property
    def title(self) -> str:
        """Its title."""
        return self.draft.title if self.draft else self.shelved.entry.title if self.shelved else ""

    @property
    def layers(self) -> tuple[LaidLayer, ...]:
        """The overlays that went into it, from below."""
        return self.draft.read.layers if self.draft else self.shelved.layers if self.shelved else ()

    @property
    def problems(self) -> tuple[CatalogProblem, ...]:
        """What is wrong with its file."""
        return self.draft.problems if self.draft else self.shelved.entry.problems if self.shelved else ()

    def changes(self, part: str, target: str) -> tuple[tuple[LaidLayer, OverlayChange], ...]:
        """Return what overlays did to a part of it, from below."""
        name = target or part
        return tuple((layer, change) for layer in self.layers for change in layer.changes if (change.part, change.target) == (part, name))


@dataclass(frozen=True, slots=True)
class Stock:
    """Everything that is there, as it was read."""

    shelf: tuple[ShelvedTemplate, ...]
    drafts: tuple[Draft, ...]
    failures: tuple[UserFacingError, ...] = ()
    """Drafts that could not be opened."""


class Bench(QObject):
    """What is there and what is shown of it.

    *Signals:* loaded(): shelf and drafts were read; chosen_changed(): another template is shown; edited(): the draft that is
    shown has changed; failed(Exception): something could not be done, nothing has changed.
    """

    loaded = Signal()
    chosen_changed = Signal()
    edited = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, runner: Runner, parent: QObject | None = None) -> None:
        """Start empty; load() reads what there is."""
        super().__init__(parent)
        self.workspace = workspace
        self.runner = runner
        self.stock = Stock((), ())
        self.chosen = Chosen()
        self.is_loaded = False
        self._findings: tuple[QualityFinding, ...] | None = None
        self._then: Callable[[], None] | None = None

    def load(self, then: Callable[[], None] | None = None) -> None:
        """Read shelf and drafts beside the window, and do something after it."""
        self._then = then
        self.runner.run(self._read, on_success=self._on_read, on_failure=self.failed.emit)

    def reload(self, then: Callable[[], None] | None = None) -> None:
        """Read everything anew, after something was installed."""
        self.workspace.catalog.reload()
        self.load(then)

    def choose(self, chosen: Chosen) -> None:
        """Show a template or draft."""
        if chosen != self.chosen:
            self.chosen = chosen
            self._findings = None
            self.chosen_changed.emit()

    def base(self) -> CatalogEntry | None:
        """Return what the shown template was laid over."""
        if self.chosen.draft is not None:
            return self.chosen.draft.base
        return below(self.chosen.shelved, self.workspace.catalog) if self.chosen.shelved else None

    def findings(self) -> tuple[QualityFinding, ...]:
        """Return what is to be said of the quality of the shown template."""
        if self._findings is None:
            template, base = self.chosen.template, self.base()
            self._findings = quality(template, base.template if base else None) if template else ()
        return self._findings

    def do(self, edit: Edit) -> bool:
        """Do an edit on the draft that is shown; False, with failed sent, if it was refused."""
        draft = self.chosen.draft
        return draft is not None and self._perform(lambda: draft.do(edit))

    def undo(self) -> None:
        """Take the last edit of the shown draft back."""
        if draft := self.chosen.draft:
            self._perform(draft.undo)

    def redo(self) -> None:
        """Do the edit again that was taken back last."""
        if draft := self.chosen.draft:
            self._perform(draft.redo)

    def explain(self, part: str, target: str, why: str, by: str) -> None:
        """Say why the shown draft changes something."""
        if draft := self.chosen.draft:
            self._perform(lambda: draft.explain(part, target, why, by))

    def add(self, draft: Draft) -> None:
        """Take a draft that was just begun, and show it."""
        self.stock = Stock(self.stock.shelf, (*self.stock.drafts, draft), self.stock.failures)
        self.loaded.emit()
        self.choose(Chosen(draft=draft))

    def _perform(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except (UserFacingError, KeyError) as error:
            self.failed.emit(error)
            return False
        self._findings = None
        self.edited.emit()
        return True

    def _read(self) -> Stock:
        catalog = self.workspace.catalog
        opened, failures = [], []
        for path in drafts_in(self.workspace.root):
            try:
                opened.append(open_draft(path, catalog))
            except UserFacingError as error:
                failures.append(error)
        return Stock(shelf(catalog), tuple(opened), tuple(failures))

    def _on_read(self, stock: Stock) -> None:
        self.stock = stock
        self.is_loaded = True
        for error in stock.failures:
            self.failed.emit(error)
        self._choose_again()
        self.loaded.emit()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _choose_again(self) -> None:
        """Keep on what was shown, as it was read now."""
        paths: dict[Path, Draft] = {draft.path: draft for draft in self.stock.drafts}
        old = self.chosen
        if old.draft is not None and old.draft.path in paths:
            self.chosen = Chosen(draft=paths[old.draft.path])
        elif old.shelved is not None:
            digest = old.shelved.entry.digest
            found = next((each for each in self.stock.shelf if digest and each.entry.digest == digest), None)
            self.chosen = Chosen(shelved=found)
        else:
            self.chosen = Chosen()
        if self.chosen == Chosen() and self.stock.shelf:
            self.chosen = Chosen(shelved=self.stock.shelf[0])
        self._findings = None
        self.chosen_changed.emit()
