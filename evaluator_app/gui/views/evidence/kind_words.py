# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Words and icons for the kinds of evidence."""

from __future__ import annotations

from evaluator_app.domain.evidence_kinds import EvidenceKind
from evaluator_app.i18n import _

_ICONS = {
    EvidenceKind.PHOTO: "photo",
    EvidenceKind.DOCUMENT: "document",
    EvidenceKind.VIDEO: "next",
    EvidenceKind.SKETCH: "edit",
    EvidenceKind.CLIP: "paste",
    EvidenceKind.OTHER: "document",
}


def kind_icon(kind: EvidenceKind) -> str:
    """Return the icon of a kind."""
    return _ICONS[kind]


def kind_word(kind: EvidenceKind) -> str:
    """Return the word for a kind in the language in use."""
    words = {
        EvidenceKind.PHOTO: _("Photo"),
        EvidenceKind.DOCUMENT: _("Document"),
        EvidenceKind.VIDEO: _("Video"),
        EvidenceKind.SKETCH: _("Sketch"),
        EvidenceKind.CLIP: _("Clip"),
        EvidenceKind.OTHER: _("Other file"),
    }
    return words[kind]
