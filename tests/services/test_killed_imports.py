# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A program that is killed in the middle of an import leaves what it confirmed, nothing half-written, and can go on."""

from __future__ import annotations

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from evaluator_app.domain.assessment import Mine
from evaluator_app.paths import resource
from evaluator_app.services.taking_in import Order, take_in
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace

COUNT = 120
_IMPORT = """
import sys
from pathlib import Path
from evaluator_app.services.taking_in import Order, take_in
from evaluator_app.services.workspace import Workspace

with Workspace(Path(sys.argv[1])) as workspace:
    opened = workspace.open_assessment("")
    take_in(opened, Order((Path(sys.argv[2]),)), progress=lambda done, total: print(done, flush=True))
"""


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Make a card with photos that differ in their last bytes."""
    target = BytesIO()
    with Image.open(resource("sample/photos") / "04_workshop.jpg") as image:
        image.resize((640, 480)).save(target, "JPEG")
    folder = tmp_path / "card"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"P{number}.jpg").write_bytes(target.getvalue() + bytes([number]))
    return folder


@pytest.mark.parametrize("batches", [1, 2, 3])
def test_kill_in_mid_import(tmp_path: Path, card: Path, batches: int) -> None:
    root = tmp_path / "workspace"
    with Workspace(root) as workspace:
        workspace.begin(NewAssessment(find_template("cn-mnr/green-mine-2024-coal", root), Mine("试验煤矿")))
    with subprocess.Popen([sys.executable, "-c", _IMPORT, str(root), str(card)], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        confirmed = [int(running.stdout.readline()) for _batch in range(batches)][-1]
        time.sleep(0.01 * batches)
        running.kill()
    with Workspace(root) as workspace:
        opened = workspace.open_assessment("")
        there = opened.assessment.evidence
        assert confirmed <= len(there) <= COUNT
        assert all(workspace.files.verify(evidence.sha256) for evidence in there.values())
        assert list(root.rglob(".partial-*")) == []
        assert workspace.store.check(opened.assessment.id) == ()
        take_in(opened, Order((card,)))
        assert sorted(evidence.name for evidence in opened.assessment.evidence.values()) == sorted(
            f"P{number}.jpg" for number in range(COUNT)
        )
        assert len({evidence.sha256 for evidence in opened.assessment.evidence.values()}) == COUNT
