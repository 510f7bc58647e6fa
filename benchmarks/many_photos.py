# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Workspaces with the sample assessment and many photos of 12 megapixels, taken in as any others.

No two show the same. Measures nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import CannotMeasureError
from benchmarks.photos import make_photos
from benchmarks.sample import sample_without_photos
from evaluator_app.services.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
_AT_ONCE = 24
_TABLE = b"\xff\xdb\x00\x43\x00"
_BENT = range(3, 9)
"""Low frequencies of a JPEG's first table; they are seen in a small copy too."""


def make_apart(folder: Path, count: int) -> None:
    """Make such a workspace in another process: what this one takes counts for those it starts later."""
    command = [sys.executable, "-m", "benchmarks.many_photos", str(folder), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=3600)
    if done.returncode:
        raise CannotMeasureError(f"the photos were not made: {done.stderr.strip()}")


def make(folder: Path, count: int) -> None:
    """Make a workspace whose sample assessment has so many photos, spread over all its items."""
    card = folder.with_name(folder.name + "-card")
    bodies = [path.read_bytes() for path in make_photos(card / "all", 8)]
    with Workspace(folder) as workspace:
        opened = sample_without_photos(workspace)
        items = [indicator.id for indicator in opened.template.indicators()]
        for start in range(0, count, _AT_ONCE):
            paths = []
            for number in range(start, min(start + _AT_ONCE, count)):
                paths.append(card / f"IMG_{number:04}.jpg")
                paths[-1].write_bytes(_bent(bodies[number % 8], number // 8))
            target = items[start // _AT_ONCE % len(items)]
            _result, done = opened.add_files(paths, [target], place=f"第 {start // _AT_ONCE} 处", caption="现场情况")
            if done is None:
                raise CannotMeasureError("the photos were not taken in")
            for path in paths:
                path.unlink()
        opened.settle()
        opened.prepare_pictures()
        if len(opened.assessment.evidence) != count:
            raise CannotMeasureError(f"{len(opened.assessment.evidence)} of {count} photos came in")
    shutil.rmtree(card)


def _bent(jpeg: bytes, number: int) -> bytes:
    """Return a photo that shows what no other of these numbers does: some of its frequencies a little stronger."""
    at = jpeg.index(_TABLE) + len(_TABLE)
    changed = bytearray(jpeg)
    for bit, place in enumerate(_BENT):
        changed[at + place] += number >> bit & 1
    return bytes(changed)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
