# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Databases that earlier versions left are opened, whole and workable, for ever."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import Answer, Judgement, NotApplicable, Outcome
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.changes import Act
from evaluator_app.domain.history import LineKind, UndoState
from evaluator_app.store.database import open_store
from evaluator_app.store.summaries import Computed

Now = Callable[[], datetime]
ASSESSMENT_DIGEST = "46b86b104e27b78b7e0ea07e4721374601c6222e10d36fffbbaf695ad3cee315"
TEMPLATE_DIGEST = "d8a8f105c3c7dc835bb3f71a72eae74a0bc9a8ac9099f454150589afe0597075"


@pytest.fixture
def version_1(folder: Path, project_root: Path) -> Path:
    folder.mkdir()
    shutil.copyfile(project_root / "tests" / "data" / "databases" / "version-1.db", folder / "evaluator.db")
    return folder


def test_version_1_is_read_in_full(version_1: Path, now: Now) -> None:
    with open_store(version_1, now=now) as store:
        assert store.recovered is None
        loaded, template = store.load("a-1"), store.template(TEMPLATE_DIGEST)
        assert store.check("a-1") == ()
        assert store.bookmark("a-1") == "image"
        assert store.get_preference("language") == "en"
        assert [summary.mine for summary in store.removed()] == ["已删煤矿"]
        [summary] = store.summaries()
    assert summary.computed == Computed(3, 4, "undetermined", Decimal("4.5"), Decimal("7.5"), ASSESSMENT_DIGEST)
    assert (digest(loaded), digest(template)) == (ASSESSMENT_DIGEST, TEMPLATE_DIGEST)
    assert loaded.profile.visit_to == date(2026, 11, 4)
    assert loaded.mine.facts == {"method": "underground", "has_gangue": True}
    assert loaded.answer("image") == Answer(
        Outcome.PARTLY_MET, {"rate": Decimal("85.5")}, {"basis": "design"}, {"w": Judgement(Decimal("2.5"), "较整洁")}, reason="两处破损"
    )
    assert loaded.answer("zoning").not_applicable == NotApplicable(NotApplicableKind.FULL_MARKS, "无此设施")
    assert loaded.observations["o-1"].observed_at == datetime(2026, 11, 21, 8, 0, 9, tzinfo=UTC)
    assert loaded.evidence["e-1"].latitude == Decimal("37.870001")
    assert [indicator.title for indicator in template.indicators()] == ["厂区功能分区", "粉尘防治", "矿容矿貌"]


def test_the_journal_of_version_1_is_read_and_goes_on(version_1: Path, now: Now) -> None:
    with open_store(version_1, now=now) as store:
        journal = store.journal("a-1")
        redone = UndoState(journal).redoable[0]
        after = redone.apply(store.load("a-1"))
        assert store.save("a-1", redone, who="王工", at=now(), kind=LineKind.REDO).number == 9
        store.save("a-1", changes.record_outcome(after, "dust", Outcome.MET), who="王工", at=now())
        assert store.check("a-1") == ()
    assert [line.change.act for line in journal] == [
        Act.RECORD_FINDING,
        Act.RECORD_OBSERVATION,
        Act.ATTACH_EVIDENCE,
        Act.RECORD_FINDING,
        Act.RECORD_FINDING,
        Act.RECORD_FINDING,
        Act.CHANGE_TEAM,
        Act.CHANGE_TEAM,
    ]
    assert [line.kind for line in journal[-2:]] == [LineKind.ACT, LineKind.UNDO]
    assert {line.who for line in journal[:-1]} == {"王工"}
    assert journal[-1].who == "李工"
