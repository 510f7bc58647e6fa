# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A workspace with many assessments that are told apart as real ones are, made from a seed in a minute.

Verdicts come again and again; observations, remarks, measured values, times and ids do not. Each assessment is begun in the
database alone: no journal, no files of evidence.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from benchmarks.sample import sample_without_photos
from evaluator_app.domain.assessment import Answer, Assessment, Evidence, Finding, Judgement, Mine, Observation, Outcome
from evaluator_app.domain.records import records
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.records import canonical_text

IN_ONE_COMMIT = 5_000
_PLACES = ("主干道路", "筛分车间", "排土场", "工业广场", "煤仓", "洗选厂", "矸石场", "档案室", "调度室", "变电所", "沉淀池", "北帮边坡")
_SEEN = (
    "有积尘",
    "路面有洒落",
    "标牌缺失",
    "台账未更新",
    "覆盖不全",
    "管线锈蚀渗漏",
    "记录不连续",
    "绿化带缺株",
    "堆放不规范",
    "仪表未检定",
)
_REMARKS = ("与台账一致", "查阅设计与现场", "抽查记录", "询问了值班人员", "与上年度报告对照", "见现场照片")
_HEAD = (
    "insert into assessments (id, template_sha256, template_id, template_edition, mine, kind, status, is_practice,"
    " created_by, created_at, last_change_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def make_workspace(folder: Path, count: int, seed: int = 1) -> None:
    """Make a workspace of so many assessments by the sample's template, the sample itself among them."""
    with Workspace(folder) as workspace:
        opened = sample_without_photos(workspace)
        opened.settle()
        sample = opened.assessment
    random = Random(seed)
    with closing(sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)) as connection:
        connection.execute("pragma synchronous=off")
        for begin in range(1, count, IN_ONE_COMMIT):
            connection.execute("begin")
            for number in range(begin, min(begin + IN_ONE_COMMIT, count)):
                insert(connection, varied(sample, number, random))
            connection.execute("commit")
        connection.execute("pragma wal_checkpoint(truncate)")


def varied(sample: Assessment, number: int, random: Random) -> Assessment:
    """Return another assessment: other facts, verdicts, values, words, times and ids."""
    at = datetime(2025, 3, 1, 8, tzinfo=UTC) + timedelta(minutes=random.randrange(700_000))
    profile = replace(sample.profile, organization=f"第{number % 97}评估机构", visit_from=at.date(), visit_to=at.date(), opened_at=at)
    facts = {**sample.mine.facts, **dict(_facts(random))}
    mine = Mine(f"第{number}号煤矿", f"第{number}煤业有限公司", f"C{random.randrange(10**22):022}", sample.mine.region, facts)
    findings = {target: _found(finding, random) for target, finding in sample.findings.items() if random.random() < 0.97}
    observations = {seen.id: seen for seen in _seen(sample, at, random)}
    evidence = {photo.id: photo for photo in _photos(list(observations), at, random)}
    return Assessment(_id(random), profile, mine, sample.team, findings, observations, evidence)


def _facts(random: Random) -> Iterator[tuple[str, str | bool]]:
    yield "seam_class", random.choice(("thin", "medium", "thick"))
    yield "scale", random.choice(("large", "medium", "small"))
    for flag in ("has_processing_plant", "has_associated_minerals", "has_topsoil_stripping", "has_solid_waste", "is_key_soil_unit"):
        yield flag, random.random() < 0.5


def _found(finding: Finding, random: Random) -> Finding:
    """Return a finding with another verdict now and then, values and points of its own, and sometimes words of its own."""
    answers = {part: _answered(answer, random) for part, answer in finding.answers.items()}
    remark = f"{random.choice(_REMARKS)}，第{random.randrange(10**6)}号记录。" if random.random() < 0.15 else ""
    return Finding(finding.target, answers, remark)


def _answered(answer: Answer, random: Random) -> Answer:
    outcome = answer.outcome
    if outcome is Outcome.MET and random.random() < 0.1:
        outcome = random.choice((Outcome.NOT_MET, Outcome.PARTLY_MET, Outcome.PENDING))
    values = {name: _measured(value, random) for name, value in answer.values.items()}
    judgements = {
        who: Judgement(given.points, f"{random.choice(_REMARKS)}，第{random.randrange(10**6)}号")
        for who, given in answer.judgements.items()
    }
    reason = f"{answer.reason}第{random.randrange(10**6)}号。" if answer.reason else ""
    return replace(answer, outcome=outcome, values=values, judgements=judgements, reason=reason)


def _measured(value: Decimal, random: Random) -> Decimal:
    """Return a value near another, written to as many places."""
    exponent = int(value.as_tuple().exponent)
    return max(Decimal(0), value + Decimal(random.randrange(-2, 3) if exponent == 0 else random.randrange(-300, 300)).scaleb(exponent))


def _seen(sample: Assessment, at: datetime, random: Random) -> Iterator[Observation]:
    known = list(sample.observations.values())
    others = list(sample.findings)
    for number in range(random.randrange(6, 15)):
        like = random.choice(known) if random.random() < 0.7 else replace(known[0], target=random.choice(others), part="", fault="")
        text = f"{random.choice(_PLACES)}{random.randrange(10**4)}处{random.choice(_SEEN)}，约 {random.randrange(1, 400)} m。"
        moment = at + timedelta(seconds=number * 90 + random.randrange(60), microseconds=random.randrange(10**6))
        yield replace(like, id=_id(random), text=text, place=random.choice(_PLACES), count=random.randrange(1, 4), observed_at=moment)


def _photos(observations: list[str], at: datetime, random: Random) -> Iterator[Evidence]:
    for seen in observations[:6]:
        name = f"IMG_{random.randrange(10**4):04}.jpg"
        yield Evidence(
            _id(random), name, f"{random.randrange(16**64):064x}", random.randrange(10**6, 10**7), "image/jpeg", (seen,), added_at=at
        )


def _id(random: Random) -> str:
    return str(uuid.UUID(int=random.getrandbits(128), version=4))


def insert(connection: sqlite3.Connection, assessment: Assessment) -> None:
    """Write an assessment as a new one, without journal."""
    profile, at = assessment.profile, str(assessment.profile.opened_at)
    frame = (profile.template.digest, profile.template.id, profile.template.edition, assessment.mine.name, profile.kind.value)
    connection.execute(_HEAD, (assessment.id, *frame, profile.status.value, int(profile.is_practice), "", at, at))
    begun = replace(assessment, findings={}, observations={}, evidence={})
    connection.execute("insert into origins (assessment_id, body) values (?, ?)", (assessment.id, canonical_text(begun)))
    rows = ((assessment.id, kind.value, key, canonical_text(value)) for (kind, key), value in records(assessment).items())
    connection.executemany("insert into records (assessment_id, kind, key, body) values (?, ?, ?, ?)", rows)
