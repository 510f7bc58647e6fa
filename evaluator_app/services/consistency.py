# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A firm's own quality work: all assessments of a workspace compared with each other. Read beside the window, then kept.

Nothing is stored: what is said follows from the assessments as they are. Tables, files and pictures of it: consistency_tables, _plots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache
from pathlib import Path

from evaluator_app.domain.codec import Json, encode
from evaluator_app.domain.consistency.case import Case, Chosen, case_of, choose
from evaluator_app.domain.consistency.decisive import Decisive, decisive
from evaluator_app.domain.consistency.full_marks import Evaluator, FullMarks, evaluators, full_marks, unknown
from evaluator_app.domain.consistency.shared_photos import SharedPhoto, shared_photos
from evaluator_app.domain.consistency.shared_texts import SharedTexts, known_runs, shared_texts
from evaluator_app.domain.consistency.site_time import SiteTimes, site_times
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.template import Template
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.services.phrases import PhraseBook
from evaluator_app.store.across import AcrossReader, Head

Progress = Callable[[int, int], None]
TEMPLATES = 32
"""Templates that are kept ready while assessments are read."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An assessment that could not be read, and why."""

    id: str
    mine: str
    code: str
    message: str


@dataclass(frozen=True)
class Gathered:
    """What was taken from the assessments of a workspace, and from which line of each journal."""

    cases: Mapping[str, Case]
    lines: Mapping[str, int]
    unread: tuple[Unread, ...]
    titles: Mapping[tuple[str, str], str]
    """Code and title by ids of template and item."""
    templates: Mapping[str, str]
    """Title by id of the template."""
    known: frozenset[str] = field(default=frozenset(), repr=False)
    """Shingles of templates and phrases, which are not counted as shared texts."""
    digests: frozenset[str] = frozenset()
    """Of the templates whose words are known."""


@dataclass(frozen=True)
class Comparison:
    """Everything that the assessments tell of each other."""

    gathered: Gathered
    chosen: Chosen
    marks: tuple[FullMarks, ...]
    evaluators: tuple[Evaluator, ...]
    unknown: int
    """Judgings of which nothing says whose they are."""
    decisive: tuple[Decisive, ...]
    texts: SharedTexts
    photos: tuple[SharedPhoto, ...]
    times: SiteTimes
    is_practice: bool = False

    def mine(self, case: str) -> str:
        """Return the name of the mine of an assessment."""
        return self.gathered.cases[case].mine

    def title(self, item: tuple[str, str]) -> str:
        """Return code and title of an item."""
        return self.gathered.titles.get(item, item[1])

    def item_title(self, case: str, item: str) -> str:
        """Return code and title of an item of an assessment."""
        return self.title((self.gathered.cases[case].template, item)) if item else ""


def local_zone() -> tzinfo:
    """Return the laptop's time zone, by which days on site are counted."""
    zone = datetime.now().astimezone().tzinfo
    assert zone is not None  # noqa: S101 - an aware time always has one
    return zone


def compare(
    root: Path,
    *,
    known: Gathered | None = None,
    practice: bool = False,
    zone: tzinfo | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Comparison:
    """Read what has changed since the last time and compare all; may be asked from any thread.

    UserFacingError if the workspace cannot be read, Cancelled when asked to stop. An assessment that cannot be read stops no other.
    """
    gathered = gather(root, known=known, zone=zone, progress=progress, cancelled=cancelled)
    chosen = choose(gathered.cases.values(), practice=practice)

    def tick() -> None:
        if cancelled():
            raise Cancelled

    marks = full_marks(chosen.cases)
    tick()
    return Comparison(
        gathered=gathered,
        chosen=chosen,
        marks=marks,
        evaluators=evaluators(chosen.cases, marks),
        unknown=unknown(chosen.cases),
        decisive=decisive(chosen.cases),
        texts=shared_texts(chosen.cases, gathered.known, tick),
        photos=shared_photos(chosen.cases, tick),
        times=site_times(chosen.cases),
        is_practice=practice,
    )


def gather(
    root: Path,
    *,
    known: Gathered | None = None,
    zone: tzinfo | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Gathered:
    """Take from every assessment what is compared; what was taken before is used again where nothing has changed since."""
    where = zone or local_zone()
    cases: dict[str, Case] = {}
    unread: list[Unread] = []
    with AcrossReader(root) as reader:
        heads = reader.heads()
        template = lru_cache(TEMPLATES)(reader.template)
        for done, head in enumerate(heads):
            if cancelled():
                raise Cancelled
            progress(done, len(heads))
            if known and known.lines.get(head.id) == head.last_line and head.id in known.cases:
                cases[head.id] = known.cases[head.id]
                continue
            try:
                cases[head.id] = _case(reader, head, template, where)
            except UserFacingError as error:
                unread.append(Unread(head.id, head.mine, error.code, error.message))
        progress(len(heads), len(heads))
        digests = frozenset(case.digest for case in cases.values())
        rules = [template(digest) for digest in sorted(digests)]
    titles = {(rule.id, item.id): f"{item.code} {item.title}" for rule in rules for item in rule.prerequisites}
    titles |= {(rule.id, item.id): f"{item.code} {item.title}" for rule in rules for item in rule.indicators()}
    phrases = _phrases(root)
    runs = known_runs([*phrases, *(text for rule in rules for text in _texts(encode(rule)))])
    lines = {head.id: head.last_line for head in heads}
    return Gathered(cases, lines, tuple(unread), titles, {rule.id: rule.title for rule in rules}, runs, digests)


def _case(reader: AcrossReader, head: Head, template: Callable[[str], Template], zone: tzinfo) -> Case:
    read = reader.read(head.id)
    rules = template(read.assessment.profile.template.digest)
    card = score(rules, read.assessment)
    arrived = {
        line: [JournalLine(line, act.change, act.who, act.at) for act in arrival.acts if act.kind is LineKind.ACT]
        for line, arrival in read.arrivals.items()
    }
    return case_of(read.assessment, rules, card, rate(card, rules), read.lines, zone, arrived=arrived)


def _phrases(root: Path) -> list[str]:
    book = PhraseBook(root)
    try:
        own = book.own
    except UserFacingError:  # told where phrases are written; without them a little more counts as shared
        own = ()
    return [phrase.text for phrase in (*own, *book.shipped)]


def _texts(data: Json) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for member in data.values():
            yield from _texts(member)
    elif isinstance(data, list):
        for member in data:
            yield from _texts(member)
