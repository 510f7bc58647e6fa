# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Documents in and out: one canonical form, and nothing hostile gets through or crashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, Not
from evaluator_app.domain.assessment import Answer, Assessment, Mine, Observation, Profile
from evaluator_app.domain.canonical import canonical_bytes, digest, read_json
from evaluator_app.domain.codec import DEEPEST, DocumentError, DocumentProblem, decode, encode
from evaluator_app.domain.criteria import AllOrNothing, Criterion, Part, SumOfParts
from evaluator_app.domain.document import from_document, to_document
from evaluator_app.domain.exact import Rounding, RoundingMode
from evaluator_app.domain.sentence import say
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import Template
from tests.builders import MORNING, AssessmentBuilder, a_template, an_assessment

D = Decimal
Json = Any


def filled() -> AssessmentBuilder:
    built = an_assessment(a_template().with_item("1.1", 5).with_item("1.2", 5)).saw("1.1", count=2).with_photo("o1", "1.1")
    return built.measured("1.2", value="80.97").judged("1.1", {"w": "4.5"}).with_facts(seam="thin", plant=False)


def document() -> Json:
    return json.loads(canonical_bytes(to_document(filled().value)))


def problems(data: Json) -> dict[str, str]:
    with pytest.raises(DocumentError) as caught:
        from_document(data)
    return {problem.path: problem.sentence.code for problem in caught.value.problems}


def refused(kind: type, data: Json) -> dict[str, str]:
    with pytest.raises(DocumentError) as caught:
        decode(kind, data)
    return {problem.path: problem.sentence.code for problem in caught.value.problems}


def test_a_document_gives_back_the_assessment() -> None:
    assert from_document(read_json(canonical_bytes(to_document(filled().value)))) == filled().value


def test_the_canonical_form_is_sorted_compact_and_readable() -> None:
    assert canonical_bytes({"b": (1, D("2.50"), None), "a": {"键": True}}) == '{"a":{"键":true},"b":[1,"2.5",null]}'.encode()
    assert canonical_bytes([MORNING, date(2026, 11, 21), RoundingMode.HALF_UP]) == b'["2026-11-21T08:00:00Z","2026-11-21","half_up"]'


def test_a_time_is_written_in_utc() -> None:
    beijing = datetime(2026, 11, 21, 16, 0, tzinfo=timezone(timedelta(hours=8)))
    assert encode(beijing) == encode(MORNING)


def test_a_sentence_keeps_its_code_beside_a_field_of_that_name() -> None:
    assert encode(say("rating.veto", "{code}", code="1.1", points=D("0.50"))) == {
        "code": "rating.veto",
        "fields": {"code": "1.1", "points": "0.5"},
    }


@pytest.mark.parametrize("value", [1.5, object(), {1, 2}, MORNING.replace(tzinfo=None), Rounding])
def test_what_has_no_one_written_form_is_not_written(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be written"):
        encode(value)


def test_the_digest_follows_the_content() -> None:
    built = filled()
    assert digest(built.value) == digest(replace(built.value, team=dict(built.value.team)))
    assert digest(built.value) != digest(built.saw("1.1").value)
    assert len(digest(built.template)) == 64


SCORE_IN_A_NEW_PROCESS = """
import sys
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import decode
from evaluator_app.domain.document import from_document, to_document
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.template import Template
data = read_json(sys.stdin.buffer.read())
template, assessment = decode(Template, data["template"]), from_document(data["assessment"])
card = score(template, assessment)
sys.stdout.buffer.write(canonical_bytes([to_document(assessment), template, card, rate(card, template)]))
"""


def test_the_same_input_gives_the_same_bytes_in_every_process(project_root: Path) -> None:
    data = canonical_bytes({"template": filled().template, "assessment": to_document(filled().value)})
    answers = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", SCORE_IN_A_NEW_PROCESS], input=data, env=environment, cwd=project_root, capture_output=True, check=True
        )
        answers.add(run.stdout)
    card = filled().score()
    assert answers == {canonical_bytes([to_document(filled().value), filled().template, card, filled().rate()])}


@pytest.mark.parametrize("data", [None, [], "x", {}, {"format": "something else"}])
def test_what_is_no_assessment_document_is_named_so(data: Json) -> None:
    assert problems(data) == {"format": "doc.format"}


@pytest.mark.parametrize("version", [None, 2, True, "1", D(1), [1], 10**9])
def test_an_unknown_version_is_refused(version: Json) -> None:
    assert problems({**document(), "version": version}) == {"version": "doc.version"}


def with_changes(*changes: Callable[[Json], object]) -> Json:
    data = document()
    for change in changes:
        change(data)
    return data


def test_all_problems_of_form_are_reported_together_each_with_its_place() -> None:
    data = with_changes(
        lambda d: d.update(colour="green"),
        lambda d: d["mine"].pop("name"),
        lambda d: d["mine"]["facts"].update(seam=3),
        lambda d: d["profile"].update(kind="audit", visit_from="21/11/2026", opened_at="2026-11-21T08:00:00", is_practice="yes"),
        lambda d: d["observations"]["o1"].update(count=D("2.5"), text=["x"], observed_at="0001-01-01T00:00:00+08:00"),
        lambda d: d["evidence"]["e1"].update(targets="1.1", latitude="NaN", longitude=True),
        lambda d: d["findings"].update({"1.2": []}),
        lambda d: d.update(team=[]),
    )
    assert problems(data) == {
        "colour": "doc.unknown",
        "mine.name": "doc.missing",
        "mine.facts.seam": "doc.text",
        "profile.kind": "doc.choice",
        "profile.visit_from": "doc.date",
        "profile.opened_at": "doc.date",
        "profile.is_practice": "doc.flag",
        "observations.o1.count": "doc.integer",
        "observations.o1.text": "doc.text",
        "observations.o1.observed_at": "doc.date",
        "evidence.e1.targets": "doc.list",
        "evidence.e1.latitude": "doc.number",
        "evidence.e1.longitude": "doc.number",
        "findings.1.2": "doc.object",
        "team": "doc.object",
    }


def test_all_inconsistencies_are_reported_together() -> None:
    data = with_changes(
        lambda d: d["observations"]["o1"].update(count=0),
        lambda d: d["evidence"]["e1"].update(sha256="../../etc/passwd", size=-1),
        lambda d: d["team"].update(z=d["team"].pop("w")),
        lambda d: d["findings"].update(x=d["findings"]["1.2"]),
        lambda d: d["observations"].update(o2={**d["observations"]["o1"], "id": "o2", "count": 1_000_001}),
    )
    assert problems(data) == {
        "team.z": "doc.key",
        "findings.x": "doc.key",
        "observations.o1.count": "doc.count",
        "observations.o2.count": "doc.count",
        "evidence.e1.sha256": "doc.digest",
        "evidence.e1.size": "doc.size",
    }


def test_the_error_says_everything_in_words() -> None:
    with pytest.raises(DocumentError, match=r"mine\.name: This is missing") as caught:
        from_document(with_changes(lambda d: d["mine"].pop("name")))
    assert caught.value.problems[0].sentence.text() == "This is missing"


@pytest.mark.parametrize("text", ["half \ud800", "zero \0", "a" * 20_001])
def test_a_text_that_cannot_be_kept_is_refused_as_a_value_and_as_a_key(text: str) -> None:
    assert refused(Mine, {"name": text}) == {"name": "doc.text"}
    (path,) = refused(Mine, {"name": "x", "facts": {text: True}})
    assert path == "facts"
    (unknown,) = refused(Mine, {"name": "x", text: True})
    assert len(unknown) <= 100
    unknown.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b"NaN",
        b"[Infinity]",
        b"[1e999999999999999999999]",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 5_000,
    ],
)
def test_bytes_that_are_no_json_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_json(data)
    assert [problem.sentence.code for problem in caught.value.problems] == ["doc.json"]


def test_a_repeated_key_is_refused_by_name() -> None:
    with pytest.raises(DocumentError) as caught:
        read_json(b'{"x": {"a": 1, "b": 2, "a": 3}}')
    assert [(problem.path, problem.sentence.code) for problem in caught.value.problems] == [("a", "doc.twice")]


def test_numbers_are_read_exactly_and_a_byte_order_mark_is_passed_over() -> None:
    assert read_json(b'\xef\xbb\xbf{"a": 0.1, "b": 10}') == {"a": D("0.1"), "b": 10}
    assert read_json('\ufeff{"a": 0.1, "键": 10}') == {"a": D("0.1"), "键": 10}


@pytest.mark.parametrize("number", ["1e12", "-1000000000000", "0.0000000001", "1e-400", "sNaN", "1E+9999999", "１_0", "x", "1" * 61, ""])
def test_a_number_out_of_range_is_refused(number: str) -> None:
    assert refused(Answer, {"values": {"value": number}}) == {"values.value": "doc.number"}


def nested(levels: int) -> Criterion:
    criterion: Criterion = AllOrNothing()
    for _ in range(levels):
        criterion = SumOfParts((Part("x", "内", D(1), criterion),))
    return criterion


def test_a_criterion_of_twenty_levels_is_read_and_scored() -> None:
    template = a_template().with_item("1.1", 1, nested(20)).build()
    assert decode(Template, read_json(canonical_bytes(template))) == template
    assert an_assessment(template).saw("1.1", part=".".join("x" * 20)).award("1.1").lost == 1


def test_a_criterion_without_end_is_refused() -> None:
    template = a_template().with_item("1.1", 1, nested(DEEPEST // 4)).build()
    assert set(refused(Template, encode(template)).values()) == {"doc.too_deep"}


CONDITIONS: tuple[Condition, ...] = (
    FactIs("a", ("x", True)),
    FactAtLeast("b", "3.5"),
    Not(FactIs("a", ("x",))),
    AllOf((FactIs("a", ("x",)), AnyOf(()))),
)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_names_its_kind_and_comes_back(condition: Condition) -> None:
    template = a_template().with_item("1.1", 1, applies_when=condition).build()
    assert encode(condition)["kind"] in ("is", "at_least", "not", "all")
    assert decode(Template, encode(template)) == template


@pytest.mark.parametrize("data", [None, [], {}, {"kind": "magic"}, {"kind": ["is"]}])
def test_an_unknown_kind_is_refused(data: Json) -> None:
    assert refused(Part, {"id": "a", "title": "甲", "max_score": "1", "criterion": data}) == {"criterion": "doc.kind"}


def test_a_value_that_the_rules_forbid_is_refused_where_it_stands() -> None:
    assert refused(
        Part, {**encode(Part("a", "甲", D(1), AllOrNothing())), "applies_when": {"kind": "at_least", "fact": "f", "bound": "x"}}
    ) == {"applies_when": "doc.value"}
    assert refused(Rounding, {"places": 10}) == {"": "doc.value"}


def test_a_missing_optional_value_is_none() -> None:
    assert decode(Observation, {"id": "o", "target": "1", "text": "x", "observed_at": None}).observed_at is None
    assert decode(Observation, {"id": "o", "target": "1", "text": "x", "observed_at": "2026-11-21T16:00:00+08:00"}).observed_at == MORNING


def test_a_field_that_holds_its_default_is_left_out() -> None:
    assert encode(Mine("青山")) == {"name": "青山"}
    assert encode(Profile(filled().value.profile.template, AssessmentKind.THIRD_PARTY)).keys() == {"template"}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=True)
    | st.text(max_size=8)
    | st.sampled_from(["met", "draft", "2026-11-21", "2026-11-21T08:00Z", "0001-01-01T00:00+23:59", "1e400", "is", "minimum"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "kind", "profile", "mine", "findings", "observations", "evidence", "team", "template", "name", "answers", "facts"]
            )
            | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)


def only_refuses(read: Callable[[], object]) -> None:
    found: tuple[DocumentProblem, ...] | None = None
    try:
        read()
    except DocumentError as error:
        found = error.problems
    assert found is None or [problem.sentence.text() for problem in found]


@given(JSON)
def test_whatever_a_document_holds_it_is_read_or_refused(data: Json) -> None:
    only_refuses(lambda: from_document(data))
    only_refuses(lambda: decode(Assessment, data))
    only_refuses(lambda: decode(Template, data))
    if isinstance(data, dict):
        only_refuses(lambda: from_document({**document(), **data}))


@given(JSON, st.data())
def test_whatever_replaces_a_value_in_a_document_it_is_read_or_refused(data: Json, choice: st.DataObject) -> None:
    changed = document()
    here = changed
    while isinstance(here, dict) and here:
        key = choice.draw(st.sampled_from(sorted(here)))
        if not isinstance(here[key], dict) or choice.draw(st.booleans()):
            here[key] = data
            break
        here = here[key]
    only_refuses(lambda: from_document(changed))


@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:0123456789eE+-.naNIfty\\u', max_size=40).map(str.encode))
def test_whatever_the_bytes_are_they_are_read_or_refused(data: bytes) -> None:
    only_refuses(lambda: read_json(data))
