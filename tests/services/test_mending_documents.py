# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The list of what is to be mended, and the notice: one content in three forms, with room to sign and to seal."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Observation
from evaluator_app.errors import UserFacingError
from evaluator_app.paths import record_forms
from evaluator_app.services import mending
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.mending_documents import ENDINGS, NOTICE_FORM, file_name, write_list, write_notice
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace

DAY = date(2026, 11, 25)
TRICKS = ('=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)")


def text_of(path: Path) -> str:
    """Return all words of a document of any of the three forms, without blanks."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            found = "".join(page.get_textpage().get_text_bounded() for page in document)
    elif path.suffix == ".docx":
        word = docx.Document(str(path))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        found = "".join([*(paragraph.text for paragraph in word.paragraphs), *cells])
    else:
        book = CalamineWorkbook.from_path(path)
        found = "".join(str(value) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for value in row)
    return "".join(found.split())


@pytest.fixture
def listed(workspace: Workspace, tmp_path: Path) -> OpenAssessment:
    """Open the sample mine with everything ordered, one closed with a photo, one late, one with words that look like formulas."""
    opened = make_sample(workspace)
    opened.do(mending.order(opened, due_on=date(2026, 11, 20), responsible="李矿长", on=date(2026, 10, 1)))
    faults = [line for line in mending.mending_of(opened, DAY).lines if line.thing.observation]
    first, second, third, *_rest = [line.thing for line in sorted(faults, key=lambda line: not line.before)]
    Image.new("RGB", (400, 300), (20, 120, 60)).save(tmp_path / "已清理.jpg")
    files, _refused = mending.proof_from(opened, [tmp_path / "已清理.jpg"])
    opened.do(mending.report(opened, first.id, "已清理干净", files))
    opened.do(mending.recheck(opened, first.id, is_mended=True, words="现场已清理", by="赵复查", on=DAY))
    opened.do(mending.edit(opened, replace(opened.assessment.rectifications[second.id], what=TRICKS[0], responsible=TRICKS[1])))
    opened.do(mending.report(opened, third.id, TRICKS[3]))
    opened.do(mending.recheck(opened, third.id, is_mended=False, words=TRICKS[2], by="赵复查", on=DAY))
    return opened


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_list_says_the_same_in_every_form(listed: OpenAssessment, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list{ending}"
    count = write_list(listed, path, today=DAY)
    assert count == len(listed.assessment.rectifications)
    text = text_of(path)
    late = mending.mending_of(listed, DAY).late
    for words in ("整改清单", "李矿长", "2026-11-20", "已清理干净", "现场已清理", "赵复查", "已销号", "未整改，已上报", f"逾期{late}项"):
        assert words in text, words
    for thing in listed.assessment.rectifications.values():
        assert "".join(thing.problem.split()) in text
    for trick in TRICKS:
        assert trick in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_notice_is_the_form_with_what_is_open_and_places_for_signatures_and_seals(
    listed: OpenAssessment, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"notice{ending}"
    count = write_notice(listed, path, reply_to="试验机构 资料组", today=DAY)
    assert count == len(listed.assessment.rectifications) - 1
    text = text_of(path)
    for words in ("整改告知单", "整改要求", "试验机构资料组", "签收：", "评估组组长签名", "评估机构（盖章）", "矿山签收（盖章）", "6个月"):
        assert words in text, words
    closed = next(each for each in listed.assessment.rectifications.values() if each.checked_by and each.proof)
    assert "".join(closed.problem.split()) not in text
    assert "notice" not in listed.assessment.form_records


def test_words_that_look_like_formulas_are_text_in_the_workbook(listed: OpenAssessment, tmp_path: Path) -> None:
    write: tuple[tuple[str, Callable[..., int]], ...] = (("list", write_list), ("notice", write_notice))
    for name, writer in write:
        writer(listed, tmp_path / f"{name}.xlsx", today=DAY)
        with zipfile.ZipFile(tmp_path / f"{name}.xlsx") as book:
            sheets = [book.read(part) for part in book.namelist() if part.startswith("xl/worksheets/sheet")]
            assert sheets
            assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_the_same_list_gives_the_same_bytes(listed: OpenAssessment, tmp_path: Path) -> None:
    for ending in ENDINGS:
        for name in ("a", "b"):
            write_list(listed, tmp_path / f"{name}{ending}", today=DAY)
        assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


def test_before_and_after_stand_side_by_side_where_there_is_proof(listed: OpenAssessment, tmp_path: Path) -> None:
    write_list(listed, tmp_path / "list.pdf", today=DAY)
    text = text_of(tmp_path / "list.pdf")
    assert "整改前后照片" in text
    assert (text.count("整改前") >= 2, "整改后" in text) == (True, True)


def test_a_notice_of_chosen_things_names_them_alone(listed: OpenAssessment, tmp_path: Path) -> None:
    name = next(iter(listed.assessment.rectifications))
    assert write_notice(listed, tmp_path / "one.docx", names=[name], today=DAY) == 1


def test_a_notice_of_nothing_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    opened = make_sample(workspace)
    with pytest.raises(UserFacingError) as refused:
        write_notice(opened, tmp_path / "n.pdf")
    assert (refused.value.code, (tmp_path / "n.pdf").exists()) == ("MND-011", False)


def test_an_empty_list_can_be_written(workspace: Workspace, tmp_path: Path) -> None:
    opened = make_sample(workspace)
    for ending in ENDINGS:
        assert write_list(opened, tmp_path / f"empty{ending}") == 0


def test_another_ending_is_refused(listed: OpenAssessment, tmp_path: Path) -> None:
    for writer in (write_list, write_notice):
        with pytest.raises(UserFacingError) as refused:
            writer(listed, tmp_path / "x.odt")
        assert refused.value.code == "MND-013"


def test_a_firms_own_form_takes_the_place_of_the_programs(listed: OpenAssessment, workspace: Workspace, tmp_path: Path) -> None:
    own = workspace.root / "forms"
    own.mkdir(exist_ok=True)
    text = (record_forms() / f"{NOTICE_FORM}.toml").read_text(encoding="utf-8")
    (own / f"{NOTICE_FORM}.toml").write_text(text.replace('title = "整改告知单"', 'title = "本所整改通知书"'), encoding="utf-8")
    write_notice(listed, tmp_path / "n.docx", today=DAY)
    assert "本所整改通知书" in text_of(tmp_path / "n.docx")
    (own / f"{NOTICE_FORM}.toml").write_text(text.replace('id = "problem"', 'id = "matter"'), encoding="utf-8")
    with pytest.raises(UserFacingError) as refused:
        write_notice(listed, tmp_path / "m.docx", today=DAY)
    assert refused.value.code == "MND-012"


def test_what_has_changed_since_is_said_on_the_list(listed: OpenAssessment, tmp_path: Path) -> None:
    thing = next(each for each in listed.assessment.rectifications.values() if each.observation and not each.checked_by)
    seen: Observation = listed.assessment.observations[thing.observation]
    listed.do(changes.record_observation(listed.assessment, replace(seen, text="另有积水")))
    write_list(listed, tmp_path / "list.docx", today=DAY)
    assert "下达后，所依据的问题已修改" in text_of(tmp_path / "list.docx")


def test_names_of_files_say_mine_and_kind(listed: OpenAssessment) -> None:
    assert file_name(listed, is_notice=True, ending=".pdf").endswith("-整改告知单.pdf")
    assert file_name(listed, is_notice=False, ending=".xlsx").endswith("-整改清单.xlsx")
