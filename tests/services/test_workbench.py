# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the shelf of templates, and of drafts that are edited."""

from __future__ import annotations

import os
import tomllib
from dataclasses import replace
from decimal import Decimal

import pytest

from evaluator_app.catalog.overlays import OverlayKind
from evaluator_app.domain.template import ApprovalState, NamedThing
from evaluator_app.errors import UserFacingError
from evaluator_app.services.drafting import Draft, changes_of, drafts_in, open_draft
from evaluator_app.services.edits import AddMember, RemoveMember, SetValue, member_of, value_at
from evaluator_app.services.publishing import (
    begin_overlay,
)
from evaluator_app.services.workbench import FOR_ALL, Aspect, Filters, below, counts, fitting, named, shelf
from evaluator_app.services.workspace import Workspace
from tests.services.drafts import COAL, NEW, entry_of, item_of


@pytest.fixture
def draft(workspace: Workspace) -> Draft:
    return begin_overlay(entry_of(workspace, COAL), NEW, workspace.root)


def test_the_shelf_counts_figures_and_gaps_and_names_states(workspace: Workspace) -> None:
    shelved = shelf(workspace.catalog)
    coal = next(each for each in shelved if each.entry.id == COAL)
    assert (coal.state, coal.kind, coal.specialty) == (ApprovalState.DRAFT, OverlayKind.INDUSTRY, 1)
    assert coal.figures > coal.gaps > 0
    assert shelved[0].entry.id == "cn-mnr/green-mine-2024"
    base = below(coal, workspace.catalog)
    assert base is not None
    assert base.id == "cn-mnr/green-mine-2024"
    assert below(shelved[0], workspace.catalog) is None


def test_an_overlay_over_several_finds_the_one_it_was_laid_over(workspace: Workspace) -> None:
    for each in shelf(workspace.catalog):
        base = below(each, workspace.catalog)
        if each.layers:
            assert base is not None
            assert base.template is not None
            assert each.template is not None
            assert base.layers == each.layers[:-1]
            assert base.template.industry == (each.template.industry if each.kind is not OverlayKind.INDUSTRY else None)


def test_filters_count_what_each_choice_would_show(workspace: Workspace) -> None:
    shelved = shelf(workspace.catalog)
    everything = counts(shelved, Filters(), Aspect.INDUSTRY)
    coal = Filters(industry="coal")
    assert everything["coal"] == len([each for each in shelved if coal.fit(each)])
    assert everything[FOR_ALL] >= 1
    liaoning = counts(shelved, Filters(province="liaoning"), Aspect.INDUSTRY)
    assert liaoning["magnesite"] == 1
    assert liaoning["geothermal"] == 0
    assert named(shelved, Aspect.PROVINCE)["liaoning"] == "辽宁省"
    assert [each.entry.id for each in shelved if Filters(words="煤炭 COAL").fit(each) and each.specialty == 1] == [COAL]
    assert Filters(state="approved") == Filters().choosing(Aspect.STATE, "approved")
    assert not [each for each in shelved if Filters(state="approved").fit(each)]
    assert Filters().choosing(Aspect.INDUSTRY, "coal").choosing(Aspect.PROVINCE, FOR_ALL) == Filters("coal", FOR_ALL)


def test_older_editions_are_behind_the_newest(workspace: Workspace) -> None:
    shelved = [each for each in shelf(workspace.catalog) if each.entry.id == "cn-mnr/green-mine-2024"]
    assert [each.entry.edition for each in shelved if Filters().fit(each)] == ["2024-draft.2"]
    assert [each.entry.edition for each in shelved if Filters(with_older=True).fit(each)] == ["2024-draft.2", "2024-draft.1"]


def test_a_file_with_errors_is_on_the_shelf_and_says_so(workspace: Workspace) -> None:
    bad = workspace.root / "templates" / "bad" / "bad.toml"
    bad.parent.mkdir(parents=True)
    bad.write_text('format = "green-mine-template/1"\n')
    workspace.catalog.reload()
    last = shelf(workspace.catalog)[-1]
    assert (last.template, last.state, last.specialty, last.value(Aspect.STATE)) == (None, None, 0, "")
    assert last.has_words("bad.toml")
    assert below(last, workspace.catalog) is None


def test_a_new_overlay_changes_nothing_and_says_whose_it_is(draft: Draft, workspace: Workspace) -> None:
    assert draft.template is not None
    assert draft.template.province == NamedThing("shanxi", "山西省")
    assert (draft.kind, draft.title, draft.errors) == (OverlayKind.PROVINCE, "山西试行评价指标", ())
    on_disk = tomllib.loads(draft.path.read_text("utf-8"))
    assert sorted(on_disk) == ["by", "edition", "format", "id", "kind", "over", "province", "sources", "title", "why"]
    assert drafts_in(workspace.root) == (draft.path,)


def test_each_edit_is_on_disk_as_the_least_that_differs(draft: Draft, workspace: Workspace) -> None:
    item = item_of(draft)
    draft.do(SetValue("indicators", item, ("requirement",), "本省的要求"))
    draft.do(SetValue("rating", "", ("pass_mark",), 85))
    draft.do(SetValue("indicators", item, ("clause",), None))
    on_disk = tomllib.loads(draft.path.read_text("utf-8"))
    assert on_disk["replace"] == {
        "rating": {"pass_mark": 85},
        "indicators": [{"id": item, "requirement": "本省的要求", "without": ["clause"]}],
    }
    assert draft.template is not None
    assert draft.template.rating.pass_mark == Decimal(85)
    assert changes_of(draft.read.layers, "indicators", item) == {draft.read.layers[-1]: "试行要求"}
    again = open_draft(draft.path, workspace.catalog)
    assert again.template == draft.template
    assert again.text() == draft.text()


def test_edits_are_taken_back_and_done_again(draft: Draft) -> None:
    item, before = item_of(draft), draft.text()
    assert draft.undoable is None
    edit = SetValue("indicators", item, ("title",), "另一名称")
    draft.do(edit)
    after = draft.text()
    assert draft.undoable == edit
    draft.undo()
    assert (draft.text(), draft.path.read_text("utf-8"), draft.redoable) == (before, before, edit)
    draft.redo()
    draft.redo()
    assert draft.path.read_text("utf-8") == after
    draft.undo()
    draft.undo()
    draft.do(RemoveMember("indicators", item))
    assert draft.redoable is None


def test_what_is_wrong_is_said_where_it_is_and_the_last_sound_one_stays(draft: Draft) -> None:
    item = item_of(draft)
    draft.do(SetValue("indicators", item, ("points",), 0))
    assert draft.template is None
    assert draft.last_sound is not None
    assert ("TPL-301", f"indicators.{item}.points") in {(problem.code, problem.path) for problem in draft.errors}
    draft.undo()
    assert draft.template == draft.last_sound


def test_what_the_base_does_not_let_go_is_refused_with_its_name(workspace: Workspace) -> None:
    new = replace(NEW, id="firm/one", kind=OverlayKind.FIRM, made_for=NamedThing("firm", "示例机构"))
    draft = begin_overlay(entry_of(workspace, COAL), new, workspace.root)
    draft.do(SetValue("rating", "", ("pass_mark",), 60))
    assert [problem.code for problem in draft.errors] == ["TPL-705"]
    draft.undo()
    before = draft.text()
    with pytest.raises(UserFacingError) as refused:
        draft.do(SetValue("", "", ("approval",), {"state": "trial"}))
    assert refused.value.code == "WRK-102"
    assert draft.text() == before == draft.path.read_text("utf-8")


def test_a_change_can_have_a_reason_of_its_own(draft: Draft, workspace: Workspace) -> None:
    item = item_of(draft)
    draft.do(SetValue("indicators", item, ("title",), "另一名称"))
    draft.explain("indicators", item, "县里要求", "own")
    assert tomllib.loads(draft.path.read_text("utf-8"))["replace"]["indicators"][0]["why"] == "县里要求"
    again = open_draft(draft.path, workspace.catalog)
    assert again.text() == draft.text()
    draft.explain("indicators", item, "", "")
    assert "县里要求" not in draft.text()


def test_members_are_added_and_removed(draft: Draft) -> None:
    draft.do(AddMember("places", {"id": "weather_station", "title": "气象站"}, before="mine_water_station"))
    titles = [place.title for place in draft.template.places] if draft.template else []
    assert titles.index("气象站") + 1 == titles.index("矿井水处理站")
    assert AddMember("rows", {"table": "t", "id": "r"}).target == "t r"
    draft.do(RemoveMember("places", "weather_station"))
    assert "气象站" not in draft.text()
    with pytest.raises(KeyError):
        draft.do(RemoveMember("places", "weather_station"))


def test_edits_reach_into_rules(workspace: Workspace) -> None:
    data = {
        "indicators": [{"id": "a", "criterion": {"kind": "named_faults", "faults": [{"id": "f", "deduction": 1}, {"deduction": 2}]}}],
        "rating": {"rounding": {"places": 2}},
    }
    path = ("criterion", "faults", "f", "deduction")
    changed = SetValue("indicators", "a", path, 3).apply(data)
    assert value_at(member_of(changed, "indicators", "a"), path) == 3
    assert value_at(member_of(data, "indicators", "a"), path) == 1
    changed = SetValue("indicators", "a", ("criterion", "faults", "1", "deduction"), 4).apply(changed)
    assert value_at(member_of(changed, "indicators", "a"), ("criterion", "faults", "1", "deduction")) == 4
    assert value_at(member_of(changed, "indicators", "a"), ("criterion", "faults", "9", "deduction")) is None
    assert value_at(member_of(changed, "indicators", "b"), ("criterion", "step")) is None
    assert member_of(changed, "deadlines", "x") == {} == member_of({}, "rating", "")
    assert SetValue("rating", "", ("rounding", "places"), 1).apply(data)["rating"] == {"rounding": {"places": 1}}
    assert SetValue("rating", "", ("rounding", "mode"), "half_up").apply({})["rating"] == {"rounding": {"mode": "half_up"}}
    with pytest.raises(KeyError):
        SetValue("indicators", "a", ("criterion", "faults", "g", "deduction"), 1).apply(data)


def test_a_draft_that_cannot_be_saved_stays_as_it_was(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    before = draft.text()

    def fail(*_paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserFacingError) as refused:
        draft.do(SetValue("", "", ("title",), "另一名称"))
    monkeypatch.undo()
    assert refused.value.code == "WRK-101"
    assert draft.text() == before == draft.path.read_text("utf-8")


def test_what_fits_a_mine_comes_the_most_special_first(workspace: Workspace) -> None:
    every = shelf(workspace.catalog)
    found = [each.entry.id for each in fitting(every, "magnesite", "liaoning") if each.is_newest]
    assert found[0] == "cn-liaoning/green-mine-2024-magnesite"
    assert found[-1] == "cn-mnr/green-mine-2024"
    assert {each.value(Aspect.PROVINCE) for each in fitting(every)} == {FOR_ALL}
    assert fitting(every, province="gansu")[0].value(Aspect.PROVINCE) == "gansu"
