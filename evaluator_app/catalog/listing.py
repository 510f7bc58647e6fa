# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""All templates of some folders, the faulty ones with their problems; one bad file hides no other. Installs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from evaluator_app.catalog.library import Library, read_templates
from evaluator_app.catalog.overlays import LaidLayer
from evaluator_app.catalog.problems import CatalogProblem
from evaluator_app.catalog.reading import ReadTemplate
from evaluator_app.catalog.written import PlacedTable
from evaluator_app.domain.approval import claimed_state
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import ApprovalState, Template

EditionKey = tuple[tuple[int, int, str], ...]
_BEFORE = re.compile(r"[.-](?:alpha|beta|draft|rc|trial)\b")
"""What an edition is called that comes before the one of the same name without it."""
_RANKS = (ApprovalState.WITHDRAWN, ApprovalState.DRAFT, ApprovalState.TRIAL, ApprovalState.APPROVED)


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One template file of the catalog."""

    path: Path
    template: Template | None
    """None where the file has an error."""
    digest: str
    """SHA-256 of the template's canonical form, in hex; empty where there is none."""
    problems: tuple[CatalogProblem, ...]
    title: str
    """The template's title, or the name of a file whose title cannot be read."""
    layers: tuple[LaidLayer, ...] = ()
    """The overlays that went into it, from below."""
    data: PlacedTable | None = None
    """Its raw data, overlays laid over."""
    stated: ApprovalState | None = None
    """What was stated of it in signed statements, as whoever made the catalog knows; None where nothing was."""

    @property
    def id(self) -> str:
        """Issuer and name; empty where the file has an error."""
        return self.template.id if self.template else ""

    @property
    def edition(self) -> str:
        """The issuer's version; empty where the file has an error."""
        return self.template.edition if self.template else ""

    @property
    def status(self) -> ApprovalState | None:
        """How far the template has come, which it cannot say of itself beyond a trial; None where the file has an error."""
        return (self.stated or claimed_state(self.template)) if self.template else None

    @property
    def items(self) -> int:
        """How many indicators it has."""
        return sum(1 for _ in self.template.indicators()) if self.template else 0

    @property
    def points(self) -> Decimal:
        """What they are worth together."""
        return self.template.points if self.template else ZERO


class Catalog:
    """The templates of some folders; read at the first question, and again after reload()."""

    def __init__(self, folders: Iterable[Path], stated: Callable[[], Mapping[str, ApprovalState]] = dict) -> None:
        """Take the folders in their order: where two hold the same template, the first one counts.

        Stated tells by their digests what was stated of templates.
        """
        self.folders = tuple(folders)
        self._stated = stated
        self._entries: tuple[CatalogEntry, ...] | None = None

    def entries(self) -> tuple[CatalogEntry, ...]:
        """Return every template, by id and edition, then the files with errors."""
        if self._entries is None:
            states = ((folder, _state(folder)) for folder in self.folders)
            stated, entries = self._stated(), _read(tuple((folder, files) for folder, files in states if files))
            self._entries = tuple(sorted((replace(entry, stated=stated.get(entry.digest)) for entry in entries), key=_order))
        return self._entries

    def reload(self) -> None:
        """Forget what was read."""
        self._entries = None

    def find(self, template: str, edition: str = "") -> CatalogEntry | None:
        """Return a template by id and edition; without an edition the one that has come farthest, then the newest."""
        found = [entry for entry in self.entries() if entry.id == template and template and edition in ("", entry.edition)]
        return max(found, key=_rank) if found else None

    def by_digest(self, wanted: str) -> CatalogEntry | None:
        """Return the template with this digest."""
        return next((entry for entry in self.entries() if wanted and entry.digest == wanted), None)

    def named(self, name: str) -> CatalogEntry | None:
        """Return the template of a name: its id, or id@edition."""
        template, _, edition = name.partition("@")
        return self.find(template, edition)


def entries_of(path: Path, folders: Iterable[Path] = ()) -> tuple[CatalogEntry, ...]:
    """Read one file as entries: one, or one for each template that an overlay makes."""
    return tuple(_entry(path, read) for read in read_templates(path, folders))


def _entry(path: Path, read: ReadTemplate) -> CatalogEntry:
    made = digest(read.template) if read.template else ""
    return CatalogEntry(path, read.template, made, read.problems, read.title or path.name, read.layers, read.data)


_State = tuple[tuple[Path, int, int, int], ...]


def _state(folder: Path) -> _State:
    """Return the files of a folder with what changes when one of them does."""
    states = ((path, path.stat()) for path in sorted(folder.rglob("*.toml")) if path.is_file())
    return tuple((path, state.st_mtime_ns, state.st_size, state.st_ino) for path, state in states)


@lru_cache(maxsize=4)
def _read(states: tuple[tuple[Path, _State], ...]) -> tuple[CatalogEntry, ...]:
    """Read every template of some folders, once for the files as they are: most workspaces have none but the shipped ones."""
    library = Library(folder for folder, _files in states)
    return tuple(_without_copies(_entry(path, read) for path in library.paths() for read in library.read(path)))


def _without_copies(entries: Iterable[CatalogEntry]) -> Iterator[CatalogEntry]:
    """Leave out equal copies; turn a second template of the same name into an error."""
    known: dict[tuple[str, str], CatalogEntry] = {}
    for entry in entries:
        if entry.template is None:
            yield entry
            continue
        first = known.setdefault((entry.id, entry.edition), entry)
        if first is entry:
            yield entry
        elif first.digest != entry.digest:
            sentence = say(
                "tpl.clash", "{id}, edition {edition}, is there already with another content.", id=entry.id, edition=entry.edition
            )
            advice = say("tpl.raise_edition", "A released template never changes: give the new content a new edition.")
            problem = CatalogProblem("TPL-501", entry.path.name, 0, 0, "edition", sentence, advice)
            yield replace(entry, template=None, digest="", problems=(*entry.problems, problem))


def _order(entry: CatalogEntry) -> tuple[bool, str, EditionKey, str]:
    return (entry.template is None, entry.id, edition_key(entry.edition), entry.path.as_posix())


def _rank(entry: CatalogEntry) -> tuple[int, EditionKey]:
    return (_RANKS.index(entry.status) if entry.status else -1, edition_key(entry.edition))


def edition_key(text: str) -> EditionKey:
    """Return a key by which edition 2 comes before edition 10, and 2024-draft.2 before 2024."""
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", text)
    return (*((2, int(part), "") if part.isdigit() else (0 if _BEFORE.search(part) else 1, 1, part) for part in parts), (1, 0, ""))
