# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The PDF form of a report: laid out, drawn, made an archive file, and put in its place whole or not at all.

The same document, attachments and moment give the same bytes. Does not sign: WrittenPdf says where signatures go.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _
from evaluator_app.reporting.destinations import written_whole
from evaluator_app.reporting.document import Document, SignatureSlot
from evaluator_app.reporting.glyphs import missing_characters
from evaluator_app.reporting.pdf_types import PLACES_NAME, Attachment, Progress, SignatureBox, WrittenPdf

__all__ = ["Attachment", "Progress", "SignatureBox", "WrittenPdf", "write_pdf"]

_NAMED_AT_MOST = 20
_one_at_a_time = Lock()


def write_pdf(
    document: Document,
    destination: Path,
    *,
    attachments: Sequence[Attachment] = (),
    created_at: datetime,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenPdf:
    """Write the report as PDF/A-3b and say what was written.

    UserFacingError REP-001 names characters that cannot be shown, REP-002 to REP-004 say why the file could not be
    written; Cancelled when `cancelled` says so. In each case what was at the destination before is still there.
    """
    _refuse_what_cannot_be_shown(document)
    _check_names(document)
    from evaluator_app.reporting.archive import Properties, archived
    from evaluator_app.reporting.drawing import draw_document

    with _one_at_a_time:
        drawn = draw_document(document, progress or _unheard, cancelled or _never)
    properties = Properties(document.title, document.subject, document.author, document.keywords, document.language, created_at)
    data = archived(drawn.data, properties, (*attachments, *_places(drawn.signature_boxes, document.words.places_to_sign)))
    if cancelled is not None and cancelled():
        raise Cancelled
    with written_whole(destination) as file:
        file.write(data)
    return WrittenPdf(drawn.pages, hashlib.sha256(data).hexdigest(), len(data), drawn.signature_boxes)


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
