# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tampered copies of a report, and that the table in docs/verification.md says of each what the verifier says."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluator_app.i18n import ENGLISH, set_language
from evaluator_app.services.sample import Played
from tests.services.tampering.table import BEGIN, COPIES, DOCUMENT, END, row

HARMLESS = {
    "nothing": "nothing to say",
    "garbage as validation data between two signatures": "nothing to say",
    "the newest signature removed by cutting the file back": "complete: Not signed yet",
    "a file beside the originals": "nothing to say",
    "the firm signs before the leader": "complete: ",
    "a certificate that has expired since": "trusted: The certificate of 王示范 has expired",
}
"""What leaves the report as somebody signed it, and what is said of it all the same."""


def printed() -> dict[str, str]:
    """Return the lines of the table in the document."""
    lines = DOCUMENT.read_text("utf-8").split(BEGIN)[1].split(END)[0].strip().splitlines()[2:]
    return {line.split(" | ")[0].removeprefix("| "): line for line in lines}


@pytest.mark.parametrize("what", COPIES)
def test_the_verifier_says_of_a_tampered_copy_what_the_table_says(what: str, story: Played, tmp_path: Path) -> None:
    set_language(ENGLISH)
    line = row(what, story, tmp_path)
    assert line == printed()[what]
    assert (what in HARMLESS) is ("| sound |" in line)
    assert HARMLESS.get(what, "") in line


def test_the_table_has_a_line_for_each_copy_and_no_other() -> None:
    assert list(printed()) == list(COPIES)
