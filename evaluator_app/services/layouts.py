# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Layouts of reports as files: those of a workspace, one that comes with the program, each read with every mistake named.

Format green-mine-layout/1 (docs/formats.md). History: 1 (2026-11) first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from evaluator_app.catalog.files import read_whole
from evaluator_app.catalog.problems import NO_ADVICE, CatalogProblem
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.sentence import say
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.paths import resource
from evaluator_app.reporting.layout import MOST_LOGO_BYTES, Objection, OwnSection, ReportLayout, logo_pieces, objections

FORMAT = "green-mine-layout/1"
FOLDER = "layouts"
"""Where a workspace keeps its layouts, and where the program has its own."""
_ENDINGS = (".png", ".jpg", ".jpeg")
_OBJECTION = "LAY-001"
_LOGO = "LAY-002"


@dataclass(frozen=True, slots=True)
class ReadLayout:
    """What a file came to."""

    path: Path
    layout: ReportLayout | None
    """None where something in it is wrong."""
    problems: tuple[CatalogProblem, ...]


def read_layout(path: Path) -> ReadLayout:
    """Read and check one layout with the sign beside it; every mistake is a problem with its line."""
    return ReadLayout(path, *read_whole(path, FORMAT, lambda root: _layout(root, path.parent)))


def layouts(workspace: Path) -> tuple[ReadLayout, ...]:
    """Return the layouts that can be named: those of the workspace, then those of the program that no file there is named like."""
    return tuple(read_layout(path) for path in _files(workspace).values())


def find_layout(name: str, workspace: Path) -> ReportLayout:
    """Return a layout by its name, which is that of its file without the ending, or by the path of its file.

    UserFacingError where there is none, or where it has mistakes.
    """
    path = _files(workspace).get(name) or (Path(name) if name.endswith(".toml") else None)
    if path is None or not path.is_file():
        known = "、".join(_files(workspace)) or "–"
        raise UserFacingError(
            "LAY-003",
            _("There is no layout “{name}”. No report was made.").format(name=name),
            _("Name one of these, or the path of a .toml file: {known}.").format(known=known),
        )
    read = read_layout(path)
    if read.layout is None:
        said = " ".join(problem.text(translator(current_language())) for problem in read.problems[:3])
        raise UserFacingError(
            "LAY-004",
            _("The layout {name} has {count} mistakes. No report was made. {said}").format(
                name=path.name, count=len(read.problems), said=said
            ),
            _("Correct them; the command “layouts” names them all."),
        )
    return read.layout


def _files(workspace: Path) -> dict[str, Path]:
    """Return the files by the names of their layouts."""
    found: dict[str, Path] = {}
    for folder in (workspace / FOLDER, resource(FOLDER)):
        if folder.is_dir():
            for path in sorted(folder.glob("*.toml")):
                found.setdefault(path.stem, path)
    return found


def _layout(root: Section, folder: Path) -> ReportLayout:
    name = root.text("name")
    cover, pages, chapters, texts = (root.section(key) for key in ("cover", "pages", "chapters", "texts"))
    title, subtitle, logo = (cover.texts("title"), _text(cover, "subtitle"), _logo(cover, folder)) if cover else ((), "", ())
    header, footer = (_text(pages, "header"), _text(pages, "footer")) if pages else ("", "")
    order, left_out = (chapters.texts("order"), chapters.texts("left_out")) if chapters else ((), ())
    written = root.sections("sections")
    layout = ReportLayout(name, title, subtitle, header, footer, logo, order, left_out, tuple(_own(section) for section in written))
    if texts:
        layout = replace(
            layout,
            commitment=_text(texts, "commitment"),
            responsibility=_text(texts, "responsibility"),
            method=_text(texts, "method"),
        )
    tables = {"": root, "cover": cover, "pages": pages, "chapters": chapters, "texts": texts}
    for objection in chapter_objections(layout):
        place = written[objection.index] if objection.index is not None else tables.get(objection.table)
        (place or root).problem(_OBJECTION, objection.sentence, objection.advice, key=objection.key)
    for section in (cover, pages, chapters, texts, *written, root):
        if section:
            section.close()
    return layout


def chapter_objections(layout: ReportLayout) -> Iterator[Objection]:
    """Yield what speaks against a layout for the chapters that this program's reports have."""
    from evaluator_app.reporting.content import CHAPTERS

    yield from objections(layout, {chapter.id: chapter.is_mandatory for chapter in CHAPTERS})


def _text(section: Section, key: str) -> str:
    return section.text(key, is_required=False)


def _own(section: Section) -> OwnSection:
    name, title, paragraphs = section.identifier(), section.text("title"), section.texts("paragraphs")
    return OwnSection(name, title, paragraphs)


def _logo(cover: Section, folder: Path) -> tuple[str, ...]:
    """Return the sign that stands beside the layout; nothing where none is named or it cannot be used."""
    from evaluator_app.reporting.logo import logo_objection

    name = _text(cover, "logo")
    if not name:
        return ()
    beside = say("layout.logo_beside", "Put the picture beside the layout and write its bare name, such as “logo.png”.")
    if Path(name).name != name or "\\" in name or ":" in name or not name.lower().endswith(_ENDINGS) or name.startswith("."):
        cover.problem(_LOGO, say("layout.logo_name", "“{name}” cannot be the name of a sign's file.", name=name[:60]), beside, key="logo")
        return ()
    path = folder / name
    if path.is_symlink() or not path.is_file():
        cover.problem(_LOGO, say("layout.no_logo", "There is no file “{name}” beside the layout.", name=name), beside, key="logo")
        return ()
    try:
        with path.open("rb") as file:
            data = file.read(MOST_LOGO_BYTES + 1)
    except OSError as error:
        cover.problem(_LOGO, say("tpl.unreadable", "The file cannot be read: {detail}.", detail=error.strerror or ""), beside, key="logo")
        return ()
    objection = logo_objection(data)
    if objection is not None:
        cover.problem(_LOGO, objection, NO_ADVICE, key="logo")
        return ()
    return logo_pieces(data)
