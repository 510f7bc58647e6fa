# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Folders of template and overlay files, each file read once, each overlay laid over what it names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.catalog.layers import OVERLAY_FORMAT, THRESHOLDS_FOLDER, Layer, read_layer, root_of
from evaluator_app.catalog.overlays import LaidLayer, OverlayKind, lay_over
from evaluator_app.catalog.problems import CatalogProblem, ProblemLog, TooManyProblemsError, did_you_mean
from evaluator_app.catalog.reading import EDITION, TEMPLATE_ID, ReadTemplate, read_data
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.written import PlacedTable
from evaluator_app.domain.sentence import say

_MOST_LAYERS = 4
"""A base, an industry, a province, a firm."""
_MOST_OVER = 40
NO_BASE = "TPL-701"
"""Code of the problem that what an overlay is laid over is not here."""
_DEEPEST_FOLDER = 4
"""Levels of folders below one of the library's in which files are looked for."""


@dataclass(frozen=True, slots=True)
class _Target:
    """A template by its name: a file as it is, or an overlay laid over one of those it names."""

    layer: Layer
    over: int = -1
    """Position in the overlay's list of what it is laid over."""


@dataclass(frozen=True, slots=True)
class _Resolved:
    data: PlacedTable
    layers: tuple[LaidLayer, ...]
    included: tuple[tuple[str, Path], ...]
    problems: tuple[CatalogProblem, ...]


_Reading = tuple[ReadTemplate, tuple[CatalogProblem, ...]]
"""What came of reading a template, and all problems, also those of what it lies over."""


class Library:
    """What some folders of templates hold; a file that comes later changes nothing here."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """Take the folders in their order: where two hold a template of one name, the first counts."""
        self._folders = tuple(folders)
        self._layers: dict[Path, Layer] = {}
        self._index: dict[str, _Target] | None = None
        self._readings: dict[tuple[Path, int], _Reading] = {}

    def paths(self) -> Iterator[Path]:
        """Yield every template and overlay file, folder by folder."""
        for folder in self._folders:
            yield from sorted(_files(folder))

    def read(self, path: Path) -> tuple[ReadTemplate, ...]:
        """Read a file: one template, or one for each that an overlay is laid over; at least one result, sound or not."""
        layer = self._layer(path)
        positions = range(len(_over(layer))) if layer.format == OVERLAY_FORMAT else (-1,)
        return tuple(self._read(layer, position) for position in positions) or (self._read(layer, -1),)

    def _layer(self, path: Path) -> Layer:
        if path not in self._layers:
            self._layers[path] = read_layer(path)
        return self._layers[path]

    def _read(self, layer: Layer, position: int) -> ReadTemplate:
        return self._reading(layer, position)[0]

    def _reading(self, layer: Layer, position: int) -> _Reading:
        """Return what a file, or one combination of an overlay, was read as; each is read once."""
        key = (layer.path, position)
        if key not in self._readings:
            self._readings[key] = self._read_anew(layer, position)
        return self._readings[key]

    def _read_anew(self, layer: Layer, position: int) -> _Reading:
        log = ProblemLog()
        for problem in layer.problems:
            log.add(problem)
        if layer.has_errors:
            return ReadTemplate(None, log.in_order(), layer.included, layer.title), ()
        try:
            resolved = self._resolve(layer, position, log)
            if resolved is None:
                return ReadTemplate(None, log.in_order(), layer.included, layer.title), ()
            template = read_data(Section(resolved.data, resolved.data.spot, log), log)
        except TooManyProblemsError:
            return ReadTemplate(None, log.in_order(), layer.included, layer.title), ()
        problems = tuple(problem for problem in log.in_order() if problem not in resolved.problems)
        title = str(resolved.data.get("title", layer.title))
        found = None if log.has_errors else template
        return ReadTemplate(found, problems, resolved.included, title, resolved.data, resolved.layers), log.in_order()

    def _resolve(self, layer: Layer, position: int, log: ProblemLog) -> _Resolved | None:
        """Return the raw data of a template; None, with the reason in the log, where there are none."""
        if layer.format != OVERLAY_FORMAT:
            return _Resolved(layer.data, (), layer.included, ())
        overlay = Section(layer.data, layer.data.spot, log)
        kind, names = _head(overlay), _over(layer)
        if not overlay.texts("over"):
            overlay.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key="over"), key="over")
        if kind is None or position < 0 or not names[position]:
            return None
        if len(overlay.data["over"]) > _MOST_OVER:
            sentence = say("tpl.too_many_over", "An overlay lies over {most} templates at most.", most=_MOST_OVER)
            overlay.problem("TPL-708", sentence, key="over", index=_MOST_OVER)
        below = self._below(layer, overlay, names[position], position)
        if below is None:
            return None
        data, changes = lay_over(below.data, overlay, kind, log)
        overlay.close()
        _name_result(data, overlay, kind, is_one_of_several=len(names) > 1)
        self._refuse_second(layer, position, data, overlay)
        laid = LaidLayer(layer.path, kind, overlay.text("id"), overlay.text("edition"), overlay.text("title"), changes)
        return _Resolved(data, (*below.layers, laid), (*below.included, *layer.included), below.problems)

    def _refuse_second(self, layer: Layer, position: int, data: PlacedTable, overlay: Section) -> None:
        """Report a template that has the id of one which the same overlay makes of an earlier base."""
        first = self._targets().get(_reference(data))
        if first is not None and first.layer.path.resolve() == layer.path.resolve() and first.over < position:
            sentence = say("tpl.made_twice", "The template “{id}” is made twice by this overlay.", id=str(data.get("id"))[:120])
            advice = say("tpl.other_industries", "Lay it over templates of different industries, each named once.")
            overlay.problem("TPL-708", sentence, advice, key="over", index=position)

    def _below(self, layer: Layer, overlay: Section, name: str, position: int) -> _Resolved | None:
        """Return what an overlay is laid over, as it was when it was read for itself."""
        target = self._targets().get(name)
        if target is None:
            sentence = say("tpl.no_base", "The template “{name}” that this is laid over is not here.", name=name[:120])
            overlay.problem(NO_BASE, sentence, did_you_mean(name, self._targets()), key="over", index=position)
            return None
        if self._is_too_high(layer, position):
            sentence = say(
                "tpl.too_many_layers", "More than {most} layers lie over each other, or one lies over itself.", most=_MOST_LAYERS
            )
            overlay.problem("TPL-708", sentence, key="over", index=position)
            return None
        read, problems = self._reading(target.layer, target.over)
        if read.template is None or read.data is None:
            sentence = say("tpl.faulty_base", "The template “{name}” that this is laid over has errors.", name=name[:120])
            overlay.problem("TPL-709", sentence, say("tpl.mend_base", "Check and correct that one first."), key="over", index=position)
            return None
        return _Resolved(read.data, read.layers, read.included, problems)

    def _is_too_high(self, layer: Layer, position: int) -> bool:
        """Tell whether an overlay and what it is laid over are more layers than may lie over each other."""
        for _ in range(_MOST_LAYERS):
            target = self._targets().get(_over(layer)[position]) if layer.format == OVERLAY_FORMAT else None
            if target is None:
                return False
            layer, position = target.layer, target.over
        return True

    def _targets(self) -> dict[str, _Target]:
        """Return every template by id and edition, written id@edition."""
        if self._index is None:
            self._index = {}
            layers = [self._layer(path) for path in self.paths()]
            for layer in layers:
                if layer.format and layer.format != OVERLAY_FORMAT:
                    self._index.setdefault(_reference(layer.data), _Target(layer))
            self._index_overlays([layer for layer in layers if layer.format == OVERLAY_FORMAT])
        return self._index

    def _index_overlays(self, overlays: list[Layer]) -> None:
        """Name overlays from below: one is named after its industry, which may be that of what it is laid over."""
        index = self._index or {}
        industries = {name: _industry(target.layer.data) for name, target in index.items()}
        for _ in range(_MOST_LAYERS):
            for layer in overlays:
                names = _over(layer)
                is_special = len(names) > 1 and layer.data.get("kind") != OverlayKind.INDUSTRY.value
                for position, name in enumerate(names):
                    if name not in index:
                        continue
                    own = _industry(layer.data) or industries[name]
                    reference = _reference(layer.data, own if is_special else "")
                    if reference not in index:
                        index[reference], industries[reference] = _Target(layer, position), own


def _head(overlay: Section) -> OverlayKind | None:
    for key, form in (("id", TEMPLATE_ID), ("edition", EDITION)):
        value = overlay.text(key)
        if value and not form.fullmatch(value):
            sentence = say("tpl.bad_name", "“{value}” cannot be the {key} of a template.", value=value[:60], key=key)
            advice = say("tpl.name_form", "The id is issuer/name in small Latin letters, digits and hyphens; the edition has no blanks.")
            overlay.problem("TPL-105", sentence, advice, key=key)
    overlay.text("format")
    overlay.text("title")
    kind = overlay.choice("kind", OverlayKind)
    if "kind" not in overlay:
        known = did_you_mean("", (member.value for member in OverlayKind))
        overlay.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key="kind"), known, key="kind")
    return kind


def _name_result(data: PlacedTable, overlay: Section, kind: OverlayKind, *, is_one_of_several: bool) -> None:
    """Give a resolved template its own id, edition and title; one of several is named after its industry."""
    industry = data.get("industry")
    is_special = is_one_of_several and kind is not OverlayKind.INDUSTRY and isinstance(industry, dict)
    suffix = f"-{_industry(data)}".replace("_", "-") if is_special else ""
    title = f"（{industry.get('title', '')}）" if is_special and isinstance(industry, dict) else ""
    for key, value in (
        ("id", overlay.text("id") + suffix),
        ("edition", overlay.text("edition")),
        ("title", overlay.text("title") + title),
    ):
        data[key] = value
        data.spots[key] = overlay.spot_of(key)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files that may be templates, in a folder and not far below it."""
    top = len(folder.parts)
    for place, folders, files in os.walk(folder):
        is_deepest = len(Path(place).parts) - top >= _DEEPEST_FOLDER
        folders[:] = [] if is_deepest else [name for name in folders if name != THRESHOLDS_FOLDER and not name.startswith(".")]
        yield from (Path(place, name) for name in files if name.endswith(".toml"))


def _over(layer: Layer) -> list[str]:
    """Return what an overlay is laid over, each in its place; empty where it is no text."""
    over = layer.data.get("over")
    return [name.strip() if isinstance(name, str) else "" for name in over][:_MOST_OVER] if isinstance(over, list) else []


def _industry(data: PlacedTable) -> str:
    industry = data.get("industry")
    return str(industry.get("id", "")) if isinstance(industry, dict) else ""


def _reference(data: PlacedTable, industry: str = "") -> str:
    suffix = f"-{industry}".replace("_", "-") if industry else ""
    return f"{data.get('id', '')}{suffix}@{data.get('edition', '')}"


def read_templates(path: Path, folders: Iterable[Path] = ()) -> tuple[ReadTemplate, ...]:
    """Read and check a template or overlay file; what an overlay is laid over is looked for beside it and in more folders.

    One result for each template that the file makes; at least one, sound or not.
    """
    root = root_of(path)
    own = root if (root / THRESHOLDS_FOLDER).is_dir() else path.parent
    return Library((own, *folders)).read(path)


def read_template(path: Path, folders: Iterable[Path] = ()) -> ReadTemplate:
    """Read and check a file that makes one template; the first one of an overlay that makes several."""
    return read_templates(path, folders)[0]
