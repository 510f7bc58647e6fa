# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A report of some 60 pages with 200 photos, against its own Word form that LibreOffice turns into PDF."""

from __future__ import annotations

from functools import partial

from benchmarks.many_photos import make
from benchmarks.measuring import Bench, Measure, Result, in_turn, ratio, seconds
from benchmarks.report import ISSUED_ON, REACH, convert, office, page_count
from evaluator_app.services.delivering import write_report
from evaluator_app.services.workspace import Workspace
from evaluator_app.services.writing_word import write_word

PHOTOS, QUICK_PHOTOS = 200, 60


def run(bench: Bench) -> Result:
    """Make the workspace once, then the PDF by both ways in turn."""
    program = office()
    folder = bench.folder / "workspace"
    make(folder, QUICK_PHOTOS if bench.quick else PHOTOS)
    with Workspace(folder) as workspace:
        opened = workspace.open_assessment(workspace.summaries()[0].assessment_id)
        written = bench.folder / "report.pdf"
        same = bench.folder / "peer.docx"
        word = seconds(partial(write_word, opened, same, issued_on=ISSUED_ON))
        peer, ours = in_turn(
            partial(convert, program, same, bench.folder),
            partial(seconds, partial(write_report, opened, written, issued_on=ISSUED_ON)),
            1 if bench.quick else 3,
        )
    figures: dict[str, float | str] = {
        "photos": len(opened.assessment.evidence),
        "pages": page_count(written),
        "peer_pages": page_count(same.with_suffix(".pdf")),
        "megabytes": written.stat().st_size / 1e6,
        "peer_megabytes": same.with_suffix(".pdf").stat().st_size / 1e6,
        "word_seconds": word,
    }
    return Result("report_60", "s", ours, peer, Measure(ratio(peer, ours), REACH, at_least=True), figures=figures)
