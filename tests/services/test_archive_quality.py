# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report that leaves the house is fit for archives, before it is signed and after; asked of veraPDF too where that is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from evaluator_app.services.sample import Played
from tests.reporting.archive_rules import assert_fit_for_archives


def _unsigned(story: Played) -> Path:
    return story.files["已签章报告"].parent / "report-unsigned.pdf"


def test_the_unsigned_report_is_fit_for_archives(story: Played) -> None:
    assert_fit_for_archives(_unsigned(story).read_bytes())


def test_the_signed_report_is_fit_for_archives(story: Played) -> None:
    signed = story.files["已签章报告"]
    assert_fit_for_archives(signed.read_bytes())
    with pikepdf.open(signed) as pdf:
        assert len(pdf.Root.AcroForm.Fields) > 1


@pytest.mark.skipif(not shutil.which("verapdf"), reason="veraPDF is not installed")
@pytest.mark.parametrize("is_signed", [False, True])
def test_verapdf_finds_nothing_amiss(story: Played, is_signed: bool) -> None:
    path = story.files["已签章报告"] if is_signed else _unsigned(story)
    done = subprocess.run(["verapdf", "--flavour", "3b", "--format", "text", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("PASS")
