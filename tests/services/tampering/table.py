# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The table of tampered copies in docs/verification.md, made by a real run: `python -m tests.services.tampering.table`."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import ENGLISH, set_language
from evaluator_app.services.sample import Played, play
from tests.services.tampering.contents import CONTENTS
from tests.services.tampering.files import FILES
from tests.services.tampering.ground import Ground

DOCUMENT = Path(__file__).parents[3] / "docs" / "verification.md"
BEGIN, END = "<!-- table of tampered copies: begin -->", "<!-- table of tampered copies: end -->"
COPIES = {"nothing": lambda ground: ground.signed, **FILES, **CONTENTS}
ASKED = ("intact", "named", "complete", "matches", "recomputes", "evidence", "pictures", "replaces", "harmless", "trusted", "approved")


def row(what: str, story: Played, folder: Path) -> str:
    """Tamper, verify, and return the line of the table."""
    ground = Ground(story, folder)
    path = COPIES[what](ground)
    try:
        found = ground.verify(path)
    except UserFacingError as error:
        return f"| {what} | refused | {error.code}: {plain(error.message)} |"
    practice = any(each.is_sample for each in found.signatures)
    passed_over = {*(() if found.is_misnamed else ("approved",)), *(("trusted",) if practice else ())}
    told = [
        f"{name}: {plain(answer.reason)}" for name in ASKED if name not in passed_over and (answer := found.answers[name]).value is False
    ]
    if len(told) > 1:  # of those who have not signed only where nothing else is to be said
        told = [each for each in told if not each.startswith("complete: ")]
    trust = found.trusted
    if trust.value is None and found.is_sound and not practice:
        told = [f"trusted: {plain(trust.reason)}"]
    return f"| {what} | {'sound' if found.is_sound else '**not sound**'} | {'<br>'.join(told) or 'nothing to say'} |"


def plain(words: str) -> str:
    """Return a sentence without the numbers that are others in every run."""
    words = re.sub(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", "(day)", words)
    return re.sub(r"\d[\d,.]*", "n", words).replace("|", "/")


def table(story: Played, folder: Path) -> str:
    """Return the whole table."""
    lines = ["| what was done | the report | what the verifier said |", "|---|---|---|"]
    for number, what in enumerate(COPIES):
        own = folder / str(number)
        own.mkdir()
        lines.append(row(what, story, own))
        shutil.rmtree(own)
    return "\n".join(lines)


def main() -> None:
    """Write the table into the document."""
    set_language(ENGLISH)
    with tempfile.TemporaryDirectory() as folder:
        made = table(play(Path(folder) / "story"), Path(folder))
    text = DOCUMENT.read_text("utf-8")
    head, rest = text.split(BEGIN)
    DOCUMENT.write_text(f"{head}{BEGIN}\n\n{made}\n\n{END}{rest.split(END)[1]}", "utf-8")
    sys.stdout.write(made + "\n")


if __name__ == "__main__":
    main()
