# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sample mine with everything a report can tell: forms, panel, computed rates, own scores, objections, a revision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from evaluator_app.domain.assessment import (
    Answer,
    Assessment,
    Consensus,
    Evidence,
    Finding,
    Judgement,
    Observation,
    TitleGrade,
)
from evaluator_app.domain.comparing_revisions import revision_of
from evaluator_app.domain.facts_sheet import fact_rows, facts_sha256
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.domain.on_site import Corner, Outline, OutlineKind
from evaluator_app.domain.rating import rate
from evaluator_app.domain.rounds import EarlierFault, EarlierState, SelfScore
from evaluator_app.domain.scoring import score
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import Template
from evaluator_app.domain.three_rates import Calculation, CalculationRow, Method, Quantity, Unit
from evaluator_app.i18n import CHINESE
from evaluator_app.reporting.layout import ReportLayout
from evaluator_app.reporting.source import ReportSource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.filling import form_catalog
from evaluator_app.services.report_data import read_report_data, report_data
from evaluator_app.services.report_source import report_source
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace

ISSUED_ON = date(2025, 9, 20)
AT = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)
_GRADES = {"正高级工程师": TitleGrade.SENIOR, "高级工程师": TitleGrade.SENIOR, "工程师": TitleGrade.INTERMEDIATE}


def open_sample(folder: Path) -> OpenAssessment:
    """Return the sample mine in a workspace of its own."""
    with Workspace(folder) as workspace:
        return make_sample(workspace)


def full_assessment(opened: OpenAssessment) -> Assessment:
    """Return the sample with all that a report has chapters for."""
    made = opened.assessment
    team = {
        key: replace(member, grade=_GRADES.get(member.title, TitleGrade.NONE), is_full_time=member.is_leader)
        for key, member in made.team.items()
    }
    mine = replace(made.mine, facts={**made.mine.facts, "mining_method": "open_pit"})
    seen = {key: _on_the_visit(each, number) for number, (key, each) in enumerate(sorted(made.observations.items()))}
    made = replace(made, team=team, mine=mine, observations=seen)
    made = replace(made, findings={**made.findings, **_findings(opened.template, made)}, self_scores=_own_scores(opened.template))
    made = replace(made, evidence={**made.evidence, **_documents(made)}, outlines={"b": _boundary()}, earlier=_earlier(opened.template))
    return _with_forms(opened, made)


def revised(opened: OpenAssessment, made: Assessment) -> Assessment:
    """Return a revision of an assessment in which one fault was found to be none."""
    signed = replace(made, profile=replace(made.profile, status=AssessmentStatus.SIGNED))
    card = score(opened.template, signed)
    begun = revision_of(
        signed,
        card,
        rate(card, opened.template),
        new_id="5c2a0f9e-0000-4000-8000-000000000002",
        reason="企业复核后补交了职工满意度调查表，企业文化一项重新评分。",
        at=AT,
        report_sha256="ab" * 32,
    )
    dropped = next(key for key, seen in begun.observations.items() if seen.target == "management.culture" or "满意度" in seen.text)
    return replace(begun, observations={key: seen for key, seen in begun.observations.items() if key != dropped})


def source_of(opened: OpenAssessment, made: Assessment, *, language: str = CHINESE, layout: ReportLayout | None = None) -> ReportSource:
    """Return what a report of it is written from, by way of the data that it would carry."""
    data = report_data(made, opened.template, issued_on=ISSUED_ON, language=language, layout=layout)
    return report_source(read_report_data(data), opened.picture_of)


def _on_the_visit(seen: Observation, number: int) -> Observation:
    return replace(seen, observed_at=datetime(2025, 9, 16 + number % 2, 1 + number % 8, 7 * number % 60, tzinfo=UTC))


def _findings(template: Template, made: Assessment) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for indicator in template.indicators():
        if indicator.code == "B1.3":
            rows = tuple(
                CalculationRow(name, {"output": Quantity(Decimal(out), Unit.TONNES), "drawn": Quantity(Decimal(drawn), Unit.TONNES)})
                for name, out, drawn in (("一采区", 1_210_000, 1_480_000), ("二采区", 830_000, 1_020_000))
            )
            answer = Answer(values={"value": Decimal("81.6")}, calculations={"value": Calculation(Method.DISTRICT_RECOVERY, rows)})
            found[indicator.id] = Finding(indicator.id, {"": answer})
        if indicator.code == "B2.1":
            points = {"wang": "5", "li": "2", "zhang": "4.5"}
            judged = {who: Judgement(Decimal(given), f"现场查看平台，{given} 分") for who, given in points.items()}
            closed = Consensus("经讨论，平台积水已排除，采用平均分。", "wang", tuple(sorted(Decimal(given) for given in points.values())))
            found[indicator.id] = Finding(indicator.id, {"": Answer(judgements=judged, consensus=closed)})
    return found


def _own_scores(template: Template) -> dict[str, SelfScore]:
    return {each.id: SelfScore(each.id, each.max_score, "全部达到", "自评报告第三章") for each in template.indicators()}


def _documents(made: Assessment) -> dict[str, Evidence]:
    target = next(iter(made.findings))
    plan = Evidence("plan", "开发利用方案.pdf", "cd" * 32, 4_211_000, "application/pdf", (target,), "开发利用方案（2019 年）", added_at=AT)
    photo = next(each for each in made.evidence.values() if each.media_type.startswith("image/"))
    clip = replace(
        photo,
        id="clip",
        name="clip.png",
        revision_of="plan",
        page=12,
        region=(Decimal("0.1"), Decimal("0.2"), Decimal("0.5"), Decimal("0.25")),
        caption="排土场设计边坡角",
        taken_at="",
        latitude=None,
        longitude=None,
    )
    return {"plan": plan, "clip": clip}


def _boundary() -> Outline:
    corners = (("35.626", "112.735"), ("35.639", "112.735"), ("35.639", "112.750"), ("35.626", "112.750"))
    return Outline("b", "采矿权范围", OutlineKind.BOUNDARY, tuple(Corner(Decimal(east), Decimal(north)) for north, east in corners))


def _earlier(template: Template) -> dict[str, EarlierFault]:
    target = next(template.indicators()).id
    fault = EarlierFault("f1", target, "储煤场未封闭", "选煤厂", 1, ("ef" * 32,), EarlierState.MENDED, "已建成封闭储煤棚", (), "li")
    return {"f1": fault}


def _with_forms(opened: OpenAssessment, made: Assessment) -> Assessment:
    forms = form_catalog(Path("nowhere")).forms()
    item = next(opened.template.indicators()).id
    facts = fact_rows(opened.template, made)
    objected = tuple(
        FormRow({**row.values, "objection": "=SUM(1) 不认可：现场已于当日整改。"}) if not n else row for n, row in enumerate(facts)
    )
    records = [
        FormRecord("r-commitment", forms["commitment"].key, "", {"read_by": "王示范", "read_on": "2025-09-16"}, filled_at=AT),
        *(
            FormRecord(
                f"r-{who}", forms["independence"].key, who, {"name": made.team[who].name, "has_conflict": answer, **more}, filled_at=AT
            )
            for who, answer, more in (
                ("wang", "none", {"declared_on": "2025-09-10"}),
                ("li", "some", {"explanation": "2024 年为该矿做过环境监测"}),
            )
        ),
        FormRecord(
            "r-review",
            forms["document_review"].key,
            item,
            {
                "document": "开发利用方案",
                "name": "示例煤矿矿产资源开发利用方案",
                "number": "晋矿方案〔2019〕12 号",
                "issued_by": "示例设计院",
                "pages": "第 3 章",
                "found": "设计采区回采率 80 %。",
                "reviewer": "张演练",
            },
            filled_at=AT,
        ),
        FormRecord(
            "r-noise",
            forms["measurement"].key,
            item,
            {
                "quantity": "厂界昼间噪声",
                "place": "工业广场",
                "measured_on": "2025-09-16",
                "instrument": "AWA5688 声级计",
                "instrument_number": "10328",
                "calibration_number": "JL-2024-0917",
                "calibrated_until": "2025-06-30",
                "unit": "dB(A)",
            },
            {"readings": (FormRow({"value": "54.2"}), FormRow({"value": "55.1"}))},
            filled_at=AT,
        ),
        FormRecord(
            "r-notice",
            forms["rectification_notice"].key,
            "",
            {"mine": made.mine.name, "issued_on": "2025-09-17"},
            {"matters": (FormRow({"place": "选煤厂", "problem": "洒煤", "demand": "清扫并加挡板", "due_on": "2025-10-31"}),)},
            filled_at=AT,
        ),
        FormRecord(
            "r-facts",
            forms["facts_sheet"].key,
            "",
            {
                "answer": "objects",
                "representative": "赵国强",
                "position": "矿长",
                "objection": "第一条有出入。",
                "facts_sha256": facts_sha256(made, objected),
            },
            {"facts": objected},
            filled_at=AT,
        ),
    ]
    used = {record.form for record in records}
    return replace(
        made,
        forms={form.key: form for form in forms.values() if form.key in used},
        form_records={record.id: record for record in records},
    )
