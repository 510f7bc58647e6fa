# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of signing share: a day, a password, a small report, and what comes of signing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from evaluator_app.signing.credentials import Credential
from evaluator_app.signing.pdf_signatures import SignatureField

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=timezone(timedelta(hours=8)))
PASSWORD = "煤-pass-1"


@dataclass(frozen=True, slots=True)
class Signing:
    """What the tests of signatures start from."""

    folder: Path
    source: Path  # unsigned
    credential_file: Path
    credential: Credential
    root: bytes
    fields: tuple[SignatureField, ...]
    signed: bytes  # by the leader


def small_report() -> bytes:
    """Draw two pages and attach the data, as a report does."""
    drawn = BytesIO()
    canvas = Canvas(drawn, pagesize=A4, invariant=True, initialFontName="Helvetica")
    canvas.setTitle("Report 1")
    for number in (1, 2):
        canvas.drawString(72, 760, f"Page {number} of the report")
        canvas.showPage()
    canvas.save()
    result = BytesIO()
    with pikepdf.open(BytesIO(drawn.getvalue())) as pdf:
        pdf.attachments["assessment.json"] = b'{"total": "87.5"}'
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = "Report 1"
        pdf.save(result, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return result.getvalue()
