# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whether the pages of a report say what its data say, and its photos show what the originals show.

The report is built again from its data; in the room of each photo stands a white picture whose size tells which photo it is.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evaluator_app import __version__
from evaluator_app.domain.assessment import Evidence
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.answers import Answer, first_of
from evaluator_app.services.assessing import REPORT_SIDE
from evaluator_app.services.delivering import render
from evaluator_app.services.evidence_at_hand import EvidenceAtHand, original_of
from evaluator_app.services.report_data import ReportData

if TYPE_CHECKING:
    from evaluator_app.reporting.page_marks import Marks

_WIDEST = 500


def pages_match(report: ReportData, attached: bytes, data: bytes) -> Answer:
    """Build the report again from its data and compare what stands on each page, pictures apart."""
    return match_pages(report, attached, data).answer


@dataclass(frozen=True, slots=True)
class MatchedPages:
    """What came of it."""

    answer: Answer
    photos: tuple[tuple[int, Evidence], ...] = ()
    """The photos that the data make, each with its page, in the order they are drawn; empty where the pages differ."""


@dataclass(slots=True)
class _Markers:
    """White pictures that are told apart by their size."""

    given: dict[tuple[int, int], Evidence] = field(default_factory=dict)
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def picture(self, evidence: Evidence) -> bytes:
        """Return the picture that stands for a photo."""
        from PIL import Image

        size = self.sizes.get(evidence.id)
        if size is None:
            high, wide = divmod(len(self.sizes), _WIDEST)
            size = self.sizes[evidence.id] = (wide + 1, high + 1)
            self.given[size] = evidence
        target = io.BytesIO()
        Image.new("L", size, 255).save(target, "PNG")
        return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Rebuilt:
    """What a report built from some data has on its pages."""

    marks: Marks
    photos: tuple[tuple[int, Evidence], ...]


_KEPT: Final[dict[bytes, _Rebuilt]] = {}
"""By SHA-256 of the data: the last two, for one report is often looked at in several states."""


def match_pages(report: ReportData, attached: bytes, data: bytes) -> MatchedPages:
    """Build the report again from its data, compare what stands on each page, and tell where which photo belongs."""
    from evaluator_app.reporting.page_marks import PagesUnreadableError, page_marks

    try:
        found = page_marks(data)
        rebuilt = _rebuilt(report, attached)
    except (UserFacingError, PagesUnreadableError) as error:
        return MatchedPages(Answer(None, _("The pages could not be compared with the data: {reason}").format(reason=str(error))))
    expected = rebuilt.marks
    for number, (marks, wanted) in enumerate(zip(found.pages, expected.pages, strict=False), start=1):
        if marks != wanted:
            return _differs(report, _("Page {number} does not say what the attached data say.").format(number=number))
    pages = len(found.pages)
    if pages != len(expected.pages):
        return _differs(
            report, _("The report has {found} pages; its data make {expected}.").format(found=pages, expected=len(expected.pages))
        )
    if found.frame != expected.frame:
        return _differs(report, _("Title, outline, attachments or actions of the file are not those of a report of these data."))
    answer = Answer(
        True, _("All {count} pages say what the attached data say; the content of photos is another question.").format(count=pages)
    )
    return MatchedPages(answer, rebuilt.photos)


def _rebuilt(report: ReportData, attached: bytes) -> _Rebuilt:
    from evaluator_app.reporting.drawn_pictures import drawn_pictures
    from evaluator_app.reporting.page_marks import page_marks

    key = hashlib.sha256(attached).digest()
    if (kept := _KEPT.get(key)) is not None:
        return kept
    markers = _Markers()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rebuilt.pdf"
        render(report, attached, path, markers.picture)
        data = path.read_bytes()
    placed = ((page, markers.given.get((drawn.width, drawn.height))) for page, drawn in drawn_pictures(data))
    made = _Rebuilt(page_marks(data), tuple((page, evidence) for page, evidence in placed if evidence is not None))
    while len(_KEPT) > 1:
        _KEPT.pop(next(iter(_KEPT)), None)
    _KEPT[key] = made
    return made


def judge_pictures(matched: MatchedPages, data: bytes, at_hand: EvidenceAtHand) -> Answer:
    """Return whether each photo on the pages shows what its original shows, naming those that do not."""
    from evaluator_app.reporting.drawn_pictures import drawn_pictures
    from evaluator_app.reporting.page_marks import PagesUnreadableError

    if matched.answer.value is not True:
        return Answer(None, _("The pages do not say what the data say, so it is not known which photo belongs where."))
    by_page: dict[int, list[Evidence]] = {}
    for page, evidence in matched.photos:
        by_page.setdefault(page, []).append(evidence)
    wrong: list[str] = []
    unknown: list[str] = []
    compared = 0
    try:
        for page, drawn in drawn_pictures(data):
            waiting = by_page.get(page)
            if not waiting or (drawn.width, drawn.height) == (0, 0):
                continue
            evidence = waiting.pop(0)
            shows = _shows(drawn.jpeg, evidence, at_hand)
            compared += shows is not None
            if shows is not True:
                (unknown if shows is None else wrong).append(_("{name} (page {page})").format(name=evidence.name, page=page))
    except PagesUnreadableError as error:
        return Answer(None, _("The photos could not be compared: {reason}").format(reason=str(error)))
    lost = [each.name for rest in by_page.values() for each in rest]
    if wrong or lost:
        return Answer(False, _("Photos on the pages do not show what the originals show: {names}.").format(names=first_of([*wrong, *lost])))
    if unknown:
        reason = _("{count} photos show what the originals show; these could not be compared: {names}.")
        return Answer(None, reason.format(count=compared, names=first_of(unknown)))
    return Answer(True, _("All {count} photos show what the originals show.").format(count=compared))


def _shows(jpeg: bytes, evidence: Evidence, at_hand: EvidenceAtHand) -> bool | None:
    from evaluator_app.evidence.thumbnails import thumbnail
    from evaluator_app.reporting.drawn_pictures import show_the_same

    original = original_of(evidence, at_hand)
    if original is None:
        return None
    if not jpeg:
        return False
    try:
        return show_the_same(jpeg, thumbnail(original, REPORT_SIDE, name=evidence.name))
    except UserFacingError:
        return None


def _differs(report: ReportData, reason: str) -> MatchedPages:
    if report.program != __version__:
        other = _("The report was written by version {version}, which words some things otherwise. {reason}")
        return MatchedPages(Answer(None, other.format(version=report.program, reason=reason)))
    return MatchedPages(Answer(False, reason))
