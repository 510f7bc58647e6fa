# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What people do to a workbook: each mistake is one problem at its cell, and what can only mean one thing is taken."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator_app.catalog.problems import Severity, cell_name
from evaluator_app.catalog.reading import ReadTemplate
from evaluator_app.catalog.workbook.reading import read_workbook
from evaluator_app.catalog.workbook.skeleton import skeleton_data
from evaluator_app.domain.applicability import AllOf, AnyOf, FactIs, Not
from evaluator_app.domain.criteria import DeductPerOccurrence
from evaluator_app.domain.template import Template
from evaluator_app.i18n import translator
from tests.catalog.workbooks import Cell, Draft, Formula, draft_of


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """Return the skeleton as a workbook to be changed."""
    return draft_of(skeleton_data(), tmp_path)


def read(draft: Draft, folder: Path) -> ReadTemplate:
    return read_workbook(draft.save(folder / "changed.xlsx"))


def sound(draft: Draft, folder: Path) -> Template:
    result = read(draft, folder)
    assert [problem.text() for problem in result.problems if problem.severity is Severity.ERROR] == []
    assert result.template is not None
    return result.template


def only_problem(draft: Draft, folder: Path) -> tuple[str, str, int, int]:
    result = read(draft, folder)
    assert result.template is None
    (problem,) = result.problems
    return problem.code, problem.sheet, problem.line, problem.column


def test_twelve_mistakes_are_twelve_problems_each_at_its_cell(draft: Draft, tmp_path: Path) -> None:
    expected = {
        ("TPL-201", *draft.set("指标", "核查地点", "site.roads", "采场；堆场")),
        ("TPL-302", *draft.set("指标组", "分值", "resources", 5)),
        ("TPL-308", *draft.set("指标", "评分办法", "resources.recovery", "随意扣分")),
        ("TPL-809", *draft.set("限值", "限值", "underground", "八十")),
        ("TPL-103", *draft.set("先决条件", "要求", "licence", "")),
        ("TPL-109", *draft.set("地点", "编号", "road", "pit")),
        ("TPL-806", *draft.set("指标", "分值", "site.signs", Formula("=2+2", 4))),
        ("TPL-812", *draft.set("限值", "条件", "open_pit", "开采方式 = ")),
        ("TPL-108", *draft.set("出处", "可信程度", "示例文件", "很可信")),
        ("TPL-810", *draft.set("出处", "施行日期", "示例文件", "2026-13-01")),
        ("TPL-304", *draft.set("指标", "每次分值", "site.roads", 3)),
        ("TPL-814", *draft.set("评分细则", "条目", "pond", "9.9")),
    }
    result = read(draft, tmp_path)
    assert result.template is None
    assert {(p.code, p.sheet, p.line, p.column) for p in result.problems} == expected
    assert len(result.problems) == 12
    for problem in result.problems:
        assert problem.place == f"changed.xlsx[{problem.sheet}!{cell_name(problem.line, problem.column)}]"
        assert problem.sentence.text()
        assert problem.advice.text()


def test_a_problem_speaks_of_columns_and_not_of_keys(draft: Draft, tmp_path: Path) -> None:
    draft.set("先决条件", "要求", "licence", "")
    (problem,) = read(draft, tmp_path).problems
    assert problem.sentence.text() == "“要求” is missing."
    draft.set("先决条件", "要求", "licence", "有。")
    draft.set("指标", "评分办法", "site.roads", "每处扣")
    (problem,) = read(draft, tmp_path).problems
    assert problem.advice.text(translator("zh_CN")) == "是否应为“每处扣分”？"


@pytest.mark.parametrize(
    ("sheet", "head", "row", "value", "code"),
    [
        ("指标", "所属", "site.roads", "9", "TPL-206"),
        ("指标", "出处", "site.roads", "别处", "TPL-207"),
        ("指标", "限值表", "resources.recovery", "回收率", "TPL-205"),
        ("指标", "查阅资料", "resources.recovery", "日记", "TPL-202"),
        ("指标", "问题要照片", "site.roads", "也许", "TPL-811"),
        ("指标", "不适用时", "site.roads", "得满分", "TPL-314"),
        ("指标", "不适用时", "site.roads", "随便", "TPL-309"),
        ("指标", "编号", "resources.recovery", "回采率", "TPL-105"),
        ("指标", "名称", "site.roads", "　\xa0", "TPL-104"),
        ("指标", "评分办法", "site.roads", "", "TPL-103"),
        ("指标", "分值", "site.roads", -2, "TPL-301"),
        ("指标", "分值", "site.roads", "2 分", "TPL-809"),
        ("指标", "分值", "site.roads", True, "TPL-809"),
        ("指标", "分值", "site.roads", Formula("=1/0", "#DIV/0!"), "TPL-806"),
        ("指标", "要求", "site.roads", Formula('="a"', "a"), "TPL-806"),
        ("指标", "适用条件", "site.roads", "有尾矿库", "TPL-314"),
        ("评分细则", "条目", "pond", "", "TPL-103"),
        ("评分细则", "层级", "pond", 3, "TPL-813"),
        ("评分细则", "层级", "pond", "一", "TPL-809"),
        ("评分细则", "类别", "pond", "", "TPL-813"),
        ("评分细则", "类别", "pond", "别的", "TPL-108"),
        ("评分细则", "分值", "pond", 2, "TPL-303"),
        ("评分细则", "编号", "pond", "entrance", "TPL-109"),
        ("评分细则", "条件", "pond", "有尾矿库 = 也许", "TPL-204"),
        ("评分细则", "条件", "pond", "(有尾矿库 = 是", "TPL-812"),
        ("评分细则", "条件", "pond", "有水库 = 是", "TPL-203"),
        ("评分细则", "评分办法", "pond", "对照限值", "TPL-103"),
        ("选项", "属于", "open_pit", "采法", "TPL-814"),
        ("限值", "限值", "underground", 1e15, "TPL-107"),
        ("限值", "低档", "open_pit", 5, "TPL-311"),
        ("期限", "起算", "build", "开采方式", "TPL-204"),
        ("期限", "月数", "build", 1.5, "TPL-107"),
        ("出处", "施行日期", "示例文件", 46023, "TPL-810"),
        ("出处", "失效日期", "示例文件", date(2025, 1, 1), "TPL-315"),
        ("分区", "指标", "environment", "1.1；3.3", "TPL-210"),
    ],
)
def test_one_mistake_is_one_problem_at_its_cell(
    draft: Draft, tmp_path: Path, sheet: str, head: str, row: str, value: Cell, code: str
) -> None:
    place = draft.set(sheet, head, row, value)
    if code in ("TPL-303", "TPL-314", "TPL-311"):
        assert only_problem(draft, tmp_path)[0] == code
    elif code == "TPL-814" and sheet == "选项":
        assert (code, *place) in {(p.code, p.sheet, p.line, p.column) for p in read(draft, tmp_path).problems}
    elif head == "评分办法" and sheet == "评分细则":
        assert only_problem(draft, tmp_path)[:3] == (code, *place[:2])
    else:
        assert only_problem(draft, tmp_path) == (code, *place)


@pytest.mark.parametrize(
    ("line", "value", "code"),
    [
        ("模板编号", "", "TPL-103"),
        ("模板编号", "编号", "TPL-105"),
        ("工作簿格式", "green-mine-workbook/2", "TPL-005"),
        ("认可状态", "好", "TPL-108"),
        ("认可日期", "昨天", "TPL-810"),
        ("评估类型", "自评；互评", "TPL-108"),
        ("出处", "别处", "TPL-207"),
    ],
)
def test_a_mistake_in_a_form_is_a_problem_at_its_line(draft: Draft, tmp_path: Path, line: str, value: Cell, code: str) -> None:
    title = next(row[0] for row in draft.sheets["模板"] if str(row[0]).rstrip(" *") == line)
    place = draft.set("模板", "内容", title, value, key="项目")
    assert only_problem(draft, tmp_path) == (code, *place)


def test_a_line_that_is_missing_or_stands_twice_is_named(draft: Draft, tmp_path: Path) -> None:
    rows = draft.sheets["模板"]
    removed = rows.pop(next(index for index, row in enumerate(rows) if str(row[0]).startswith("版本")))
    assert only_problem(draft, tmp_path)[:2] == ("TPL-803", "模板")
    rows += [removed, removed]
    assert only_problem(draft, tmp_path) == ("TPL-816", "模板", len(rows), 1)


def test_a_missing_sheet_or_column_is_named_and_nothing_else(draft: Draft, tmp_path: Path) -> None:
    draft.sheets["指标"][0][0] = "号"
    result = read(draft, tmp_path)
    assert {(p.code, p.severity) for p in result.problems} == {("TPL-803", Severity.ERROR), ("TPL-805", Severity.WARNING)}
    del draft.sheets["指标"]
    assert [p.code for p in read(draft, tmp_path).problems] == ["TPL-802"]


def test_merged_cells_are_named(draft: Draft, tmp_path: Path) -> None:
    draft.merged.append(("地点", "A6:B7"))
    assert [(p.code, p.line, p.column) for p in read(draft, tmp_path).problems if p.code == "TPL-808"] == [("TPL-808", 6, 1)]


def test_an_ambiguous_title_is_named(draft: Draft, tmp_path: Path) -> None:
    draft.set("地点", "名称", "road", "采场")
    place = draft.set("指标", "核查地点", "site.roads", "采场")
    assert only_problem(draft, tmp_path) == ("TPL-815", *place)
    draft.set("指标", "核查地点", "site.roads", "pit；road")
    assert next(sound(draft, tmp_path).indicators()).places == ("pit", "road")


def test_unknown_sheets_columns_and_lines_warn_and_are_not_read(draft: Draft, tmp_path: Path) -> None:
    draft.sheets["我的笔记"] = [["随便写"]]
    for number, row in enumerate(draft.sheets["地点"]):
        row.append("负责人" if number == 0 else "王")
    draft.sheets["模板"].append(["我的一行", "内容"])
    template = sound(draft, tmp_path)
    assert template == sound(draft_of(skeleton_data(), tmp_path), tmp_path)
    result = read(draft, tmp_path)
    assert {(p.code, p.sheet) for p in result.problems} == {("TPL-804", "我的笔记"), ("TPL-805", "地点"), ("TPL-805", "模板")}
    assert all(p.severity is Severity.WARNING for p in result.problems)


def test_formulas_in_columns_that_are_not_read_do_not_matter(draft: Draft, tmp_path: Path) -> None:
    draft.sheets["指标"][0].append("合计")
    draft.sheets["指标"][1].append(Formula("=SUM(A1:A3)", 1))
    assert [p.code for p in read(draft, tmp_path).problems] == ["TPL-805"]


def test_sheets_columns_and_heads_may_be_moved(draft: Draft, tmp_path: Path) -> None:
    before = sound(draft, tmp_path)
    draft.sheets = {name: [row[::-1] for row in rows] for name, rows in reversed(draft.sheets.items())}
    for rows in draft.sheets.values():
        rows.insert(0, ["本表由某省填写"] + [""] * (len(rows[0]) - 1))
        rows.insert(4, [""] * len(rows[0]))
    assert sound(draft, tmp_path) == before


def test_sheets_that_are_not_needed_may_be_missing(draft: Draft, tmp_path: Path) -> None:
    for name in ("说明", "分区", "期限", "可改内容", "新文件", "记录事项", "量的别名"):
        del draft.sheets[name]
    assert sound(draft, tmp_path).areas == ()


def test_what_can_only_mean_one_thing_is_taken(draft: Draft, tmp_path: Path) -> None:
    before = sound(draft, tmp_path)
    for sheet, head, row, value in (
        ("指标", "分值", "site.roads", "２"),
        ("指标", "每次分值", "site.roads", " 0.50\xa0"),
        ("指标", "所属", "site.roads", 1.0),
        ("指标", "序号", "site.roads", 1.1),
        ("指标", "问题要照片", "site.roads", True),
        ("指标", "约束性", "site.roads", "否"),
        ("指标", "核查地点", "site.roads", " pit 、主干道路\n"),
        ("指标", "佐证提示", "site.roads", "道路照片 \r\n\r\n 清扫记录"),
        ("指标", "评分办法", "site.roads", "deduct_per_occurrence"),
        ("指标", "编号", "site.roads", "ｓｉｔｅ．ｒｏａｄｓ"),
        ("指标组", "分值", "site", 6.000000000000001),
        ("限值", "限值", "underground", "80.0"),
        ("限值", "条件", "underground", "ｍining_method＝地下开采".replace("ｍ", "m")),
        ("评分细则", "条件", "pond", "有尾矿库"),
        ("出处", "施行日期", "示例文件", "2026年1月1日"),
        ("期限", "月数", "build", "12"),
        ("分区", "指标", "environment", "site.roads；1.2"),
        ("选项", "属于", "open_pit", "mining_method"),
    ):
        draft.set(sheet, head, row, value)
    assert sound(draft, tmp_path) == before


@pytest.mark.parametrize("value", ["=1+1", "+86", "-甲", "@某人", "'单引号", "＝甲"])
def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path, value: str) -> None:
    data = skeleton_data()
    data["indicators"][0]["requirement"] = value
    assert next(sound(draft_of(data, tmp_path), tmp_path).indicators()).requirement == value


def test_numbers_are_exact_and_what_a_cell_cannot_hold_is_written_as_text(draft: Draft, tmp_path: Path) -> None:
    draft.set("指标", "每次分值", "site.roads", 0.1 + 0.2)
    assert next(sound(draft, tmp_path).indicators()).criterion == DeductPerOccurrence(Decimal("0.3"))
    data = skeleton_data()
    data["rows"][0]["limit"] = Decimal("123456789012.123456789")
    assert sound(draft_of(data, tmp_path), tmp_path).tables[0].rows[1].low == Decimal("123456789012.123456789")


def test_conditions_are_read_with_brackets_denials_and_titles(draft: Draft, tmp_path: Path) -> None:
    draft.set("限值", "条件", "open_pit", "非（开采方式 = 露天开采、underground 且 有尾矿库 = 否）或 [has_tailings_pond] ≠ 是")
    row = next(row for row in sound(draft, tmp_path).tables[0].rows if row.id == "open_pit")
    assert row.when == AnyOf(
        tuple(
            sorted(
                (
                    Not(AllOf((FactIs("has_tailings_pond", (False,)), FactIs("mining_method", ("open_pit", "underground"))))),
                    Not(FactIs("has_tailings_pond", (True,))),
                ),
                key=lambda member: row.when.conditions.index(member) if isinstance(row.when, AnyOf) else 0,
            )
        )
    )


@pytest.mark.parametrize(
    ("text", "at"),
    [("开采方式", 5), ("开采方式 = 地下开采 有尾矿库", 13), ("()", 2), ("(" * 40, 10), ("开采方式 > 3", 6), ("x" * 5000, 4000)],
)
def test_a_condition_that_cannot_be_read_says_at_which_character(draft: Draft, tmp_path: Path, text: str, at: int) -> None:
    draft.set("限值", "条件", "open_pit", text)
    (problem,) = read(draft, tmp_path).problems
    assert problem.code == "TPL-812"
    assert dict(problem.sentence.fields)["at"] == at
