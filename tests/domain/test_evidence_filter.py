# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Looking for evidence: by what it serves, place, person, kind, doubts and words, alone and together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.evidence_filter import NO_PLACE, Among, EvidenceFilter, is_to_file, people_of, places_of, served_by, targets_of
from evaluator_app.domain.evidence_kinds import EvidenceKind
from evaluator_app.domain.evidence_uses import held_by_forms
from evaluator_app.domain.forms.record import FormRecord, FormSignature
from tests.builders import a_template, an_assessment


@pytest.fixture
def assessment() -> Assessment:
    template = a_template().with_item("1.1", 5).with_item("1.2", 5).with_prerequisite("P1")
    built = an_assessment(template).saw("1.1").with_photo("1.1").with_photo("o1").with_photo().with_photo("P1", "1.2")
    given = {
        "e1": {"place": "破碎站", "added_by": "王工", "caption": "喷雾装置", "device": "Phone X"},
        "e2": {"place": "排土场", "added_by": "李敏"},
        "e3": {"media_type": "application/pdf", "name": "监测报告.pdf", "added_by": "李敏"},
        "e4": {"place": "破碎站"},
    }
    return replace(built.value, evidence={name: replace(built.value.evidence[name], **more) for name, more in given.items()})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EvidenceFilter(), ["e1", "e2", "e3", "e4"]),
        (EvidenceFilter(Among.NOT_FILED), ["e3"]),
        (EvidenceFilter(Among.FLAGGED), ["e2"]),
        (EvidenceFilter(kind=EvidenceKind.DOCUMENT), ["e3"]),
        (EvidenceFilter(place="破碎站"), ["e1", "e4"]),
        (EvidenceFilter(place=NO_PLACE), ["e3"]),
        (EvidenceFilter(target="1.1"), ["e1", "e2"]),
        (EvidenceFilter(target="1.2"), ["e4"]),
        (EvidenceFilter(person="李敏"), ["e2", "e3"]),
        (EvidenceFilter(words="phone  喷雾"), ["e1"]),
        (EvidenceFilter(words="条件P1"), ["e4"]),
        (EvidenceFilter(words="监测"), ["e3"]),
        (EvidenceFilter(words="没有"), []),
        (EvidenceFilter(place="破碎站", target="1.1", words="喷雾"), ["e1"]),
    ],
)
def test_what_fits_is_found(assessment: Assessment, wanted: EvidenceFilter, found: list[str]) -> None:
    titles = {"1.1": "指标1.1", "1.2": "指标1.2", "P1": "条件P1"}
    assert [item.id for item in wanted.of(assessment, {"e2"}, titles.__getitem__)] == found


def test_what_can_be_chosen_is_what_there_is(assessment: Assessment) -> None:
    assert places_of(assessment) == ("排土场", "破碎站")
    assert people_of(assessment) == ("李敏", "王工")
    assert targets_of(assessment) == {"1.1", "1.2", "P1"}


def test_an_observation_counts_for_its_item_once(assessment: Assessment) -> None:
    both = replace(assessment.evidence["e1"], targets=("1.1", "o1"))
    assert served_by(assessment, both) == ("1.1",)


def test_a_photographed_card_waits_for_no_item(assessment: Assessment) -> None:
    unfiled = replace(assessment.evidence["e3"], codes=("https://example.com/",))
    card = replace(unfiled, codes=("GM1|3b31b866|E||7b65",))
    assert is_to_file(unfiled, ())
    assert not is_to_file(card, ())
    with_card = replace(assessment, evidence={"e3": card})
    assert EvidenceFilter(Among.NOT_FILED).of(with_card, (), str) == ()


def test_what_a_form_holds_waits_for_no_item(assessment: Assessment) -> None:
    signature = FormSignature("李敏", "e3")
    record = FormRecord("s", "facts_sheet@1", "", signatures={"signature": signature})
    signed = replace(assessment, form_records={"s": record})
    assert EvidenceFilter(Among.NOT_FILED).of(signed, (), str) == ()
    assert not is_to_file(signed.evidence["e3"], held_by_forms(signed))
