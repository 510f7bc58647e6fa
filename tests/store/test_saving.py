# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An act is saved whole with its journal line, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Answer, Assessment, Evidence, Mine, Observation, Outcome, Profile
from evaluator_app.domain.changes import Act, Change, Edit, StaleChangeError
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.store.database import Store, open_store

Now = Callable[[], datetime]
BEIJING = timezone(timedelta(hours=8))


def test_a_new_assessment_is_loaded_as_it_was_created(begun: Store, assessment: Assessment, template: Template) -> None:
    assert begun.load("a-1") == assessment
    assert begun.template(assessment.profile.template.digest) == template
    assert begun.journal("a-1") == ()


def test_an_assessment_that_names_another_template_is_not_created(
    store: Store, assessment: Assessment, template: Template, now: Now
) -> None:
    with pytest.raises(ValueError, match="another template"):
        store.create(assessment, replace(template, edition="2027"), who="王工", at=now())
    assert store.summaries() == ()


def test_an_id_is_used_once(begun: Store, assessment: Assessment, template: Template, now: Now) -> None:
    with pytest.raises(ValueError, match="of this id"):
        begun.create(replace(assessment, mine=Mine("另一矿")), template, who="王工", at=now())
    assert begun.load("a-1") == assessment


def test_an_act_is_there_after_opening_again(folder: Path, assessment: Assessment, template: Template, now: Now) -> None:
    observation = Observation("o-1", "dust", "皮带走廊有扬尘", count=2, observed_at=datetime(2026, 11, 21, 16, 5, tzinfo=BEIJING))
    change = changes.record_observation(assessment, observation)
    at = datetime(2026, 11, 21, 16, 6, tzinfo=BEIJING)
    with open_store(folder, now=now) as store:
        store.create(assessment, template, who="王工", at=now())
        line = store.save("a-1", change, who="王工", at=at, continues=True)
    with open_store(folder, now=now) as store:
        assert store.load("a-1") == change.apply(assessment)
        assert store.journal("a-1") == (line,)
    assert line == JournalLine(1, change, "王工", at, LineKind.ACT, continues=True)


def test_an_act_removes_and_changes_several_records_at_once(begun: Store, assessment: Assessment, now: Now) -> None:
    photo = Evidence("e-1", "扬尘.jpg", "ab" * 32, 9, "image/jpeg", ("o-1",), latitude=Decimal("39.123456"))
    steps: tuple[Callable[[Assessment], Change], ...] = (
        lambda a: changes.record_observation(a, Observation("o-1", "dust", "扬尘")),
        lambda a: changes.attach_evidence(a, photo),
        lambda a: changes.remove_observation(a, "o-1"),
    )
    for make in steps:
        change = make(assessment)
        begun.save("a-1", change, who="王工", at=now())
        assessment = change.apply(assessment)
    loaded = begun.load("a-1")
    assert loaded == assessment
    assert loaded.observations == {}
    assert loaded.evidence["e-1"].targets == ("dust",)
    assert begun.check("a-1") == ()


def test_lines_are_numbered_in_each_assessment(begun: Store, assessment: Assessment, template: Template, now: Now) -> None:
    other = replace(assessment, id="a-2")
    begun.create(other, template, who="王工", at=now())
    change = changes.record_outcome(assessment, "zoning", Outcome.MET)
    numbers = [begun.save(target, change, who="王工", at=now()).number for target in ("a-1", "a-2")]
    again = begun.save("a-1", change.inverse(), who="王工", at=now(), kind=LineKind.UNDO)
    assert [*numbers, again.number] == [1, 1, 2]
    assert [line.kind for line in begun.journal("a-1")] == [LineKind.ACT, LineKind.UNDO]


@pytest.mark.parametrize("old", [None, Outcome.NOT_MET])
def test_an_act_on_a_record_that_is_no_longer_so_is_refused_whole(
    begun: Store, assessment: Assessment, now: Now, old: Outcome | None
) -> None:
    first = changes.record_outcome(assessment, "zoning", Outcome.MET)
    begun.save("a-1", first, who="王工", at=now())
    believed = assessment if old is None else changes.record_outcome(assessment, "zoning", old).apply(assessment)
    stale = changes.record_outcome(believed, "zoning", Outcome.PENDING).edits
    fresh = changes.record_observation(assessment, Observation("o-1", "dust", "扬尘")).edits
    with pytest.raises(StaleChangeError, match="finding zoning"):
        begun.save("a-1", Change(Act.RECORD_FINDING, fresh + stale), who="王工", at=now())
    assert begun.load("a-1") == first.apply(assessment)
    assert len(begun.journal("a-1")) == 1


def test_removing_what_is_not_there_is_refused(begun: Store, now: Now) -> None:
    ghost = Edit(RecordKind.OBSERVATION, "o-9", Observation("o-9", "dust", "?"), None)
    with pytest.raises(StaleChangeError):
        begun.save("a-1", Change(Act.REMOVE_OBSERVATION, (ghost,)), who="王工", at=now())
    assert begun.journal("a-1") == ()


def test_the_same_value_written_in_another_form_is_replaced(begun: Store, assessment: Assessment, now: Now) -> None:
    given = changes.record_answer(assessment, "dust", "", Answer(Outcome.PARTLY_MET, {"rate": Decimal("85.5")}))
    begun.save("a-1", given, who="王工", at=now())
    begun._connection.execute("update records set body = replace(body, '\"85.5\"', '\"85.50\"') where kind = 'finding'")
    after = given.apply(assessment)
    begun.save("a-1", changes.record_outcome(after, "dust", Outcome.MET), who="王工", at=now())
    assert begun.load("a-1").answer("dust").outcome is Outcome.MET
    assert begun.check("a-1") == ()


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("answers..reason", Answer(Outcome.PENDING, reason="长" * 20_001)),
        ("answers..values.rate", Answer(Outcome.MET, {"rate": Decimal("1e15")})),
        ("finding", Answer(Outcome.PENDING, reason="\ud800")),
    ],
)
def test_an_entry_that_could_not_be_read_again_is_refused(
    begun: Store, assessment: Assessment, now: Now, field: str, answer: Answer
) -> None:
    with pytest.raises(UserFacingError, match="STO-013") as refusal:
        begun.save("a-1", changes.record_answer(assessment, "dust", "", answer), who="王工", at=now())
    assert field in refusal.value.message
    assert begun.load("a-1") == assessment
    assert begun.journal("a-1") == ()


def test_a_full_disk_costs_the_act_alone(begun: Store, assessment: Assessment, now: Now) -> None:
    first = changes.record_remark(assessment, "dust", "有扬尘")
    begun.save("a-1", first, who="王工", at=now())
    [(pages,)] = begun._connection.execute("pragma page_count").fetchall()
    begun._connection.execute(f"pragma max_page_count={pages}")
    after = first.apply(assessment)
    too_much = changes.record_remark(after, "dust", "很长" * 9_000)
    with pytest.raises(UserFacingError, match="STO-006"):
        begun.save("a-1", too_much, who="王工", at=now())
    assert begun.load("a-1") == after
    assert len(begun.journal("a-1")) == 1
    begun._connection.execute("pragma max_page_count=1000000")
    assert begun.save("a-1", too_much, who="王工", at=now()).number == 2
    assert begun.check("a-1") == ()


def test_a_database_that_may_not_be_written_says_so(begun: Store, assessment: Assessment, now: Now) -> None:
    writable = begun._connection
    begun._connection = sqlite3.connect(f"{(begun.folder / 'evaluator.db').as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        with pytest.raises(UserFacingError, match="STO-005"):
            begun.save("a-1", changes.record_outcome(assessment, "dust", Outcome.MET), who="王工", at=now())
    finally:
        begun._connection.close()
        begun._connection = writable
    assert begun.load("a-1") == assessment


def test_an_unknown_assessment_is_named(begun: Store, assessment: Assessment, now: Now) -> None:
    for act in (
        lambda: begun.load("a-9"),
        lambda: begun.save("a-9", changes.record_outcome(assessment, "dust", Outcome.MET), who="王工", at=now()),
        lambda: begun.remove("a-9", at=now()),
    ):
        with pytest.raises(UserFacingError, match=r"STO-008.*a-9"):
            act()


def test_a_record_that_cannot_be_read_is_named_and_the_others_load(
    begun: Store, assessment: Assessment, template: Template, now: Now
) -> None:
    begun.create(replace(assessment, id="a-2"), template, who="王工", at=now())
    begun._connection.execute("update records set body = '{\"name\":7}' where assessment_id = 'a-1' and kind = 'mine'")
    with pytest.raises(UserFacingError, match=r"STO-009.*mine.*a-1"):
        begun.load("a-1")
    assert begun.load("a-2").mine == assessment.mine


def test_a_journal_line_that_cannot_be_read_is_named(begun: Store, assessment: Assessment, now: Now) -> None:
    begun.save("a-1", changes.record_outcome(assessment, "dust", Outcome.MET), who="王工", at=now())
    begun._connection.execute("update journal set act = 'dance'")
    with pytest.raises(UserFacingError, match=r"STO-009.*journal 1.*a-1"):
        begun.journal("a-1")


def test_a_template_whose_text_is_not_what_its_digest_says_is_refused(begun: Store, assessment: Assessment) -> None:
    begun._connection.execute("update templates set body = replace(body, '两项', '三项')")
    with pytest.raises(UserFacingError, match="STO-012"):
        begun.template(assessment.profile.template.digest)
    with pytest.raises(UserFacingError, match="STO-012"):
        begun.template("00" * 32)


def test_the_replay_notices_a_record_changed_behind_the_journal(begun: Store, assessment: Assessment, now: Now) -> None:
    begun.save("a-1", changes.record_outcome(assessment, "dust", Outcome.MET), who="王工", at=now())
    begun._connection.execute("update records set body = replace(body, 'met', 'pending') where kind = 'finding'")
    [mismatch] = begun.check("a-1")
    assert (mismatch.line, mismatch.record) == (0, "finding dust")


def test_the_replay_notices_a_line_taken_out_of_the_journal(begun: Store, assessment: Assessment, now: Now) -> None:
    first = changes.record_outcome(assessment, "dust", Outcome.MET)
    begun.save("a-1", first, who="王工", at=now())
    begun.save("a-1", changes.record_outcome(first.apply(assessment), "dust", Outcome.NOT_MET), who="王工", at=now())
    begun._connection.execute("delete from journal where number = 1")
    assert begun.check("a-1")[0].line == 1


def test_a_template_is_pinned_before_an_assessment_moves_to_it(begun: Store, assessment: Assessment, template: Template, now: Now) -> None:
    newer = replace(template, edition="2027")
    sha256 = begun.pin(newer)
    ref = replace(assessment.profile.template, edition="2027", digest=sha256)
    moved = changes.change_profile(assessment, replace(assessment.profile, template=ref))
    begun.save("a-1", moved, who="王工", at=now())
    assert begun.template(begun.load("a-1").profile.template.digest) == newer
    assert begun.summaries()[0].template_edition == "2027"


def test_moving_to_a_template_that_is_not_kept_is_a_bug_and_saves_nothing(begun: Store, assessment: Assessment, now: Now) -> None:
    ref = replace(assessment.profile.template, digest="00" * 32)
    profile: Profile = replace(assessment.profile, template=ref)
    with pytest.raises(sqlite3.IntegrityError):
        begun.save("a-1", changes.change_profile(assessment, profile), who="王工", at=now())
    assert begun.load("a-1") == assessment


def test_a_change_of_status_is_saved_like_any_act(begun: Store, assessment: Assessment, now: Now) -> None:
    change = changes.change_status(assessment, AssessmentStatus.COMPLETED)
    begun.save("a-1", change, who="王工", at=now())
    begun.save("a-1", change.inverse(), who="王工", at=now(), kind=LineKind.UNDO)
    assert begun.load("a-1") == assessment
    assert begun.check("a-1") == ()
