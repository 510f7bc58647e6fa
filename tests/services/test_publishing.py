# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of how drafts begin and end: editions, files, workbooks, publishing, trying out."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator_app.catalog.differing import difference
from evaluator_app.catalog.installing import TemplateRefusedError
from evaluator_app.catalog.overlays import OverlayKind
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.changes import record_outcome
from evaluator_app.errors import UserFacingError
from evaluator_app.services.drafting import DRAFTS, Draft, drafts_in, open_draft
from evaluator_app.services.edits import AddMember, SetValue
from evaluator_app.services.publishing import (
    begin_edition,
    begin_from_file,
    begin_from_workbook,
    begin_overlay,
    next_edition,
    publish,
    write_file,
)
from evaluator_app.services.taking_over import changes_in
from evaluator_app.services.trying import try_out
from evaluator_app.services.workspace import Workspace
from tests.services.drafts import COAL, NEW, entry_of, item_of


@pytest.fixture
def draft(workspace: Workspace) -> Draft:
    return begin_overlay(entry_of(workspace, COAL), NEW, workspace.root)


def test_publishing_installs_an_edition_and_puts_the_draft_away(draft: Draft, workspace: Workspace) -> None:
    draft.do(SetValue("rating", "", ("pass_mark",), 85))
    made = publish(draft, "2", "达标分改为 85。\n\n", workspace.root, workspace.catalog)
    assert made.template is not None
    assert (made.id, made.edition, made.template.rating.pass_mark) == ("cn-shanxi/green-mine-2026", "2", Decimal(85))
    assert made.template.notes[-1] == "达标分改为 85。"
    assert drafts_in(workspace.root) == ()
    found = workspace.catalog.find("cn-shanxi/green-mine-2026")
    assert found is not None
    assert found.digest == made.digest
    assert difference(draft.base.data, found.data) if draft.base and draft.base.data and found.data else False


def test_a_draft_with_errors_is_not_published(draft: Draft, workspace: Workspace) -> None:
    draft.do(SetValue("indicators", item_of(draft), ("points",), 0))
    with pytest.raises(UserFacingError) as refused:
        publish(draft, "1", "", workspace.root, workspace.catalog)
    assert refused.value.code == "WRK-104"
    assert workspace.catalog.find("cn-shanxi/green-mine-2026") is None
    assert draft.path.exists()
    with pytest.raises(UserFacingError):
        publish(draft, "not an edition", "", workspace.root, workspace.catalog)


def test_the_next_edition_of_an_overlay_lies_over_the_same_templates(workspace: Workspace) -> None:
    entry = entry_of(workspace, "cn-liaoning/green-mine-2024-magnesite")
    assert entry.template is not None
    edition = next_edition(entry.template, workspace.catalog)
    assert edition == "2024-draft.3"
    draft = begin_edition(entry, edition, workspace.root, workspace.catalog)
    assert (draft.kind, draft.is_common, len(draft.over)) == (OverlayKind.PROVINCE, True, 4)
    assert draft.template is not None
    assert draft.template.industry == entry.template.industry
    assert open_draft(draft.path, workspace.catalog).text() == draft.text()
    publish(draft, edition, "", workspace.root, workspace.catalog)
    for old in [each for each in workspace.catalog.entries() if each.id.startswith("cn-liaoning/") and each.edition == entry.edition]:
        new = workspace.catalog.find(old.id, edition)
        assert new is not None, old.id
        assert new.template is not None
        assert digest(replace(new.template, edition=old.edition)) == old.digest, old.id
    assert next_edition(replace(entry.template, edition="first"), workspace.catalog) == "first.2"


def test_an_edit_of_an_overlay_over_several_changes_all_and_nothing_else(workspace: Workspace) -> None:
    entry = entry_of(workspace, "cn-liaoning/green-mine-2024-magnesite")
    draft = begin_edition(entry, "9", workspace.root, workspace.catalog)
    before, item = draft.text(), item_of(draft)
    draft.do(SetValue("indicators", item, ("title",), "共同的名称"))
    draft.explain("indicators", item, "另有理由", "plan")
    draft.do(SetValue("deadlines", str(draft.data["deadlines"][0]["id"]), ("months",), 18))
    said, was = tomllib.loads(draft.text()), tomllib.loads(before)
    assert said["replace"]["indicators"] == [{"id": item, "title": "共同的名称", "why": "另有理由", "by": "plan"}]
    was["add"]["deadlines"][0]["months"] = 18
    assert said["add"] == was["add"]
    assert {key: value for key, value in said.items() if key not in ("replace", "add")} == {
        key: value for key, value in was.items() if key not in ("replace", "add")
    }
    publish(draft, "9", "共同的说明。", workspace.root, workspace.catalog)
    for name in ("green-mine-2024", "green-mine-2024-magnesite", "green-mine-2024-ferrous", "green-mine-2024-sand-gravel"):
        found = workspace.catalog.find(f"cn-liaoning/{name}", "9")
        assert found is not None
        assert found.template is not None
        assert next(each.title for each in found.template.indicators() if each.id == item) == "共同的名称"
        assert found.template.notes[-1] == "共同的说明。"
    for _edit in range(5):
        draft.undo()
    assert draft.text() == before


def test_the_next_edition_of_a_base_stands_on_its_own(workspace: Workspace, tmp_path: Path) -> None:
    entry = entry_of(workspace, "cn-mnr/green-mine-2024@2024-draft.2")
    draft = begin_edition(entry, "2024-draft.9", workspace.root, workspace.catalog)
    assert draft.kind is None
    assert draft.overlay() is None
    assert draft.template is not None
    draft.do(SetValue("indicators", item_of(draft), ("title",), "另一名称"))
    assert open_draft(draft.path, workspace.catalog).template == draft.template
    written = tmp_path / "a" / "copy.toml"
    written.parent.mkdir()
    assert entry.template is not None
    assert entry.data is not None
    write_file(entry.template, entry.data, written)
    copied = begin_from_file(written, workspace.root, workspace.catalog)
    assert copied.template is not None
    assert digest(copied.template) == entry.digest
    assert copied.path.parent == workspace.root / DRAFTS


def test_an_overlay_from_elsewhere_becomes_a_draft(draft: Draft, workspace: Workspace) -> None:
    copied = begin_from_file(draft.path, workspace.root, workspace.catalog)
    assert copied.path != draft.path
    assert copied.text() == draft.text()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no toml", "WRK-103"),
        ('format = "green-mine-overlay/1"\nkind = "province"\nover = ["cn-none/none@1"]\n', "TPL-701"),
        (f'format = "green-mine-overlay/1"\nkind = "none"\nover = ["{COAL}"]\n', "WRK-103"),
    ],
)
def test_a_file_that_is_no_template_becomes_no_draft(text: str, code: str, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UserFacingError) as refused:
        begin_from_file(path, workspace.root, workspace.catalog)
    assert refused.value.code == code
    assert drafts_in(workspace.root) == ()


def test_a_template_goes_to_a_workbook_and_comes_back_as_a_draft(workspace: Workspace, tmp_path: Path) -> None:
    entry = entry_of(workspace, "cn-liaoning/green-mine-2024-magnesite")
    assert entry.template is not None
    assert entry.data is not None
    path = tmp_path / "magnesite.xlsx"
    write_file(entry.template, entry.data, path)
    draft = begin_from_workbook(path, workspace.root)
    assert draft.template is not None
    assert digest(draft.template) == entry.digest
    assert draft.kind is None


def test_an_overlay_that_goes_through_a_workbook_unchanged_says_no_more(draft: Draft, tmp_path: Path) -> None:
    draft.do(SetValue("rating", "", ("pass_mark",), 85))
    before = draft.text()
    assert draft.template is not None
    path = tmp_path / "draft.xlsx"
    write_file(draft.template, draft.data, path)
    draft.do(changes_in(path, draft))
    assert draft.text() == before


def test_what_was_changed_in_a_workbook_is_all_that_an_overlay_takes_over(workspace: Workspace, tmp_path: Path) -> None:
    draft = begin_overlay(
        entry_of(workspace, "cn-liaoning/green-mine-2024-magnesite"), replace(NEW, kind=OverlayKind.PROVINCE), workspace.root
    )
    item = str(draft.data["indicators"][3]["id"])
    changed = SetValue("indicators", item, ("requirement",), "表格里改的").apply(draft.data)
    changed = AddMember("places", {"id": "weather_station", "title": "气象站"}).apply(changed)
    assert draft.template is not None
    path = tmp_path / "draft.xlsx"
    write_file(draft.template, changed, path)
    draft.do(changes_in(path, draft))
    on_disk = tomllib.loads(draft.path.read_text("utf-8"))
    assert on_disk["replace"] == {"indicators": [{"id": item, "requirement": "表格里改的"}]}
    assert on_disk["add"] == {"places": [{"id": "weather_station", "title": "气象站"}]}
    assert draft.template is not None
    draft.undo()
    assert "replace" not in draft.text()


def test_a_workbook_with_mistakes_becomes_no_draft(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(TemplateRefusedError) as refused:
        begin_from_workbook(path, workspace.root)
    assert refused.value.code == "WRK-106"
    assert refused.value.problems
    assert drafts_in(workspace.root) == ()


def test_a_file_that_cannot_be_written_is_said(workspace: Workspace, tmp_path: Path) -> None:
    entry = entry_of(workspace, COAL)
    assert entry.template is not None
    assert entry.data is not None
    with pytest.raises(UserFacingError) as refused:
        write_file(entry.template, entry.data, tmp_path)
    assert refused.value.code == "WRK-105"


def test_names_that_no_template_can_have_are_refused(workspace: Workspace) -> None:
    for new in (replace(NEW, id="Shanxi"), replace(NEW, edition="第一版")):
        with pytest.raises(UserFacingError) as refused:
            begin_overlay(entry_of(workspace, COAL), new, workspace.root)
        assert refused.value.code == "TPL-105"


def test_trying_out_leaves_nothing_behind(draft: Draft, workspace: Workspace) -> None:
    assert draft.template is not None
    with try_out(draft.template, "王示范") as trial:
        opened = trial.opened
        first = next(opened.template.indicators()).id
        opened.do(record_outcome(opened.assessment, first, Outcome.MET))
        assert opened.assessment.profile.is_practice
        assert opened.template == draft.template
        assert trial.root.exists()
    assert not trial.root.exists()
    trial.close()
    assert workspace.summaries() == ()
