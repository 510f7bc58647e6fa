# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Statements on templates: what they hold, what may follow what, which one counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluator_app.domain.approval import (
    MOST,
    Endorsement,
    Statement,
    claimed_state,
    following,
    from_document,
    latest,
    may_follow,
    to_document,
)
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.template import Approval, ApprovalState
from tests.builders import a_template

DRAFT, TRIAL, APPROVED, WITHDRAWN = ApprovalState.DRAFT, ApprovalState.TRIAL, ApprovalState.APPROVED, ApprovalState.WITHDRAWN
STATEMENT = Statement("ab" * 32, "issuer/name", "2", APPROVED, "某省自然资源厅", date(2026, 11, 2), 1, "公告第 3 号")


def endorsed(state: ApprovalState, number: int, *, is_sound: bool = True, is_practice: bool = False) -> Endorsement:
    statement = replace(STATEMENT, state=state, number=number)
    return Endorsement(statement, "李核定", "某省自然资源厅", "某根", "cd" * 32, None, is_sound=is_sound, is_practice=is_practice)


def test_a_statement_is_written_in_one_way_and_read_back() -> None:
    written = canonical_bytes(to_document(STATEMENT))
    assert (
        written
        == (
            '{"by":"某省自然资源厅","digest":"' + "ab" * 32 + '","edition":"2","format":"green-mine-approval","notes":"公告第 3 号",'
            '"number":1,"on":"2026-11-02","state":"approved","template":"issuer/name","version":1}'
        ).encode()
    )
    assert from_document(read_json(written)) == STATEMENT


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"digest": "AB" * 32}, "digest"),
        ({"state": "draft"}, "state"),
        ({"state": "final"}, "state"),
        ({"by": " "}, "by"),
        ({"by": "厅" * 201}, "by"),
        ({"number": 0}, "number"),
        ({"number": MOST + 1}, "number"),
        ({"on": "2026-13-02"}, "on"),
        ({"extra": 1}, "extra"),
        ({"format": "green-mine-pack"}, "format"),
        ({"version": 2}, "version"),
    ],
)
def test_what_is_no_statement_is_refused_with_its_place(changed: dict[str, object], path: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_document({**to_document(STATEMENT), **changed})
    assert [problem.path for problem in caught.value.problems] == [path]


@pytest.mark.parametrize(
    ("before", "after"),
    [(DRAFT, (TRIAL, APPROVED)), (TRIAL, (APPROVED, WITHDRAWN)), (APPROVED, (APPROVED, WITHDRAWN)), (WITHDRAWN, ())],
)
def test_states_follow_each_other_in_one_direction(before: ApprovalState, after: tuple[ApprovalState, ...]) -> None:
    assert following(before) == after
    assert {state for state in ApprovalState if may_follow(before, state)} == set(after)


def test_the_newest_sound_statement_counts_and_a_withdrawal_stays() -> None:
    trial, approved = endorsed(TRIAL, 1), endorsed(APPROVED, 2)
    assert latest([]) is None
    assert latest([approved, trial]) == approved
    assert latest([trial, replace(approved, is_sound=False)]) == trial
    withdrawn = endorsed(WITHDRAWN, 3)
    assert latest([trial, withdrawn, endorsed(APPROVED, 4)]) == withdrawn
    practice = endorsed(WITHDRAWN, 5, is_practice=True)
    assert (latest([practice]), latest([practice, trial])) == (practice, trial)
    assert practice.state is DRAFT


def test_only_a_sound_approval_with_a_real_certificate_takes_the_mark_off() -> None:
    assert endorsed(APPROVED, 1).is_approval
    assert not endorsed(APPROVED, 1, is_sound=False).is_approval
    assert not endorsed(APPROVED, 1, is_practice=True).is_approval
    assert not endorsed(TRIAL, 1).is_approval
    assert (endorsed(TRIAL, 1).state, endorsed(TRIAL, 1, is_sound=False).state) == (TRIAL, DRAFT)


@pytest.mark.parametrize(("claimed", "is_worth"), [(DRAFT, DRAFT), (TRIAL, TRIAL), (APPROVED, DRAFT), (WITHDRAWN, WITHDRAWN)])
def test_a_file_cannot_approve_itself(claimed: ApprovalState, is_worth: ApprovalState) -> None:
    assert claimed_state(replace(a_template().build(), approval=Approval(claimed))) is is_worth
