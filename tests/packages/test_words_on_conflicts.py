# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What people said of whole records is told in words, not as data."""

from __future__ import annotations

from datetime import date

import pytest

from evaluator_app.domain.assessment import Assessor
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.merging.parts import Slot, value_text
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.records import Record, RecordKind
from evaluator_app.domain.teamwork import Comment, Conflict
from evaluator_app.services.conflict_words import value_words
from tests.packages.conftest import Open

MENDED = Rectification("r", "1.1", "清扫积尘", responsible="甲", due_on=date(2026, 12, 1), state=RectificationState.CLOSED, words="已净")


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (RecordKind.RECTIFICATION, MENDED, "清扫积尘　甲　2026-12-01　Mended, closed　已净"),
        (RecordKind.RECTIFICATION, Rectification("r", "1.1", "清扫"), "清扫　To be mended"),
        (RecordKind.COMMENT, Comment("c", "1.1", "再看", "李工", closed_by="王工"), "再看　closed by 王工"),
        (RecordKind.COMMENT, Comment("c", "1.1", "再看", "李工"), "再看"),
        (RecordKind.ASSESSOR, Assessor("a", "李工", specialty="环境", is_leader=True), "李工　环境　leader"),
        (RecordKind.ASSESSOR, Assessor("a", "李工", title="高工"), "李工　高工"),
        (RecordKind.PLACE, Place("p", "+120 台阶", note="北帮"), "+120 台阶　北帮"),
    ],
)
def test_a_record_is_told_in_words(desks: Open, kind: RecordKind, value: Record, words: str) -> None:
    opened = desks(1)[0].begin()
    conflict = Conflict(Slot(kind, "x").text, "", ())
    assert value_words(opened, conflict, value_text(value)) == words
