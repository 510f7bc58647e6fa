# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The PDF form of a report: laid out, drawn, made an archive file, and put in its place whole or not at all.

The same document, attachments and moment give the same bytes. Does not sign: WrittenPdf says where signatures go.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _
from evaluator_app.reporting.destinations import written_whole
from evaluator_app.reporting.document import Document, PhotoGrid, SignatureSlot
from evaluator_app.reporting.glyphs import missing_characters
from evaluator_app.reporting.pdf_types import PLACES_NAME, Attachment, PhotoSize, Progress, SignatureBox, WrittenPdf, photo_size_for

__all__ = ["Attachment", "PhotoSize", "Progress", "SignatureBox", "WrittenPdf", "write_pdf"]

_NAMED_AT_MOST = 20
_BLOCK = 1 << 20


def write_pdf(
    document: Document,
    destination: Path,
    *,
    attachments: Sequence[Attachment] = (),
    created_at: datetime,
    photo_size: PhotoSize | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenPdf:
    """Write the report as PDF/A-3b and say what was written; without a `photo_size` their number decides.

    Photos wait in a file beside the destination that has no name, or goes when it is closed, so that memory holds one at a time.

    UserFacingError REP-001 names characters that cannot be shown, REP-002 to REP-004 say why the file could not be
    written; Cancelled when `cancelled` says so. In each case what was at the destination before is still there.
    """
    _refuse_what_cannot_be_shown(document)
    _check_names(document)
    from evaluator_app.reporting.archive import Properties, archive
    from evaluator_app.reporting.drawing import ONE_AT_A_TIME, draw_document
    from evaluator_app.reporting.picture_store import PictureStore

    size = photo_size or photo_size_for(sum(len(block.photos) for block in document.blocks if isinstance(block, PhotoGrid)))
    properties = Properties(document.title, document.subject, document.author, document.keywords, document.language, created_at)
    with written_whole(destination) as file, tempfile.TemporaryFile(dir=destination.parent) as aside:
        pictures = PictureStore(aside)
        with ONE_AT_A_TIME:
            drawn = draw_document(document, progress or _unheard, cancelled or _never, size, pictures)
        carried = (*attachments, *_places(drawn.signature_boxes, document.words.places_to_sign))
        archive(drawn.data, pictures, drawn.structure, properties, carried, file)
        if cancelled is not None and cancelled():
            raise Cancelled
        length = file.tell()
        sha256 = _sha256(file)
    return WrittenPdf(drawn.pages, sha256, length, drawn.signature_boxes)


def _sha256(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _places(boxes: Sequence[SignatureBox], description: str) -> tuple[Attachment, ...]:
    """Return the places for signatures as an attachment; none where the report has no place for one."""
    listed = [{"slot": box.slot_id, "label": box.label, "page": box.page_index, "box": [round(edge) for edge in box.box]} for box in boxes]
    data = json.dumps(listed, ensure_ascii=False, sort_keys=True).encode()
    return (Attachment(PLACES_NAME, "application/json", data, description),) if boxes else ()


def _unheard(_done: int, _all: int) -> None:
    """Report progress to nobody."""


def _never() -> bool:
    return False


def _refuse_what_cannot_be_shown(document: Document) -> None:
    missing = missing_characters(document)
    if not missing:
        return
    named = [
        f"{each.character} ({each.codepoint}, …{each.where}…)" if each.character.isprintable() else f"{each.codepoint} (…{each.where}…)"
        for each in missing[:_NAMED_AT_MOST]
    ]
    if len(missing) > _NAMED_AT_MOST:
        named.append("…")
    raise UserFacingError(
        "REP-001",
        _("The report holds characters that cannot be printed: {characters}. No report was made.").format(characters="; ".join(named)),
        _("Replace these characters where they were entered, then make the report again."),
    )


def _check_names(document: Document) -> None:
    """Find what only a mistake of ours can cause: anchors or slots twice, links to nowhere."""
    anchors = Counter(_values(document, "anchor"))
    slots = Counter(each for each in _values(document, "id"))
    twice = [name for name, times in (anchors + slots).items() if times > 1 and (anchors[name] > 1 or slots[name] > 1)]
    if twice:
        raise ValueError(f"named twice in the report: {twice}")
    astray = set(_values(document, "link")) - anchors.keys()
    if astray:
        raise ValueError(f"links of the report lead nowhere: {sorted(astray)}")


def _values(value: object, name: str) -> Iterator[str]:
    if isinstance(value, tuple):
        for part in value:
            yield from _values(part, name)
    elif is_dataclass(value):
        for each in fields(value):
            content = getattr(value, each.name)
            if each.name != name:
                yield from _values(content, name)
            elif content is not None and (name != "id" or isinstance(value, SignatureSlot)):
                yield content
