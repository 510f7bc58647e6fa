# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An accepted item that is edited is open again, through the real store, across undo, redo, typing and a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessor, Mine, Outcome
from evaluator_app.domain.many import verdict_on
from evaluator_app.domain.reviewing import Step
from evaluator_app.domain.teamwork import ReviewState
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.reviewing import reviewed
from evaluator_app.services.workspace import NewAssessment, Workspace

TEAM = (Assessor("a1", "王立新", is_leader=True), Assessor("a2", "李敏"))
ITEM = "site.signs"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace", who="李敏") as opened:
        yield opened


@pytest.fixture
def opened(workspace: Workspace) -> OpenAssessment:
    entry = workspace.catalog.find("cn-mnr/green-mine-2024-coal")
    assert entry is not None
    assert entry.template is not None
    begun = workspace.begin(NewAssessment(entry.template, Mine("示例煤矿"), team=TEAM))
    begun.do(changes.record_outcome(begun.assessment, ITEM, Outcome.MET))
    accept(begun)
    return begun


def accept(opened: OpenAssessment) -> None:
    opened.do(reviewed(opened, Step.SUBMIT, (ITEM,)).change)
    opened.who = "王立新"
    done = opened.do(reviewed(opened, Step.ACCEPT, (ITEM,)).change)
    assert done.change.edits
    opened.who = "李敏"


def state(opened: OpenAssessment) -> ReviewState:
    return opened.assessment.reviews[ITEM].state


def test_an_edit_opens_it_and_undo_and_redo_take_the_opening_along(opened: OpenAssessment) -> None:
    assert state(opened) is ReviewState.ACCEPTED
    before = opened.assessment
    done = opened.do(changes.record_outcome(opened.assessment, ITEM, Outcome.NOT_MET))
    assert (state(opened), len(done.change.edits)) == (ReviewState.REOPENED, 2)
    after = opened.assessment
    opened.undo()
    assert opened.assessment == before
    opened.redo()
    assert opened.assessment == after


def test_several_items_at_once_open_the_accepted_one(opened: OpenAssessment) -> None:
    opened.do(verdict_on(opened.template, opened.assessment, (ITEM,), Outcome.PARTLY_MET).change)
    assert state(opened) is ReviewState.REOPENED


def test_typing_opens_it_once_and_is_undone_as_one(opened: OpenAssessment) -> None:
    before = opened.assessment
    for number, words in enumerate(("牌", "牌面", "牌面褪色")):
        opened.do(changes.record_remark(opened.assessment, ITEM, words), continues=number > 0)
    assert state(opened) is ReviewState.REOPENED
    opened.undo()
    assert opened.assessment == before
    opened.redo()
    assert opened.assessment.findings[ITEM].remark == "牌面褪色"
    assert state(opened) is ReviewState.REOPENED


def test_an_act_that_changes_nothing_and_evidence_leave_it_accepted(opened: OpenAssessment) -> None:
    opened.do(changes.record_outcome(opened.assessment, ITEM, Outcome.MET))
    _result, done = opened.add_image("照片.png", _png(), (ITEM,))
    assert done is not None
    assert state(opened) is ReviewState.ACCEPTED


def test_it_is_open_after_a_restart_and_undo_still_brings_the_acceptance_back(opened: OpenAssessment, workspace: Workspace) -> None:
    opened.do(changes.record_observation(opened.assessment, opened.new_observation(ITEM, "牌面褪色", place="井口")))
    again = workspace.open_assessment(opened.assessment.id)
    assert state(again) is ReviewState.REOPENED
    again.require_records()
    again.undo()
    assert state(again) is ReviewState.ACCEPTED
    again.require_records()


def _png() -> bytes:
    from io import BytesIO

    from PIL import Image

    held = BytesIO()
    Image.new("RGB", (64, 64), "green").save(held, "PNG")
    return held.getvalue()
