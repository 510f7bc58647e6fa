# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The unsigned sample report, against the same pages as a Word document that LibreOffice turns into PDF."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, in_turn, ratio, seconds
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.i18n import CHINESE, translator
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.delivering import write_report
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace

REACH = 5.0
ISSUED_ON = date(2025, 9, 20)
MISSING = (
    "LibreOffice Writer is not installed; the report has no peer to be measured against."
    " Install it (on Debian: apt-get install libreoffice-writer-nogui fonts-noto-cjk) and try again."
)


def run(bench: Bench) -> Result:
    """Make the sample once, then its PDF by both ways in turn."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise CannotMeasureError(MISSING)
    with Workspace(bench.folder / "workspace") as workspace:
        opened = make_sample(workspace)
        if not opened.assessment.evidence:
            raise CannotMeasureError("the sample has no photos, and a report without them measures nothing")
        written = bench.folder / "report.pdf"
        same = bench.folder / "peer.docx"
        _write_peer(opened, same)
        blank = bench.folder / "blank.docx"
        _write_blank(blank)
        peer, ours = in_turn(
            partial(_convert, office, same, bench.folder),
            partial(seconds, partial(write_report, opened, written, issued_on=ISSUED_ON)),
            2 if bench.quick else 7,
        )
        starting = _convert(office, blank, bench.folder)
    figures: dict[str, float | str] = {"pages": _pages(written), "peer_pages": _pages(same.with_suffix(".pdf")), "peer_start": starting}
    figures["without_peer_start"] = ratio(peer - starting, ours)
    return Result("report", "s", ours, peer, Measure(ratio(peer, ours), REACH, at_least=True), figures=figures)


def _write_peer(opened: OpenAssessment, destination: Path) -> None:
    from benchmarks.word import write_word
    from evaluator_app.reporting.content import report
    from evaluator_app.reporting.source import ReportSource

    card = score(opened.template, opened.assessment)
    rating = rate(card, opened.template)
    source = ReportSource(opened.assessment, opened.template, card, rating, opened.file_of, ISSUED_ON, translator(CHINESE))
    write_word(report(source), destination)


def _write_blank(destination: Path) -> None:
    from benchmarks.word import write_word
    from evaluator_app.reporting.document import Document, Paragraph

    write_word(Document("空", "空", (Paragraph("空"),)), destination)


def _convert(office: str, source: Path, folder: Path) -> float:
    profile = (folder / "office-profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    made = source.with_suffix(".pdf")
    made.unlink(missing_ok=True)
    begun = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    took = perf_counter() - begun
    if not made.is_file():
        raise CannotMeasureError(f"LibreOffice made no PDF: {done.stderr.strip() or done.stdout.strip()}")
    return took


def _pages(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
