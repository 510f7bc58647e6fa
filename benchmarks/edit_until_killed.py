# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Works on an assessment through the use cases, as the window does, until it is killed. Run by the benchmark of killing.

    python -m benchmarks.edit_until_killed FOLDER ASSESSMENT

Prints "look TARGET" before an item is looked at and "done NUMBER DIGEST" once the act is confirmed: its journal line and what it changed.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image

from benchmarks.editing import next_change, target_of
from evaluator_app.domain.canonical import digest
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.workspace import Workspace

UNDO, REDO, PHOTO = 7, 8, 11
"""What is done on these turns of twelve; on all others an act of the inspector."""


def main(folder: Path, assessment_id: str) -> None:
    """Never ends by itself."""
    with Workspace(folder, who="评估员") as workspace:
        opened = workspace.open_assessment(assessment_id)
        look(opened, opened.bookmark or target_of(opened, 0))
        while True:
            turn = len(opened.journal) + 1
            look(opened, target_of(opened, turn))
            act(opened, turn)
            line = opened.journal[-1]
            say(f"done {line.number} {digest(line.change)}")


def look(opened: OpenAssessment, target: str) -> None:
    """Go to an item."""
    say(f"look {target}")
    opened.remember(target)


def act(opened: OpenAssessment, turn: int) -> None:
    """Do one act that is journaled."""
    if (turn % 12 == UNDO and opened.undo()) or (turn % 12 == REDO and opened.redo()):
        return
    if turn % 12 == PHOTO:
        result, _done = opened.add_image(f"{turn}.png", image(turn), [target_of(opened, turn)])
        if result.accepted:
            return
    opened.do(next_change(opened, turn))


def image(turn: int) -> bytes:
    """Return a small picture of its own."""
    target = io.BytesIO()
    Image.new("RGB", (160, 120), (turn % 256, turn // 256 % 256, 90)).save(target, "PNG")
    return target.getvalue()


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
