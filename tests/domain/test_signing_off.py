# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sign-offs by name: for the whole, a group, an item; edited since by digest; taken back on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.changes import Act, Change
from evaluator_app.domain.signing_off import SignOffState, found_sha256, no_revoking, revoke, sign_off, sign_off_states, sign_off_word
from evaluator_app.domain.teamwork import SignOff
from evaluator_app.domain.template import IndicatorGroup
from tests.builders import MORNING, a_template, an_assessment

FLAT = a_template().with_item("1.1", 5).with_item("1.2", 5).with_item("2.1", 5).with_prerequisite("p1").build()
TEMPLATE = replace(FLAT, groups=(IndicatorGroup("all", "0", "全部", groups=FLAT.groups),))
BEGUN = an_assessment(TEMPLATE).verdict("1.1", Outcome.MET).verdict("2.1", Outcome.NOT_MET).saw("2.1").with_photo("1.1").value
HOLDS, EDITED, REVOKED = SignOffState.HOLDS, SignOffState.EDITED_SINCE, SignOffState.REVOKED
TARGETS = ("", "all", "g1", "g2", "1.1", "2.1", "p1")


def signed() -> Assessment:
    assessment = BEGUN
    for number, target in enumerate(TARGETS):
        change = sign_off(TEMPLATE, assessment, SignOff(target or "whole", "王立新", MORNING + timedelta(minutes=number), target))
        assert change.act is Act.SIGN_OFF
        assessment = change.apply(assessment)
    return assessment


def edited(change: Change) -> set[str]:
    after = change.apply(signed())
    return {name for name, state in sign_off_states(TEMPLATE, after).items() if state is EDITED}


def test_a_sign_off_holds_until_what_was_found_is_edited() -> None:
    assert set(sign_off_states(TEMPLATE, signed()).values()) == {HOLDS}
    assert list(sign_off_states(TEMPLATE, signed())) == ["whole", *TARGETS[1:]]
    assert edited(changes.record_remark(signed(), "1.1", "改")) == {"whole", "all", "g1", "1.1"}
    assert edited(changes.record_outcome(signed(), "1.2", Outcome.MET)) == {"whole", "all", "g1"}
    assert edited(changes.remove_observation(signed(), "o1")) == {"whole", "all", "g2", "2.1"}
    assert edited(changes.record_outcome(signed(), "p1", Outcome.MET)) == {"whole", "p1"}


def test_evidence_and_team_do_not_touch_it_but_facts_of_the_mine_touch_the_whole() -> None:
    assert edited(changes.detach_evidence(signed(), "e1")) == set()
    assert edited(changes.change_team(signed(), {})) == set()
    assert edited(changes.change_mine(signed(), replace(BEGUN.mine, facts={"a": True}))) == {"whole"}


def test_what_is_undone_holds_again() -> None:
    change = changes.record_remark(signed(), "1.1", "改")
    assert set(sign_off_states(TEMPLATE, change.inverse().apply(change.apply(signed()))).values()) == {HOLDS}


def test_a_sign_off_is_taken_back_on_record() -> None:
    change = revoke(signed(), "g1", by="李敏", at=MORNING)
    after = change.apply(signed())
    assert (after.sign_offs["g1"].revoked_by, after.sign_offs["g1"].revoked_at, sign_off_states(TEMPLATE, after)["g1"]) == (
        "李敏",
        MORNING,
        REVOKED,
    )
    assert revoke(after, "g1", by="赵强", at=MORNING).edits == ()
    assert change.inverse().apply(after) == signed()


def test_only_who_gave_it_or_the_leader_takes_it_back() -> None:
    given = replace(signed().sign_offs["g1"], by="李敏")
    assert no_revoking(signed(), given, "李敏") is None
    assert no_revoking(signed(), given, "王工") is None
    assert (refused := no_revoking(signed(), given, "赵强")) is not None
    assert refused.code == "sign_off.not_own"


def test_a_sign_off_has_a_name_and_is_for_what_is_there() -> None:
    with pytest.raises(ValueError, match="name"):
        sign_off(TEMPLATE, BEGUN, SignOff("s", " ", MORNING))
    with pytest.raises(KeyError):
        sign_off(TEMPLATE, BEGUN, SignOff("s", "王立新", MORNING, "9.9"))


def test_one_for_what_the_rules_no_longer_have_counts_as_edited() -> None:
    stray = replace(BEGUN, sign_offs={"s": SignOff("s", "王立新", MORNING, "9.9", findings_sha256="0" * 64)})
    assert sign_off_states(TEMPLATE, stray) == {"s": EDITED}


def test_the_digest_does_not_depend_on_the_order_of_records() -> None:
    turned = replace(BEGUN, findings=dict(reversed(list(BEGUN.findings.items()))))
    assert [found_sha256(TEMPLATE, turned, target) for target in TARGETS] == [found_sha256(TEMPLATE, BEGUN, target) for target in TARGETS]


def test_every_state_has_a_word() -> None:
    assert len({sign_off_word(state).template for state in SignOffState}) == len(SignOffState)
