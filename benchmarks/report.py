# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The unsigned sample report, against its own Word form that LibreOffice turns into PDF."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, in_turn, ratio, seconds
from evaluator_app.services.delivering import write_report
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace
from evaluator_app.services.writing_word import write_word

REACH = 5.0
ISSUED_ON = date(2025, 9, 20)
MISSING = (
    "LibreOffice Writer is not installed; the report has no peer to be measured against."
    " Install it (on Debian: apt-get install libreoffice-writer-nogui fonts-noto-cjk) and try again."
)


def run(bench: Bench) -> Result:
    """Make the sample once, then its PDF by both ways in turn."""
    program = office()
    with Workspace(bench.folder / "workspace") as workspace:
        opened = make_sample(workspace)
        if not opened.assessment.evidence:
            raise CannotMeasureError("the sample has no photos, and a report without them measures nothing")
        written = bench.folder / "report.pdf"
        same = bench.folder / "peer.docx"
        write_word(opened, same, issued_on=ISSUED_ON)
        blank = bench.folder / "blank.docx"
        _write_blank(blank)
        peer, ours = in_turn(
            partial(convert, program, same, bench.folder),
            partial(seconds, partial(write_report, opened, written, issued_on=ISSUED_ON)),
            2 if bench.quick else 7,
        )
        starting = convert(program, blank, bench.folder)
    figures: dict[str, float | str] = {
        "pages": page_count(written),
        "peer_pages": page_count(same.with_suffix(".pdf")),
        "peer_start": starting,
    }
    figures["without_peer_start"] = ratio(peer - starting, ours)
    return Result("report", "s", ours, peer, Measure(ratio(peer, ours), REACH, at_least=True), figures=figures)


def _write_blank(destination: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("空")
    document.save(str(destination))


def office() -> str:
    """Return LibreOffice's program; CannotMeasureError where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise CannotMeasureError(MISSING)
    return found


def convert(program: str, source: Path, folder: Path) -> float:
    """Let LibreOffice turn a Word document into PDF beside it and return the seconds that took."""
    profile = (folder / "office-profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    made = source.with_suffix(".pdf")
    made.unlink(missing_ok=True)
    begun = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    took = perf_counter() - begun
    if not made.is_file():
        raise CannotMeasureError(f"LibreOffice made no PDF: {done.stderr.strip() or done.stdout.strip()}")
    return took


def page_count(path: Path) -> int:
    """Return how many pages a PDF has."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
