# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Moving a running assessment from one shipped edition to the other: planned, done, undone, reopened; nothing wrong after a crash."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator_app.domain.assessment import Assessor, Judgement, Mine
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.changes import Act, change_status, confirm_again, record_judgement
from evaluator_app.domain.comparing import reference
from evaluator_app.domain.criteria import ExpertJudgement
from evaluator_app.domain.document import from_document, to_document
from evaluator_app.domain.moving import Fate, PointsPolicy
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import IndicatorGroup, Template
from evaluator_app.errors import UserFacingError
from evaluator_app.paths import resource, scoring_templates
from evaluator_app.reporting.chapters import editions
from evaluator_app.reporting.source import ReportSource
from evaluator_app.services import moving
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.delivering import complete, write_report
from evaluator_app.services.recording import read_records, record
from evaluator_app.services.verifying import verify_report
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.builders import a_template
from tests.docs.formats import mistakes

FIRST, SECOND = "cn-mnr/green-mine-2024@2024-draft.1", "cn-mnr/green-mine-2024@2024-draft.2"
COAL = "cn-mnr/green-mine-2024-coal@2024-draft.2"
FACTS: dict[str, str | bool] = {
    "mineral": "coal",
    "mining_method": "underground",
    "coal_mining_technology": "conventional",
    "seam_class": "thick",
}


def named(name: str, workspace: Workspace) -> Template:
    [template] = moving.templates_named([name], workspace.root)
    return template


@pytest.fixture
def opened(workspace: Workspace) -> OpenAssessment:
    """Begin a coal mine by the first edition and record what the sample mine has, photos excepted."""
    data = json.loads(resource("sample/coal-mine-records.json").read_bytes(), parse_float=Decimal)
    data["observations"] = [{key: value for key, value in o.items() if key not in ("photos", "assessor")} for o in data["observations"]]
    del data["evidence"]
    leader = Assessor("leader", "王示范", is_leader=True)
    new = NewAssessment(named(FIRST, workspace), Mine("示例煤矿", facts=FACTS), organization="示例机构", team=(leader,))
    begun = workspace.begin(new, assessment_id="a-1")
    record(begun, read_records(data, begun.template, begun.assessment), Path())
    return begun


def again(workspace: Workspace) -> OpenAssessment:
    """Return the assessment as it is on the disk."""
    return workspace.open_assessment("a-1")


def test_a_plan_changes_nothing(opened: OpenAssessment, workspace: Workspace) -> None:
    before = canonical_bytes(opened.assessment)
    planned = moving.plan(opened, named(COAL, workspace))
    assert {fate: len(planned.of(fate)) for fate in (Fate.KEPT, Fate.FALLS_AWAY, Fate.NEW)} == {
        Fate.KEPT: 50 - len(planned.of(Fate.LOOK_AGAIN)),
        Fate.FALLS_AWAY: 0,
        Fate.NEW: 0,
    }
    assert "extraction.recovery" in {item.target for item in planned.to_confirm}
    assert (canonical_bytes(opened.assessment), canonical_bytes(again(workspace).assessment)) == (before, before)


def test_a_move_is_one_act_that_keeps_scores_and_can_be_taken_back(opened: OpenAssessment, workspace: Workspace) -> None:
    before, acts = canonical_bytes(opened.assessment), len(opened.journal)
    old_items = opened.card.items_by_id()
    new = named(COAL, workspace)
    planned = moving.plan(opened, new)
    done = moving.move_to(opened, new)
    assert (done.change.act, len(opened.journal), opened.template) == (Act.MOVE_TEMPLATE, acts + 1, new)
    items = opened.card.items_by_id()
    for item in planned.of(Fate.KEPT):
        if item.target in items:
            assert items[item.target].award.awarded == old_items[item.target].award.awarded
    to_confirm = {item.target for item in planned.to_confirm}
    assert {target for target, item in items.items() if item.is_to_look_at_again} == to_confirm
    assert {problem.target for problem in opened.problems() if problem.code == "ASM-140"} == to_confirm
    with pytest.raises(UserFacingError) as refused:
        complete(opened)
    assert refused.value.code == "ASM-003"
    opened.undo()
    assert (canonical_bytes(opened.assessment), opened.template.edition) == (before, "2024-draft.1")
    opened.redo()
    assert (opened.template, opened.assessment.profile.template) == (new, reference(new))


def test_a_moved_assessment_is_there_after_a_restart_and_can_still_be_taken_back(tmp_path: Path) -> None:
    root = tmp_path / "other"
    with Workspace(root, who="王示范") as workspace:
        new = NewAssessment(named(FIRST, workspace), Mine("示例煤矿", facts=FACTS))
        begun = workspace.begin(new, assessment_id="a-1")
        before = canonical_bytes(begun.assessment)
        moving.move_to(begun, named(SECOND, workspace))
        after = canonical_bytes(begun.assessment)
    with Workspace(root, who="王示范") as workspace:
        found = again(workspace)
        assert (canonical_bytes(found.assessment), found.template.edition) == (after, "2024-draft.2")
        assert workspace.store.check("a-1") == ()
        assert [summary.template_edition for summary in workspace.summaries()] == ["2024-draft.2"]
        found.undo()
    with Workspace(root, who="王示范") as workspace:
        found = again(workspace)
        assert (canonical_bytes(found.assessment), found.template.edition) == (before, "2024-draft.1")
        found.redo()
        assert (canonical_bytes(found.assessment), workspace.store.check("a-1")) == (after, ())


def test_an_item_is_confirmed_in_an_act_of_its_own(opened: OpenAssessment, workspace: Workspace) -> None:
    award = opened.card.items_by_id()["extraction.recovery"].award
    moving.move_to(opened, named(SECOND, workspace))
    opened.do(confirm_again(opened.assessment, "extraction.recovery"))
    confirmed = opened.card.items_by_id()["extraction.recovery"]
    assert not confirmed.is_to_look_at_again
    assert award.attainable == confirmed.award.attainable
    opened.undo()
    assert opened.card.items_by_id()["extraction.recovery"].is_to_look_at_again


def test_a_crash_between_keeping_the_template_and_the_act_leaves_nothing_wrong(
    opened: OpenAssessment, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = canonical_bytes(opened.assessment)

    def crash(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(workspace.store, "save", crash)
        with pytest.raises(KeyboardInterrupt):
            moving.move_to(opened, named(SECOND, workspace))
    found = again(workspace)
    assert (canonical_bytes(found.assessment), found.template.edition, workspace.store.check("a-1")) == (before, "2024-draft.1", ())
    moving.move_to(found, named(SECOND, workspace))
    assert again(workspace).template.edition == "2024-draft.2"


def test_an_act_that_names_a_template_that_is_not_kept_is_refused(
    opened: OpenAssessment, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = canonical_bytes(opened.assessment)
    monkeypatch.setattr(opened, "keep", lambda _template: None)
    with pytest.raises(UserFacingError) as refused:
        moving.move_to(opened, named(SECOND, workspace))
    assert (refused.value.code, canonical_bytes(opened.assessment), opened.template.edition) == ("STO-012", before, "2024-draft.1")


def test_a_move_to_the_same_edition_or_of_a_closed_assessment_is_refused(opened: OpenAssessment, workspace: Workspace) -> None:
    with pytest.raises(UserFacingError) as refused:
        moving.move_to(opened, named(FIRST, workspace))
    assert refused.value.code == "ASM-008"
    opened.do(change_status(opened.assessment, AssessmentStatus.COMPLETED))
    with pytest.raises(UserFacingError) as refused:
        moving.move_to(opened, named(SECOND, workspace))
    assert (refused.value.code, opened.template.edition) == ("ASM-001", "2024-draft.1")


def test_points_of_experts_are_never_changed_unasked(workspace: Workspace) -> None:
    old, new = (replace(a_template().with_item("1.1", most, ExpertJudgement()).build(), edition=most) for most in ("4", "3"))
    opened = workspace.begin(NewAssessment(old, Mine("示例矿")))
    opened.do(record_judgement(opened.assessment, "1.1", "leader", Judgement(Decimal("3.5"), "一般")))
    with pytest.raises(UserFacingError) as refused:
        moving.move_to(opened, new)
    assert (refused.value.code, opened.template) == ("ASM-009", old)
    moving.move_to(opened, new, PointsPolicy.CLAMP)
    assert opened.assessment.answer("1.1").judgements["leader"] == Judgement(Decimal(3), "一般")


def test_the_editions_to_move_to_are_listed_with_those_of_the_same_rules_first(opened: OpenAssessment, workspace: Workspace) -> None:
    entries = moving.targets(opened, workspace.catalog)
    assert (entries[0].id, entries[0].edition) == tuple(SECOND.split("@"))
    assert COAL in [f"{entry.id}@{entry.edition}" for entry in entries]
    assert opened.assessment.profile.template.digest not in [entry.digest for entry in entries]


def test_of_other_rules_the_nearest_in_industry_and_province_comes_first(workspace: Workspace) -> None:
    liaoning = named("cn-liaoning/green-mine-2024-magnesite@2024-draft.2", workspace)
    found = [entry.id for entry in moving.targets(workspace.begin(NewAssessment(liaoning, Mine("示例矿"))), workspace.catalog)]
    assert found[0] == "cn-mnr/green-mine-2024-magnesite"
    assert found.index("cn-liaoning/green-mine-2024") < found.index("cn-mnr/green-mine-2024") < found.index("cn-mnr/green-mine-2024-coal")


def test_a_template_is_named_by_id_edition_or_file(workspace: Workspace, tmp_path: Path) -> None:
    folder = scoring_templates() / "cn-mnr"
    assert named(str(folder / "green-mine-2024.toml"), workspace) == named(FIRST, workspace)
    assert named(COAL, workspace) == named(str(folder / "industries" / "coal.toml"), workspace)
    broken = tmp_path / "broken.toml"
    broken.write_text('format = "green-mine-template/1"\n', "utf-8")
    for name, code in (("cn-mnr/nothing", "TPL-601"), (f"{FIRST}9", "TPL-601"), (str(broken), "TPL-604"), ("nowhere.toml", "TPL-604")):
        with pytest.raises(UserFacingError) as refused:
            named(name, workspace)
        assert refused.value.code == code


def test_the_report_of_a_moved_assessment_names_the_earlier_edition_and_what_no_longer_counts(
    opened: OpenAssessment, workspace: Workspace, tmp_path: Path
) -> None:
    [target] = [item.id for item in opened.template.indicators() if item.id == "site.cleanliness"]
    title = opened.title_of(target)
    before = opened.assessment
    shorter = without(opened.template, target)
    moving.move_to(opened, shorter)
    assert opened.title_of(target) == title
    assert opened.assessment.observations_of(target) == before.observations_of(target) != ()
    card = opened.card
    source = ReportSource(opened.assessment, shorter, card, opened.rating, lambda _evidence: b"", date(2026, 11, 25), str)
    words = repr(editions.moves(source))
    assert title in words
    assert before.observations_of(target)[0].text in words
    assert reference(named(FIRST, workspace)).digest in words
    document = to_document(opened.assessment)
    assert mistakes("assessment", document) == []
    assert from_document(document) == opened.assessment
    path = tmp_path / "report.pdf"
    write_report(opened, path, issued_on=date(2026, 11, 25))
    checked = verify_report(path, at=datetime.now(UTC))
    assert (checked.matches.value, checked.recomputes.value) == (True, True)
    opened.undo()
    assert editions.moves(replace(source, assessment=opened.assessment)) == ()


def without(template: Template, target: str) -> Template:
    """Return the next edition of a template, without one of its items."""

    def cut(group: IndicatorGroup) -> IndicatorGroup:
        kept = tuple(item for item in group.indicators if item.id != target)
        return replace(group, groups=tuple(cut(inner) for inner in group.groups), indicators=kept)

    return replace(template, edition="2025", groups=tuple(cut(group) for group in template.groups))
