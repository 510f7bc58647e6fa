# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sketches on evidence and clips out of documents: each is new evidence that names what it was made of, which stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.changes import attach_evidence
from evaluator_app.domain.evidence_kinds import PDF
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.pages import LARGEST_SIDE, PagePicture, cut_out, page_picture
from evaluator_app.evidence.thumbnails import thumbnail
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment

_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/x-msvideo": ".avi",
    "video/x-matroska": ".mkv",
    "video/3gpp": ".3gp",
}
"""What a copy for another program ends with, by the kind that the content shows."""
PLACES = Decimal("0.00001")
"""To how much of a page a region is kept."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture ready to be shown."""

    width: int
    height: int
    bgrx: bytes
    """Four bytes a pixel, line by line from the top."""


def large_picture(opened: OpenAssessment, evidence: Evidence, page: int = 1, side: int = LARGEST_SIDE) -> bytes:
    """Return a photo upright, or a page of a document, as JPEG of at most so many pixels a side; UserFacingError where there is none."""
    path = opened.file_of(evidence)
    if evidence.media_type == PDF:
        return page_picture(path, page, side, name=evidence.name).picture
    return thumbnail(path, side, name=evidence.name)


def small_picture(opened: OpenAssessment, evidence: Evidence, side: int) -> bytes:
    """Return what stands for evidence in a list: the photo small, the first page of a document; empty where there is neither."""
    if evidence.media_type == PDF:
        try:
            return page_picture(opened.file_of(evidence), 1, side, name=evidence.name).picture
        except UserFacingError:
            return b""
    return opened.picture_of(evidence, side) if evidence.media_type.startswith("image/") else b""


def decoded(picture: bytes, room: tuple[int, int] | None = None) -> Pixels | None:
    """Return the pixels of a picture that was made here, no larger than the room; None for none.

    Other threads go on meanwhile, which they do not while Qt decodes in Python's hands.
    """
    from io import BytesIO

    from PIL import Image

    if not picture:
        return None
    with Image.open(BytesIO(picture), formats=("JPEG", "PNG")) as opened:
        if room is not None:
            opened.draft("RGB", room)
        image = opened.convert("RGB")
    if room is not None:
        image.thumbnail(room, Image.Resampling.BICUBIC)
    return Pixels(image.width, image.height, image.tobytes("raw", "BGRX"))


def page_of(opened: OpenAssessment, document: Evidence, page: int, side: int) -> PagePicture:
    """Return a page of a document with the number of its pages; UserFacingError where it cannot be shown."""
    return page_picture(opened.file_of(document), page, side, name=document.name)


def kept_revision(opened: OpenAssessment, original_id: str, data: bytes, *, words: str = "", page: int = 0) -> Evidence:
    """Store a drawing on evidence and return it as evidence for the same items and place, not recorded yet.

    Page is the one that was drawn on, of a document. KeyError for an unknown original; UserFacingError if it cannot be stored.
    """
    original = opened.assessment.evidence[original_id]
    suffix = ".png" if data.startswith(b"\x89PNG") else ".jpg"
    name = _("Sketch on {name}").format(name=PurePath(original.name).stem) + suffix
    return opened.keep_picture(
        name,
        data,
        targets=original.targets,
        place=original.place,
        caption=words or original.caption,
        revision_of=original.id,
        page=page or original.page,
    )


def kept_clip(
    opened: OpenAssessment, document_id: str, page: int, region: Sequence[Decimal], targets: Sequence[str], *, words: str = ""
) -> Evidence:
    """Cut a part out of a page, store it and return it as evidence for items, not recorded yet.

    Region is left, top, width and height as shares of the page. KeyError for an unknown document; UserFacingError if the part
    cannot be drawn or stored.
    """
    document = opened.assessment.evidence[document_id]
    if document.media_type != PDF:
        raise UserFacingError(
            "EVI-054",
            _("{name} has no pages to cut from.").format(name=document.name),
            _("Choose a PDF document; on a picture, draw a sketch instead."),
        )
    left, top, width, height = (share.quantize(PLACES) for share in region)
    left, top = min(max(left, Decimal(0)), 1 - PLACES), min(max(top, Decimal(0)), 1 - PLACES)
    exact = (left, top, min(width, 1 - left), min(height, 1 - top))
    if min(exact[2:]) <= 0:
        raise UserFacingError(
            "EVI-055",
            _("The part to be cut out of {name} has no width or no height.").format(name=document.name),
            _("Draw a frame round what is to be cited; shares lie between 0 and 1."),
        )
    cut = cut_out(opened.file_of(document), page, exact, name=document.name)
    name = _("{document}, page {page}").format(document=PurePath(document.name).stem, page=page) + ".png"
    return opened.keep_picture(
        name, cut.picture, targets=tuple(sorted(targets)), caption=words, revision_of=document.id, page=page, region=exact
    )


def add_clip(
    opened: OpenAssessment, document_id: str, page: int, region: Sequence[Decimal], targets: Sequence[str], *, words: str = ""
) -> Evidence:
    """Cut a part out of a page, record it and return it."""
    clip = kept_clip(opened, document_id, page, region, targets, words=words)
    opened.do(attach_evidence(opened.assessment, clip))
    return clip


def found_evidence(opened: OpenAssessment, named: str) -> Evidence:
    """Return the one piece of evidence that an id, the beginning of one, or a file name means; UserFacingError for none or several."""
    known = opened.assessment.evidence
    found = [item for item in known.values() if item.id == named] or [
        item for item in known.values() if named and (item.id.startswith(named) or item.name == named)
    ]
    if len(found) == 1:
        return found[0]
    names = "; ".join(f"{item.id[:8]} {item.name}" for item in found)
    raise UserFacingError(
        "EVI-056",
        _("No single piece of evidence is meant by “{named}”.").format(named=named),
        _("Give its file name or its id. Meant could be: {names}").format(names=names or "–"),
    )


@cache
def copies_folder() -> Path:
    """Return a folder for such copies that nobody else can write to; it goes when the program ends."""
    return Path(_copies().name)


@cache
def _copies() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="evidence-", ignore_cleanup_errors=True)


def readable_copy(opened: OpenAssessment, evidence: Evidence, folder: Path) -> Path:
    """Copy the original for another program, read-only, named as what its content is; UserFacingError if that cannot be done.

    The ending never comes from the file's own name, which could make the system run it instead of showing it.
    """
    import shutil

    ending = _ENDINGS.get(evidence.media_type)
    if ending is None:
        raise UserFacingError(
            "EVI-058",
            _("{name} is of no kind that is handed to another program.").format(name=evidence.name),
            _("The file lies in the workspace as it was added: {path}").format(path=opened.file_of(evidence)),
        )
    stem = "".join(sign for sign in PurePath(evidence.name.replace("\\", "/")).stem if sign.isalnum() or sign in " -_")
    target = folder / evidence.sha256[:12] / f"{stem.strip()[:80] or evidence.sha256[:12]}{ending}"
    try:
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(opened.file_of(evidence), target)
            target.chmod(0o400)
    except OSError as error:
        raise UserFacingError(
            "EVI-057",
            _("{name} could not be made ready for another program ({reason}).").format(name=evidence.name, reason=error.strerror or error),
            _("Free some space, then try again; the evidence itself is safe."),
        ) from error
    return target
