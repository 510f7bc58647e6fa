# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Lists, bookmarks, preferences and the trash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Mine, Outcome
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.status import AssessmentKind, AssessmentStatus
from evaluator_app.domain.template import Template
from evaluator_app.store.database import Store, open_store
from evaluator_app.store.summaries import Computed

Now = Callable[[], datetime]


def test_a_new_assessment_is_listed_before_anything_is_computed(begun: Store) -> None:
    [summary] = begun.summaries()
    assert (summary.assessment_id, summary.mine, summary.template_id, summary.template_edition) == (
        "a-1",
        "青山煤矿",
        "test/two-items",
        "2026",
    )
    assert (summary.computed.verdict, summary.computed.items, summary.last_act, summary.is_current) == ("", 0, "", False)


def test_acts_keep_the_list_up_to_date_without_a_computation(begun: Store, assessment: Assessment, now: Now) -> None:
    renamed = changes.change_mine(assessment, Mine("绿水煤矿"))
    begun.save("a-1", renamed, who="王工", at=now())
    after = renamed.apply(assessment)
    profile = replace(after.profile, is_practice=True, kind=AssessmentKind.SELF_ASSESSMENT)
    framed = changes.change_profile(after, profile)
    begun.save("a-1", framed, who="王工", at=now())
    begun.save("a-1", changes.record_outcome(framed.apply(after), "dust", Outcome.MET), who="王工", at=(at := now()))
    [summary] = begun.summaries()
    assert (summary.mine, summary.kind, summary.is_practice) == ("绿水煤矿", AssessmentKind.SELF_ASSESSMENT, True)
    assert (summary.status, summary.last_act, summary.last_target) == (AssessmentStatus.DRAFT, "record_finding", "dust")
    assert summary.last_change_at == at


def test_what_is_computed_is_current_until_the_next_act(begun: Store, assessment: Assessment, now: Now) -> None:
    computed = Computed(1, 2, "undetermined", Decimal("2"), Decimal("5.5"), digest(assessment))
    begun.set_computed("a-1", computed)
    [summary] = begun.summaries()
    assert (summary.computed, summary.is_current) == (computed, True)
    begun.save("a-1", changes.record_outcome(assessment, "dust", Outcome.MET), who="王工", at=now())
    [stale] = begun.summaries()
    assert (stale.computed, stale.is_current) == (computed, False)


def test_the_last_changed_comes_first(begun: Store, assessment: Assessment, template: Template, now: Now) -> None:
    begun.create(replace(assessment, id="a-2"), template, who="王工", at=now())
    assert [summary.assessment_id for summary in begun.summaries()] == ["a-2", "a-1"]
    begun.save("a-1", changes.record_outcome(assessment, "dust", Outcome.MET), who="王工", at=now())
    assert [summary.assessment_id for summary in begun.summaries()] == ["a-1", "a-2"]


def test_the_trash_gives_back_everything(begun: Store, assessment: Assessment, now: Now) -> None:
    begun.remove("a-1", at=now())
    assert begun.summaries() == ()
    assert [summary.assessment_id for summary in begun.removed()] == ["a-1"]
    begun.take_back("a-1")
    assert begun.removed() == ()
    assert begun.load("a-1") == assessment


def test_bookmarks_and_preferences_outlive_the_program(folder: Path, assessment: Assessment, template: Template, now: Now) -> None:
    with open_store(folder, now=now) as store:
        store.create(assessment, template, who="王工", at=now())
        assert (store.bookmark("a-1"), store.get_preference("language", "zh_CN")) == ("", "zh_CN")
        store.set_bookmark("a-1", "dust")
        store.set_preference("language", "en")
        store.set_preference("language", "zh_CN")
        store.set_preference("theme", "dark")
    with open_store(folder, now=now) as store:
        assert store.bookmark("a-1") == "dust"
        assert (store.get_preference("language"), store.get_preference("theme")) == ("zh_CN", "dark")


def test_what_can_be_made_again_does_not_weaken_the_next_act(begun: Store, assessment: Assessment, now: Now) -> None:
    begun.set_bookmark("a-1", "dust")
    assert begun._connection.execute("pragma synchronous").fetchall() == [(2,)]
