# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The writer, ready to use; messages in English, for the tests' own readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluator_app.i18n import CHINESE, ENGLISH, set_language
from evaluator_app.reporting.document import Document
from evaluator_app.reporting.pdf import Attachment, WrittenPdf, write_pdf
from tests.reporting.sample_documents import CREATED_AT, Write


@pytest.fixture(autouse=True)
def messages_in_english() -> Iterator[None]:
    set_language(ENGLISH)
    yield
    set_language(CHINESE)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a document to report.pdf in the test's folder."""

    def written(document: Document, *attachments: Attachment, name: str = "report.pdf") -> WrittenPdf:
        return write_pdf(document, tmp_path / name, attachments=attachments, created_at=CREATED_AT)

    return written
