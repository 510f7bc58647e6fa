# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Templates that are being written: every edit is checked and on disk before the next, and can be taken back.

A draft is an ordinary template or overlay file in the workspace's folder of drafts; one over a base says no more than what differs.
How a draft begins and ends is in publishing.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from evaluator_app.catalog.differing import CannotDifferError, Reasons, difference, patched
from evaluator_app.catalog.layers import OVERLAY_FORMAT, Layer, read_layer
from evaluator_app.catalog.listing import Catalog, CatalogEntry
from evaluator_app.catalog.overlays import LISTS, SINGLE, ChangeAction, LaidLayer, OverlayKind, lay_over, member_name
from evaluator_app.catalog.problems import CatalogProblem, ProblemLog, Severity, TooManyProblemsError
from evaluator_app.catalog.reading import ReadTemplate, read_data
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.toml_text import toml_text
from evaluator_app.catalog.written import PlacedTable, SourceFile, Spot, Toml
from evaluator_app.domain.template import Template
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.edits import Data, Edit

DRAFTS: Final = "template-drafts"
"""Folder of a workspace that holds the templates being written."""
_OWN = ("format", "id", "edition", "kind", "over", "title", "why", "by")
"""What an overlay says of itself."""


@dataclass(frozen=True, slots=True)
class _State:
    data: dict[str, Toml]
    reasons: Reasons
    edit: Edit | None = None
    said: Data | None = None
    """What an overlay over several templates says, which is more than what differs over the one that is shown."""


class Draft:
    """One template that is being written."""

    def __init__(self, path: Path, data: Data, *, overlay: Data | None = None, base: CatalogEntry | None = None) -> None:
        """Take the file, the template's raw data, and, for an overlay, what it says of itself and what it lies over."""
        self.path = path
        self.base = base
        self._overlay = {key: overlay[key] for key in _OWN if key in overlay} if overlay is not None else None
        self._past: list[_State] = []
        self._future: list[_State] = []
        said = {key: value for key, value in overlay.items() if key not in _OWN} if overlay is not None and self.is_common else None
        self._now = _State(dict(data), _reasons_in(overlay or {}), said=said)
        self.read = self._read(self._now)
        self.last_sound: Template | None = self.read.template or (base.template if base else None)
        """What it was when it last had no error."""

    @property
    def data(self) -> Data:
        """The template's raw data as they are now."""
        return self._now.data

    @property
    def template(self) -> Template | None:
        """The template; None while something is wrong with it."""
        return self.read.template

    @property
    def problems(self) -> tuple[CatalogProblem, ...]:
        """Everything wrong with it."""
        return self.read.problems

    @property
    def errors(self) -> tuple[CatalogProblem, ...]:
        """What keeps it from being used."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def kind(self) -> OverlayKind | None:
        """What kind of overlay it is; None for a template that stands on its own."""
        return OverlayKind(self._overlay["kind"]) if self._overlay else None

    @property
    def title(self) -> str:
        """Its title as it is now."""
        return str(self.data.get("title", self.path.stem))

    @property
    def over(self) -> tuple[str, ...]:
        """The templates that an overlay lies over, as id@edition; what is shown is how it lies over one of them."""
        names = self._overlay.get("over") if self._overlay else None
        return tuple(map(str, names)) if isinstance(names, list) else ()

    @property
    def is_common(self) -> bool:
        """Tell whether it is an overlay over more than one template."""
        return len(self.over) > 1

    @property
    def undoable(self) -> Edit | None:
        """The edit that undo takes back."""
        return self._now.edit if self._past else None

    @property
    def redoable(self) -> Edit | None:
        """The edit that redo does again."""
        return self._future[-1].edit if self._future else None

    def do(self, edit: Edit) -> None:
        """Do an edit and save it; UserFacingError, with nothing changed, where no overlay can say it or it cannot be saved."""
        self._go_to(self._following(replace(self._now, data=edit.apply(self._now.data), edit=edit)))

    def explain(self, part: str, target: str, why: str, by: str) -> None:
        """Say why something is changed and by which source, where that is another than for all changes."""
        reasons = {key: value for key, value in self._now.reasons.items() if key[1:] != (part, target)}
        if why or by:
            reasons |= {(action, part, target): (why, by) for action in ChangeAction}
        self._go_to(self._following(replace(self._now, reasons=reasons)))

    def undo(self) -> None:
        """Take the last edit back, if there is one."""
        if self._past:
            before = self._past[-1]
            self._save(before)
            self._future.append(self._now)
            self._past.pop()
            self._settle(before)

    def redo(self) -> None:
        """Do the edit again that was taken back last, if there is one."""
        if self._future:
            after = self._future[-1]
            self._save(after)
            self._past.append(self._now)
            self._future.pop()
            self._settle(after)

    def overlay(self) -> Data | None:
        """Return what the file of an overlay says; None for a template that stands on its own."""
        return self._overlay_of(self._now)

    def text(self) -> str:
        """Return the file as it is on disk."""
        return self._text(self._now)

    def save(self) -> None:
        """Write the file; UserFacingError if that cannot be done."""
        self._save(self._now)

    def _go_to(self, state: _State) -> None:
        self._save(state)
        self._past.append(self._now)
        self._future.clear()
        self._settle(state)

    def _settle(self, state: _State) -> None:
        self._now = state
        self.read = self._read(state)
        self.last_sound = self.read.template or self.last_sound

    def _overlay_of(self, state: _State) -> dict[str, Toml] | None:
        if self._overlay is None or self.base is None or self.base.data is None:
            return None
        named: dict[str, Toml] = {key: state.data[key] for key in ("id", "edition", "title") if key in state.data}
        said = state.said if state.said is not None else self._difference(state)
        return {**self._overlay, **named, **said, **named}

    def _following(self, state: _State) -> _State:
        """Return a state in which an overlay over several templates says of what was edited now, and of the rest what it said."""
        if state.said is None:
            return state
        return replace(state, said=patched(state.said, self._difference(self._now), self._difference(state)))

    def _difference(self, state: _State) -> dict[str, Toml]:
        data = self.base.data if self.base and self.base.data is not None else {}
        try:
            return difference(data, state.data, state.reasons)
        except CannotDifferError as error:
            words = error.sentence.text(translator(current_language()))
            advice = _("Nothing was changed. What the base says can be changed where the base is written.")
            raise UserFacingError("WRK-102", words, advice) from error

    def _text(self, state: _State) -> str:
        overlay = self._overlay_of(state)
        return toml_text(overlay if overlay is not None else state.data)

    def _save(self, state: _State) -> None:
        text = self._text(state)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self.path) as file:
                file.write(text.encode())
        except OSError as error:
            raise UserFacingError(
                "WRK-101",
                _("The draft {name} cannot be saved: {reason}. It is as it was before this edit.").format(
                    name=self.path.name, reason=error.strerror or type(error).__name__
                ),
                _("Check the space on the disk and your right to write to {folder}.").format(folder=self.path.parent),
            ) from error

    def _read(self, state: _State) -> ReadTemplate:
        log = ProblemLog()
        spot = Spot(SourceFile(self.path.name, dict))
        overlay, base, layers = self._overlay_of(state), self.base, tuple[LaidLayer, ...]()
        merged = PlacedTable(state.data, spot)
        template: Template | None = None
        try:
            if overlay is not None and base is not None and base.data is not None:
                kind = OverlayKind(overlay["kind"])
                section = Section(PlacedTable(overlay, spot), spot, log)
                merged, changes = lay_over(base.data, section, kind, log)
                merged.update({key: overlay[key] for key in ("id", "edition", "title") if key in overlay})
                layers = (*base.layers, LaidLayer(self.path, kind, overlay["id"], overlay["edition"], overlay["title"], changes))
            template = read_data(Section(merged, spot, log), log)
        except TooManyProblemsError:
            pass
        known = base.problems if base else ()
        problems = tuple(problem for problem in log.in_order() if not _is_known(problem, known))
        return ReadTemplate(None if log.has_errors else template, problems, (), self._title(state), merged, layers)

    def _title(self, state: _State) -> str:
        return str(state.data.get("title", self.path.stem))


def open_draft(path: Path, catalog: Catalog) -> Draft:
    """Open a draft; UserFacingError where its file cannot be read or its base is not there."""
    layer = read_layer(path)
    if not layer.format:
        raise _unreadable(path, layer)
    if layer.format != OVERLAY_FORMAT:
        return Draft(path, layer.data)
    base = _base(layer, catalog)
    if base is None or base.data is None:
        raise UserFacingError(
            "TPL-701",
            _("The template that the draft {name} is laid over is not here; the draft is as it was.").format(name=path.name),
            _("Install it, then open the draft again."),
        )
    log = ProblemLog()
    section = Section(layer.data, layer.data.spot, log)
    kind = section.choice("kind", OverlayKind)
    if kind is None:
        raise _unreadable(path, layer)
    merged, _changes = lay_over(base.data, section, kind, log)
    merged.update({key: layer.data[key] for key in ("id", "edition", "title") if key in layer.data})
    return Draft(path, merged, overlay=layer.data, base=base)


def drafts_in(workspace: Path) -> tuple[Path, ...]:
    """Return the files of all drafts, by name."""
    folder = workspace / DRAFTS
    return tuple(sorted(folder.glob("*.toml"))) if folder.is_dir() else ()


def changes_of(layers: tuple[LaidLayer, ...], part: str, target: str) -> Mapping[LaidLayer, str]:
    """Return the overlays that changed a member, each with why it did."""
    return {layer: change.why for layer in layers for change in layer.changes if (change.part, change.target) == (part, target)}


def _base(layer: Layer, catalog: Catalog) -> CatalogEntry | None:
    over = layer.data.get("over")
    names = [name for name in over if isinstance(name, str)] if isinstance(over, list) else []
    return next((found for found in map(catalog.named, names) if found is not None), None)


def _is_known(problem: CatalogProblem, known: tuple[CatalogProblem, ...]) -> bool:
    """Tell whether the base has the same problem, so that it is none of the draft's."""
    return any((each.code, each.path, each.sentence) == (problem.code, problem.path, problem.sentence) for each in known)


def _reasons_in(overlay: Data) -> Reasons:
    """Return the reasons that an overlay gives for single changes."""
    reasons: dict[tuple[ChangeAction, str, str], tuple[str, str]] = {}
    for action in ChangeAction:
        entries = overlay.get(action.value)
        for part, members in entries.items() if isinstance(entries, dict) else ():
            for member in [members] if part == SINGLE else members:
                if part in (*LISTS, SINGLE) and ("why" in member or "by" in member):
                    target = SINGLE if part == SINGLE else member_name(member, part)
                    reasons[action, part, target] = (str(member.get("why", "")), str(member.get("by", "")))
    return reasons


def _unreadable(path: Path, layer: Layer) -> UserFacingError:
    first = next(iter(layer.problems), None)
    said = first.sentence.text(translator(current_language())) if first else ""
    return UserFacingError(
        "WRK-103",
        _("The draft {name} cannot be read: {reason}").format(name=path.name, reason=said),
        _("Correct the file with a text editor, or remove it."),
    )
