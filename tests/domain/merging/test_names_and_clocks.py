# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""In whose name acts speak, and by which clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from evaluator_app.domain.changes import Act, Change, Edit
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.edit_data import read_edits
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.domain.merging.acts import SharedAct, act_line, read_act, shared
from evaluator_app.domain.merging.names import carried, speaks_for_another
from evaluator_app.domain.merging.parts import Slot, value_of
from evaluator_app.domain.merging.telling import came, told
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.teamwork import Closing, Comment, Conflict, Review, ReviewState, SignOff

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
ACCEPTED = Review("1.1", ReviewState.ACCEPTED, "王工", "李工")
CLOSED = Conflict('["finding","1.1","remark"]', "1.1", (), Closing("王工", "", AT, '"x"'))


def said(who: str, act: Act, edit: Edit, kind: LineKind = LineKind.ACT) -> SharedAct:
    return shared(("root",), who, AT, kind, Change(act, (edit,)))


@pytest.mark.parametrize(
    ("act", "edit"),
    [
        (Act.REVIEW_ITEM, Edit(RecordKind.REVIEW, "1.1", None, ACCEPTED)),
        (Act.COMMENT, Edit(RecordKind.COMMENT, "c", None, Comment("c", "1.1", "看", "李工"))),
        (Act.SIGN_OFF, Edit(RecordKind.SIGN_OFF, "s", None, SignOff("s", "李工", AT))),
        (Act.CLOSE_CONFLICT, Edit(RecordKind.CONFLICT, CLOSED.key, None, replace(CLOSED, closing=Closing("李工", "", AT)))),
    ],
)
def test_nobody_reviews_comments_signs_off_or_closes_in_the_name_of_another(act: Act, edit: Edit) -> None:
    assert speaks_for_another(said("赵工", act, edit))
    assert not speaks_for_another(said("李工 ", act, edit))
    assert not speaks_for_another(said("赵工", act, edit, LineKind.REDO))


def test_nobody_accepts_what_he_submitted_himself() -> None:
    edit = Edit(RecordKind.REVIEW, "1.1", None, replace(ACCEPTED, author="李工"))
    assert speaks_for_another(said("李工", Act.REVIEW_ITEM, edit))


@pytest.mark.parametrize(
    ("act", "edit"),
    [
        (Act.REVIEW_ITEM, Edit(RecordKind.REVIEW, "1.1", None, replace(ACCEPTED, state=ReviewState.SUBMITTED))),
        (
            Act.COMMENT,
            Edit(RecordKind.COMMENT, "c", Comment("c", "1.1", "看", "李"), Comment("c", "1.1", "看", "李", closed_by="赵工")),
        ),
        (Act.RECORD_FINDING, Edit(RecordKind.CONFLICT, CLOSED.key, CLOSED, replace(CLOSED, closing=None))),
        (Act.RECORD_FINDING, Edit(RecordKind.FINDING, "1.1", None, None)),
    ],
)
def test_what_one_may_do_with_the_words_of_others_is_no_such_act(act: Act, edit: Edit) -> None:
    assert not speaks_for_another(said("赵工", act, edit))


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z"])
def test_a_clock_that_not_every_system_can_show_is_refused(moment: str) -> None:
    line = act_line(said("李工", Act.COMMENT, Edit(RecordKind.COMMENT, "c", None, Comment("c", "1.1", "看", "李工"))))
    read_act(line)
    with pytest.raises(ValueError, match="time"):
        read_act(line.replace(b"2026-11-25T08:00:00Z", moment.encode()))


def test_acts_that_bear_the_names_of_others_are_counted() -> None:
    acts = [said(who, Act.COMMENT, Edit(RecordKind.COMMENT, "c", None, None)) for who in ("王工", "李工", "李工 ", "")]
    assert carried(acts, "李工") == {"": 1, "王工": 1}


def test_the_value_of_a_field_of_the_frame_is_read_by_its_type() -> None:
    assert value_of(Slot(RecordKind.PROFILE, "", ("client",)), '"集团"') == "集团"
    assert value_of(Slot(RecordKind.MINE, "", ("fact", "scale")), "true") is True


def test_edits_that_are_no_list_are_refused() -> None:
    with pytest.raises(DocumentError):
        read_edits({})


def test_what_a_merge_brought_stands_before_it_under_its_number() -> None:
    act = said("李工", Act.COMMENT, Edit(RecordKind.COMMENT, "c", None, None))
    own, merge = JournalLine(1, act.change, "王工", AT), JournalLine(2, Change(Act.MERGE_PACKAGE, ()), "王工", AT)
    lines = list(told((own, merge), {2: came(2, [act])}))
    assert [(line.number, line.who, line.act) for line in lines] == [
        (1, "王工", Act.COMMENT),
        (2, "李工", Act.COMMENT),
        (2, "王工", Act.MERGE_PACKAGE),
    ]
