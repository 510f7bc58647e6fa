# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Archives that earlier versions wrote open on a bare machine, with every figure as it was."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator_app.domain.history import LineKind
from evaluator_app.domain.status import Verdict
from evaluator_app.services.checking_archives import verify_archive
from evaluator_app.services.opening_archives import Arrival, open_archive
from evaluator_app.services.revising import changes_of
from evaluator_app.services.workspace import Workspace

FOLDER = Path(__file__).parents[1] / "data" / "archives"
AT = datetime(2036, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.zip")), ids=lambda path: path.stem)
def test_every_old_archive_is_found_sound_and_opens(path: Path, tmp_path: Path) -> None:
    assert verify_archive(path, at=AT).is_sound
    with Workspace(tmp_path / "empty") as empty:
        done = open_archive(empty, path)
        assert done.arrival is Arrival.NEW
        assert empty.store.check(done.assessment_id) == ()
        opened = empty.open_assessment(done.assessment_id)
        opened.require_whole()


def test_the_figures_of_version_1_are_as_they_were(tmp_path: Path) -> None:
    with Workspace(tmp_path / "empty") as empty:
        opened = empty.open_assessment(open_archive(empty, FOLDER / "version-1.zip").assessment_id)
        assert (opened.assessment.mine.name, opened.assessment.mine.region) == ("青山 煤矿", "山西")
        assert (opened.card.awarded, opened.card.lost, opened.rating.verdict) == (Decimal(60), Decimal(40), Verdict.UNDETERMINED)
        assert [line.kind for line in opened.journal] == [LineKind.ACT, LineKind.ACT, LineKind.UNDO, LineKind.REDO]
        assert [seen.text for seen in opened.assessment.observations.values()] == ["边坡有浮石"]
        assert [each.name for each in opened.assessment.evidence.values()] == ["公示牌.jpg"]
        assert [record.values["number"] for record in opened.assessment.form_records.values()] == ["C1000002011"]
        revision = opened.assessment.profile.revision
        assert revision is not None
        assert (revision.number, revision.reason) == (2, "补充 1.2 的结论")
        found = changes_of(opened)
        assert found is not None
        assert [change.target for change in found.items] == ["1.2"]


def test_unzip_finds_nothing_wrong_with_any_of_them() -> None:
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    for path in FOLDER.glob("*.zip"):
        subprocess.run(["unzip", "-tqq", str(path)], check=True, capture_output=True)
