# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report as a Word document on the command line: beside the PDF, or alone where the destination is named .docx."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.cli.output import echo
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.reporting.layout import ReportLayout
    from evaluator_app.reporting.pdf_types import PhotoSize
    from evaluator_app.services.assessing import OpenAssessment


@dataclass(frozen=True, slots=True)
class WordWish:
    """What was asked for."""

    destinations: tuple[Path, ...]
    template: Path | None
    instead_of_pdf: bool
    """Whether the report's own destination is a Word document."""


def word_wish(destination: Path, beside: Path | None, template: Path | None) -> WordWish:
    """Return what the options ask for; UserFacingError for a template without a Word document to write."""
    is_word = destination.suffix.lower() == ".docx"
    destinations = ((destination,) if is_word else ()) + ((beside,) if beside is not None else ())
    if template is not None and not destinations:
        raise UserFacingError(
            "CLI-012",
            _("A Word template is named, but no Word document is to be written. Nothing was made."),
            _("Add --word FILE, or name the report .docx."),
        )
    return WordWish(destinations, template, is_word)


def write_wished(
    opened: OpenAssessment,
    wish: WordWish,
    *,
    issued_on: date,
    language: str,
    layout: ReportLayout | None,
    photo_size: PhotoSize | None,
) -> None:
    """Write the Word documents that were asked for and say so."""
    from evaluator_app.services.writing_word import write_word

    for destination in wish.destinations:
        written = write_word(
            opened,
            destination,
            issued_on=issued_on,
            language=language,
            template=wish.template,
            layout=layout,
            photo_size=photo_size,
        )
        echo(_("{path}: Word document, a working copy without signatures").format(path=destination))
        for sentence in written.dropped:
            echo(sentence)
