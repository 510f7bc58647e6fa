# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Undo and redo by the journal alone, in any order, across restarts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import (
    Assessment,
    Finding,
    Outcome,
)
from evaluator_app.domain.changes import Act, Change, Edit
from evaluator_app.domain.history import JournalLine, LineKind, StoredChange, UndoState
from evaluator_app.domain.records import RecordKind
from tests.builders import MORNING
from tests.domain.acts import PHOTO, fresh


def typed(assessment: Assessment, *texts: str) -> tuple[Assessment, list[Change]]:
    done = []
    for text in texts:
        change = changes.record_remark(assessment, "1.1", text)
        assessment = change.apply(assessment)
        done.append(change)
    return assessment, done


class Journal:
    """An assessment with its journal, kept as a store would: the lines alone survive."""

    def __init__(self) -> None:
        self.assessment = fresh()
        self.lines: list[JournalLine] = []

    def do(self, change: Change, kind: LineKind = LineKind.ACT, *, continues: bool = False) -> None:
        self.assessment = change.apply(self.assessment)
        self.lines.append(JournalLine(len(self.lines) + 1, change, "王工", MORNING, kind, continues))

    def remark(self, text: str, *, continues: bool = False) -> None:
        self.do(changes.record_remark(self.assessment, "1.1", text), continues=continues)

    def undo(self) -> None:
        self.do(UndoState(self.lines).undoable[0].inverse(), LineKind.UNDO)

    def redo(self) -> None:
        self.do(UndoState(self.lines).redoable[0], LineKind.REDO)

    @property
    def text(self) -> str:
        finding = self.assessment.findings.get("1.1")
        return finding.remark if finding else "–"


def test_undo_and_redo_walk_back_and_forth() -> None:
    journal = Journal()
    journal.remark("一")
    journal.remark("二")
    journal.undo()
    assert journal.text == "一"
    journal.undo()
    assert (journal.text, tuple(UndoState(journal.lines).undoable)) == ("–", ())
    journal.redo()
    journal.redo()
    assert (journal.text, tuple(UndoState(journal.lines).redoable)) == ("二", ())


def test_a_new_act_ends_what_could_be_redone() -> None:
    journal = Journal()
    journal.remark("一")
    journal.undo()
    journal.remark("二")
    state = UndoState(journal.lines)
    assert (len(state.undoable), tuple(state.redoable)) == (1, ())


def test_typing_is_undone_as_a_whole() -> None:
    journal = Journal()
    journal.do(changes.record_outcome(journal.assessment, "1.2", Outcome.MET))
    journal.remark("台")
    journal.remark("台阶", continues=True)
    journal.remark("台阶高", continues=True)
    assert len(tuple(UndoState(journal.lines).undoable)) == 2
    journal.undo()
    assert journal.text == "–"
    journal.redo()
    assert journal.text == "台阶高"


def test_what_claims_to_continue_but_does_not_stands_alone() -> None:
    journal = Journal()
    journal.remark("一", continues=True)
    journal.do(changes.record_outcome(journal.assessment, "1.2", Outcome.MET), continues=True)
    assert len(tuple(UndoState(journal.lines).undoable)) == 2


def test_undo_and_redo_need_nothing_but_the_journal() -> None:
    journal = Journal()
    journal.remark("一")
    journal.remark("二")
    journal.undo()
    reopened = Journal()
    reopened.assessment, reopened.lines = journal.assessment, list(journal.lines)
    reopened.redo()
    assert reopened.text == "二"
    reopened.undo()
    reopened.undo()
    assert reopened.text == "–"


def test_every_line_says_how_many_steps_lead_back_before_it() -> None:
    journal = Journal()
    journal.remark("一")
    journal.remark("一二", continues=True)
    journal.remark("三")
    journal.remark("四")
    journal.undo()
    state = UndoState(journal.lines)
    assert [state.steps_back(number) for number in range(1, 6)] == [2, 2, 1, 0, 0]
    assert state.in_force() == {1, 2, 3}
    assert state.undoable[:1] == (journal.lines[2].change,)
    assert state.undoable == UndoState(journal.lines).undoable
    assert state.undoable != 2
    assert journal.lines[0] != journal.lines[1]


def test_a_stored_change_is_read_once_when_it_is_asked_for() -> None:
    _, (change,) = typed(fresh(), "一")
    read: list[Change] = []

    def reading() -> Change:
        read.append(change)
        return change

    line = JournalLine(1, StoredChange(change.act, change.subject, reading), "王工", MORNING)
    assert (line.act, line.subject, read) == (change.act, "1.1", [])
    assert (line.change, line.change, read) == (change, change, [change])
    assert line == JournalLine(1, change, "王工", MORNING)


def test_files_of_one_import_are_undone_as_a_whole() -> None:
    journal = Journal()
    journal.do(changes.attach_evidence(journal.assessment, PHOTO))
    journal.do(changes.attach_evidence(journal.assessment, replace(PHOTO, id="e2", targets=("1.2",))), continues=True)
    assert len(UndoState(journal.lines).undoable) == 1
    journal.undo()
    assert journal.assessment.evidence == {}


def test_what_says_that_it_goes_on_is_undone_with_what_it_follows_even_where_no_field_is_typed_on() -> None:
    journal = Journal()
    journal.do(changes.record_outcome(journal.assessment, "1.2", Outcome.MET))
    mark = Change(Act.RECORD_FINDING, (Edit(RecordKind.FINDING, "1.1", None, Finding("1.1", remark="二")),), "1.2")
    journal.do(mark, continues=True)
    assert len(UndoState(journal.lines).undoable) == 1
    journal.undo()
    assert journal.assessment.findings == {}


@pytest.mark.parametrize("kind", [LineKind.UNDO, LineKind.REDO])
def test_a_journal_line_with_nothing_to_take_back_is_passed_over(kind: LineKind) -> None:
    _, (change,) = typed(fresh(), "一")
    state = UndoState([JournalLine(1, change, "王工", MORNING, kind), JournalLine(2, change, "王工", MORNING)])
    assert (tuple(state.undoable), tuple(state.redoable)) == ((change,), ())
