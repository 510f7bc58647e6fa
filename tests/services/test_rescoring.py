# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring all anew gives what scoring each gives, whatever is remembered; what cannot be read stops nothing else."""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.many import make_workspace
from evaluator_app.domain.assessment import Answer, Assessment, Finding, Observation, Outcome
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError, decode
from evaluator_app.domain.completeness import progress
from evaluator_app.domain.criteria.base import Award
from evaluator_app.domain.rating import Rating, rate
from evaluator_app.domain.scoring import GroupScore, ScoreCard, score
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.services.remembering import Memory, WatchedFacts
from evaluator_app.services.rescoring import Agreement, ReadAssessment, Rescored, Rescorer, Unreadable, rescore_all
from evaluator_app.services.wordless import wordless_finding
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.bulk import Reader
from tests.builders import MORNING
from tests.domain.any_template import assessments, templates

MANY = 200
WORDS = st.sampled_from(["现场查看", "见照片", 'a "b"', '","reason":"x', "a\\b", "第一行\n第二行", "…", " ", "", "\u3000"])


def told(card: ScoreCard, rating: Rating) -> Any:
    """Return all of a score that is no words."""
    return (
        [told_of(group) for group in card.groups],
        (card.max_score, card.attainable, card.awarded, card.open),
        [(result.id, result.outcome) for result in card.prerequisites],
        (rating.verdict, rating.vetoes, [(gate.gate, gate.standing) for gate in rating.gates]),
        [(line.id, line.secured, line.reachable, line.standing) for line in (rating.total, *rating.floors)],
        progress(card),
    )


def told_of(group: GroupScore) -> Any:
    return (
        (group.id, group.max_score, group.attainable, group.awarded, group.open),
        [told_of(inner) for inner in group.groups],
        [(item.id, item.max_score, points(item.award)) for item in group.items],
    )


def points(award: Award) -> Any:
    return award.attainable, award.awarded, award.open, award.state


def as_stored(assessment: Assessment) -> ReadAssessment:
    findings = {target: canonical_bytes(finding).decode() for target, finding in assessment.findings.items()}
    return ReadAssessment(assessment.id, assessment.profile, assessment.mine, findings, tuple(assessment.observations.values()))


def a_rescorer(template: Template, memory: Memory) -> Rescorer:
    return Rescorer(cast("Reader", SimpleNamespace(template=lambda _digest: template)), memory)


@st.composite
def in_other_words(draw: st.DrawFn, assessment: Assessment) -> Assessment:
    """Return an assessment in which only words, names, places and moments differ, the order of its ledgers kept."""

    def answered(answer: Answer) -> Answer:
        judgements = {f"{who}{draw(WORDS)}": replace(given, reason=reworded(given.reason)) for who, given in answer.judgements.items()}
        marked = answer.not_applicable and replace(answer.not_applicable, reason=reworded(answer.not_applicable.reason))
        return replace(answer, judgements=judgements, not_applicable=marked, reason=reworded(answer.reason))

    def reworded(text: str) -> str:
        return draw(WORDS.filter(str.strip)) if text.strip() else text

    def found(finding: Finding) -> Finding:
        return replace(finding, answers={path: answered(answer) for path, answer in finding.answers.items()}, remark=draw(WORDS))

    def seen(observation: Observation) -> Observation:
        at = observation.observed_at and observation.observed_at + timedelta(days=3)
        return replace(observation, text=reworded(observation.text), place=draw(WORDS), assessor="x", observed_at=at)

    observations = {key: seen(observation) for key, observation in assessment.observations.items()}
    findings = {key: found(finding) for key, finding in assessment.findings.items()}
    return replace(assessment, findings=findings, observations=observations)


@st.composite
def many_by_one_template(draw: st.DrawFn) -> tuple[Template, list[Assessment]]:
    """Return assessments by one template, some of which differ in words alone, on days before and after its limits came into force."""
    template = draw(templates())
    rows = template.tables[0].rows
    dated = replace(rows[0], provenance=replace(rows[0].provenance, in_force_from=MORNING.date()))
    template = replace(template, tables=(replace(template.tables[0], rows=(dated, *rows[1:])),))
    several = [draw(assessments(template)) for _ in range(2)]
    several += [draw(in_other_words(draw(st.sampled_from(several)))) for _ in range(2)]
    several += [replace(one, mine=replace(one.mine, facts=draw(st.sampled_from(several)).mine.facts)) for one in several]
    days = st.sampled_from([MORNING.date(), MORNING.date() - timedelta(days=1), None])
    kinds = st.sampled_from([AssessmentKind.THIRD_PARTY, AssessmentKind.VERIFICATION])
    return template, [replace(one, profile=replace(one.profile, visit_from=draw(days), kind=draw(kinds))) for one in several]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(many_by_one_template(), st.sampled_from([1, 7, 1000]))
def test_points_and_verdict_are_those_of_the_one_scorer_whatever_is_remembered(
    case: tuple[Template, list[Assessment]], remembered: int
) -> None:
    template, several = case
    memory = Memory(remembered)
    rescorer = a_rescorer(template, memory)
    for assessment in (*several, *several):
        card = score(template, assessment)
        assert told(*rescorer.score(as_stored(assessment))) == told(card, rate(card, template))
    assert len(memory) <= 2 * remembered


@given(st.dictionaries(st.sampled_from(["", "reason", "remark"]), st.tuples(WORDS, WORDS), max_size=3), WORDS)
def test_a_finding_without_its_words_is_as_well_formed_and_loses_nothing_else(answers: Mapping[str, tuple[str, str]], remark: str) -> None:
    given_answers = {
        path: Answer(Outcome.PENDING, choices={"reason_of": word, "remarks": reason}, reason=reason)
        for path, (word, reason) in answers.items()
    }
    finding = Finding("zoning", given_answers, remark)
    read = decode(Finding, read_text(wordless_finding(canonical_bytes(finding).decode())))
    bare = {path: replace(answer, reason="" if answer.reason.strip() else answer.reason) for path, answer in read.answers.items()}
    whole = {path: replace(answer, reason="" if answer.reason.strip() else answer.reason) for path, answer in given_answers.items()}
    assert (read.target, bare) == (finding.target, whole)


def read_text(text: str) -> Any:
    return read_json(text.encode())


def test_a_finding_that_is_none_stays_none_without_its_words() -> None:
    for body in (
        '{"answers":{"":{"outcome":"met","reason":5}},"target":"a"}',
        '{"remark":"x","target":"a"',
        '{"remark":"\\q","target":"a"}',
    ):
        with pytest.raises(DocumentError):
            decode(Finding, read_text(wordless_finding(body)))


def test_whoever_searches_all_facts_is_not_remembered_by_names() -> None:
    facts = WatchedFacts({"seam": "a", "plant": True})
    assert (facts.get("seam"), facts.get("depth", "0"), facts["plant"], facts.seen) == ("a", "0", True, {"seam", "depth", "plant"})
    assert not facts.is_searched
    assert dict(facts) == {"seam": "a", "plant": True}
    assert facts.is_searched


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace with some hundred assessments, for tests that only read it."""
    folder = tmp_path_factory.mktemp("many") / "工作区"
    make_workspace(folder, MANY, seed=7)
    return folder


@pytest.fixture
def damaged(many: Path, tmp_path: Path) -> Path:
    """Copy that workspace, to be damaged."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / DATABASE_NAME).write_bytes((many / DATABASE_NAME).read_bytes())
    return folder


def change(folder: Path, *statements: tuple[str, tuple[Any, ...]]) -> None:
    with closing(sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)) as connection:
        for sql, values in statements:
            connection.execute(sql, values)


def test_every_stored_assessment_comes_to_what_it_is_scored_by_itself(many: Path) -> None:
    found = list(rescore_all(many))
    assert len(found) == MANY
    assert [outcome.id for outcome in found] == sorted(outcome.id for outcome in found)
    with Workspace(many) as workspace:
        for outcome in found:
            assert isinstance(outcome, Rescored)
            assessment = workspace.store.load(outcome.id)
            template = workspace.store.template(outcome.template)
            rating = rate(score(template, assessment), template)
            assert (outcome.secured, outcome.reachable, outcome.verdict) == (rating.total.secured, rating.total.reachable, rating.verdict)
            assert (outcome.mine, outcome.template) == (assessment.mine.name, assessment.profile.template.digest)


def test_two_processes_give_the_same_as_one(many: Path) -> None:
    assert list(rescore_all(many, 2)) == list(rescore_all(many))


def test_it_runs_beside_the_open_window_and_changes_nothing(many: Path) -> None:
    with Workspace(many):
        before = hashlib.sha256((many / DATABASE_NAME).read_bytes()).hexdigest()
        assert sum(1 for _ in rescore_all(many)) == MANY
        assert hashlib.sha256((many / DATABASE_NAME).read_bytes()).hexdigest() == before


def test_it_can_be_broken_off(many: Path) -> None:
    outcomes = rescore_all(many, 2)
    assert isinstance(next(outcomes), Rescored)
    outcomes.close()  # type: ignore[attr-defined]


def test_what_lists_show_is_compared_where_it_is_of_the_last_act(damaged: Path) -> None:
    sample = next(outcome for outcome in rescore_all(damaged) if isinstance(outcome, Rescored) and outcome.agreement is Agreement.AGREES)
    assert (
        sum(1 for outcome in rescore_all(damaged) if isinstance(outcome, Rescored) and outcome.agreement is Agreement.OUTDATED) == MANY - 1
    )
    for value in ("secured = '1.5'", "verdict = 'not_qualified'", "done = 3", "reachable = 'much'"):
        change(damaged, (f"update assessments set {value} where id = ?", (sample.id,)))  # noqa: S608 - our own words
        [again] = [outcome for outcome in rescore_all(damaged) if outcome.id == sample.id]
        assert again == replace(sample, agreement=Agreement.DIFFERS)


def test_what_cannot_be_read_is_named_and_stops_no_other(damaged: Path) -> None:
    before = {outcome.id: outcome for outcome in rescore_all(damaged)}
    with closing(sqlite3.connect(damaged / DATABASE_NAME)) as connection:
        judged = "select assessment_id from records where kind = 'finding' and key = 'site.zoning' order by assessment_id"
        ids = [name for (name,) in connection.execute(judged)][::30][:6]
    finding = "update records set body = ? where assessment_id = ? and kind = 'finding' and key = 'site.zoning'"
    change(
        damaged,
        (finding, ('{"answers":1,"target":"site.zoning"}', ids[0])),
        ("update records set body = cast(x'ff' as text) where assessment_id = ? and key = 'site.zoning'", (ids[1],)),
        ("delete from records where assessment_id = ? and kind = 'profile'", (ids[2],)),
        ("update records set kind = 'painting' where assessment_id = ? and key = 'site.zoning'", (ids[3],)),
        ("update records set key = 'no.such.item', body = '{' where assessment_id = ? and key = 'site.zoning'", (ids[4],)),
        (
            "update records set body = replace(body, '\"digest\":\"', '\"digest\":\"f') where assessment_id = ? and kind = 'profile'",
            (ids[5],),
        ),
    )
    after = {outcome.id: outcome for outcome in rescore_all(damaged)}
    unreadable = {name: outcome for name, outcome in after.items() if isinstance(outcome, Unreadable)}
    assert sorted(unreadable) == ids
    assert [outcome.code for outcome in unreadable.values()] == ["STO-009"] * 5 + ["STO-012"]
    for number, named in ((0, "finding site.zoning"), (2, "profile"), (3, "painting site.zoning"), (4, "finding no.such.item")):
        assert named in unreadable[ids[number]].message
    assert {name: outcome for name, outcome in after.items() if name not in unreadable} == {
        name: outcome for name, outcome in before.items() if name not in unreadable
    }


def test_a_damaged_page_takes_only_what_stood_on_it(damaged: Path) -> None:
    before = {outcome.id: outcome for outcome in rescore_all(damaged)}
    with closing(sqlite3.connect(damaged / DATABASE_NAME)) as connection:
        [(size,)] = connection.execute("pragma page_size").fetchall()
        sql = "select body from records where assessment_id = ? and kind = 'observation' limit 1"
        [(text,)] = connection.execute(sql, (list(before)[120],)).fetchall()
    data = bytearray((damaged / DATABASE_NAME).read_bytes())
    page = data.index(text.encode()) // size
    data[page * size : (page + 1) * size] = bytes(size)
    (damaged / DATABASE_NAME).write_bytes(data)
    after = {outcome.id: outcome for outcome in rescore_all(damaged)}
    lost = {name for name, outcome in after.items() if isinstance(outcome, Unreadable)}
    assert list(after) == list(before)
    assert list(before)[120] in lost
    assert len(lost) < 30
    assert all(after[name] == before[name] for name in before if name not in lost)


def test_the_trash_is_left_out(damaged: Path) -> None:
    first = next(iter(rescore_all(damaged))).id
    with Workspace(damaged) as workspace:
        workspace.store.remove(first, at=MORNING)
    assert first not in {outcome.id for outcome in rescore_all(damaged)}


@pytest.mark.parametrize("processes", [1, 2])
def test_a_folder_without_assessments_of_ours_is_refused(tmp_path: Path, damaged: Path, processes: int) -> None:
    def refused(folder: Path) -> str:
        with pytest.raises(UserFacingError) as refusal:
            list(rescore_all(folder, processes))
        return refusal.value.code

    assert refused(tmp_path / "nowhere") == "STO-014"
    change(damaged, ("insert into _sqlite_migrations (migration_set, name, applied_at) values ('evaluator', 'm9999_later', '')", ()))
    assert refused(damaged) == "STO-001"
    change(damaged, ("delete from _sqlite_migrations", ()))
    assert refused(damaged) == "STO-015"
    (damaged / DATABASE_NAME).write_bytes(b"no database at all, but a text that is long enough to be looked at" * 20)
    assert refused(damaged) == "STO-002"


def test_an_error_of_another_process_arrives_as_what_it_says() -> None:
    error = pickle.loads(pickle.dumps(UserFacingError("STO-005", "cannot", "do")))  # noqa: S301 - our own
    assert (error.code, error.message, error.advice) == ("STO-005", "cannot", "do")
