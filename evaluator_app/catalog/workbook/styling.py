# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How a workbook looks: heads, widths, notes, print set-up, and the sheet that explains. Knows nothing of a template's data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from evaluator_app.catalog.workbook.layout import GUIDE, Column, Form, Kind, Line, Sheet
from evaluator_app.catalog.workbook.sheets import BY_PART, ORDER

ROOM = 400
"""Empty rows below the filled ones that have drop-downs."""
_FONT = "Microsoft YaHei"
_INK, _PAPER, _LINE, _SOFT = "#1F4D3A", "#FFFFFF", "#C9D3CD", "#EEF4F0"
_A3, _A4, _A3_WIDTH, _A4_WIDTH = 8, 9, 260, 170
_HIGHEST = 405
"""Points of the highest row."""
_CENTRED = {Kind.FLAG, Kind.NUMBER, Kind.DAY}
_WIDE = {Kind.LONG, Kind.LINES, Kind.REFERENCES, Kind.CONDITION}
_LIKE_OTHERS = re.compile(r"[-+=@'\d.#]|TRUE|FALSE|是|否")
"""How a text begins that a cell might take for something else once it is edited."""
_TABS = {"top": _INK, "rating": _INK, "groups": "#3C8D5A", "indicators": "#3C8D5A", "rules": "#3C8D5A", "not_applicable": "#3C8D5A"}

_GUIDE = (
    "本工作簿就是一份评分模板：填好后用程序检查、导入，不需要编程。",
    "一张表记一类内容，一行记一项。表头带 * 的列必须填；把光标放在表头上，会显示这一列怎样填。",
    "从“模板”表开始，再填“指标组”“指标”。简单的评分办法在“指标”表的一行里就填完；有分项、情况、问题清单的，接着写在“评分细则”表。",
    "别的表里要引用的东西（地点、资料、限值表、出处、矿山情况）先在它自己的表里写好，引用时写名称、序号或编号都行。",
    "编号用小写拉丁字母、数字、点、下划线、连字符，字母开头；一经发布不再改变，与顺序和名称无关。序号是给人看的，可以改。",
    "条件这样写：开采方式 = 地下开采 且 有尾矿库 = 是。可用 且、或、非、括号；几个值用顿号；数值和日期可写 >= 和 <。",
    "每条规则、每个限值都要有出处和可信程度；没有查到的写“没有查到”，不要代拟数值。",
    "列和表可以挪动，可以加自己的列（程序会提醒没有读）；不要改表名和表头，不要合并单元格，不要写公式。",
    "检查：evaluator check-template 文件.xlsx，导入：evaluator import-template 文件.xlsx；有错误就逐条指出哪一格、怎样改。",
    "导入后得到一份文本模板，同样可以再导出为工作簿。批准另用证书签名，不在这里填。",
)


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        """Make the formats."""
        base = {"font_name": _FONT, "font_size": 10, "valign": "top", "border": 1, "border_color": _LINE}
        left = {**base, "align": "left", "indent": 1}
        self._text = book.add_format({**left, "num_format": "@"})
        self._wrapped = book.add_format({**left, "text_wrap": True})
        self._literal = book.add_format({**left, "text_wrap": True, "num_format": "@", "quote_prefix": True})
        self._centred = book.add_format({**base, "align": "center"})
        self.number = book.add_format({**base, "align": "center"})
        self.day = book.add_format({**base, "align": "center", "num_format": "yyyy-mm-dd"})
        self._head = book.add_format(
            {**base, "bold": True, "font_color": _PAPER, "bg_color": _INK, "text_wrap": True, "valign": "vcenter", "align": "center"}
        )
        self._question = book.add_format({**left, "bold": True, "bg_color": _SOFT, "text_wrap": True})
        self._hint = book.add_format(
            {"font_name": _FONT, "font_size": 9, "valign": "top", "font_color": "#5F6F67", "text_wrap": True, "align": "left", "indent": 1}
        )
        self._plain = book.add_format({"font_name": _FONT, "font_size": 11, "text_wrap": True, "valign": "top"})
        self._title = book.add_format({"font_name": _FONT, "font_size": 16, "bold": True, "font_color": _INK})
        self._link = book.add_format({"font_name": _FONT, "font_size": 11, "font_color": "#1A5FB4", "underline": 1, "valign": "top"})

    def of(self, column: Column, text: str) -> Any:
        """Return the format of a text: one that keeps it a text when it is edited, where it might be taken for something else."""
        if column.kind in _CENTRED:
            return self._literal if column.kind is Kind.NUMBER else self._centred
        return self._literal if _LIKE_OTHERS.match(text) else self._wrapped

    def set_column(self, page: Any, index: int, column: Column) -> None:
        """Set width and format of a column's empty cells."""
        page.set_column(index, index, column.width, self._empty(column))

    def blank(self, page: Any, row: int, index: int, column: Column) -> None:
        """Frame a cell to be filled in."""
        page.write_blank(row, index, None, self._empty(column))

    def _empty(self, column: Column) -> Any:
        if column.kind is Kind.DAY:
            return self.day
        if column.kind is Kind.NUMBER:
            return self.number
        if column.kind is Kind.FLAG:
            return self._centred
        return self._wrapped if column.kind in _WIDE else self._text

    def head(self, page: Any, index: int, column: Column) -> None:
        """Write the head of a column, with its note."""
        page.write_string(0, index, f"{column.title} *" if column.is_required else column.title, self._head)
        note = f"{column.title}{'（必填）' if column.is_required else ''}\n{column.note}".strip()
        note += f"\n可选：{'、'.join(column.words.values())}" if column.words else ""
        height = 30 + 17 * sum(1 + len(line) // 18 for line in note.split("\n"))
        page.write_comment(0, index, note, {"width": 260, "height": height, "font_size": 9, "font_name": _FONT, "color": "#FFFFE1"})

    def finish_list(self, page: Any, sheet: Sheet, count: int) -> None:
        """Freeze, filter and set up printing of a list."""
        page.set_row(0, 32)
        page.freeze_panes(1, sheet.frozen)
        page.autofilter(0, 0, max(count, 1), len(sheet.columns) - 1)
        page.repeat_columns(0, sheet.frozen - 1)
        self._print(page, count, [column.width for column in sheet.columns])

    def set_height(self, page: Any, row: int, cells: Iterable[tuple[str, int]]) -> None:
        """Make a row as high as its longest text needs, given each text with the width of its column."""
        lines = max((sum(_lines(line, width) for line in text.split("\n")) for text, width in cells), default=1)
        if lines > 1:
            page.set_row(row, min(14.5 * lines + 3, _HIGHEST))

    def form_heads(self, page: Any, titles: tuple[str, ...]) -> None:
        """Write the heads of a form and set its widths."""
        for index, (title, width) in enumerate(zip(titles, form_widths(len(titles)), strict=True)):
            page.set_column(index, index, width)
            page.write_string(0, index, title, self._head)

    def question(self, page: Any, row: int, line: Line) -> None:
        """Write the title of a question."""
        page.write_string(row, 0, f"{line.title} *" if line.is_required else line.title, self._question)

    def hint(self, page: Any, row: int, index: int, text: str) -> None:
        """Write how a question is answered."""
        page.write_string(row, index, text, self._hint)

    def finish_form(self, page: Any, count: int) -> None:
        """Freeze and set up printing of a form."""
        page.set_row(0, 26)
        page.freeze_panes(1, 1)
        self._print(page, count, [])

    def _print(self, page: Any, count: int, widths: list[int]) -> None:
        page.set_tab_color(next((_TABS[part] for part in _TABS if BY_PART[part].title == page.name), "#9AA8A0"))
        page.hide_gridlines(1)
        page.set_landscape()
        page.set_paper(_A3 if sum(widths) > _A4_WIDTH else _A4)
        page.set_margins(0.4, 0.4, 0.6, 0.6)
        page.fit_to_pages(1 + sum(widths) // _A3_WIDTH, 0)
        page.repeat_rows(0)
        page.set_footer("&L&A&R&P / &N")
        page.print_area(0, 0, max(count, 1), page.dim_colmax or 0)

    def guide(self, page: Any) -> None:
        """Write the sheet that explains: ten lines, then every sheet with what it holds."""
        page.hide_gridlines(2)
        page.set_column(0, 0, 13)
        page.set_column(1, 1, 110)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 1)
        page.set_row(0, 30)
        page.write_string(0, 0, "怎样填写评分模板", self._title)
        for number, text in enumerate(_GUIDE, 1):
            self.set_height(page, number, [(text, 122)])
            page.write_string(number, 0, str(number), self._plain)
            page.write_string(number, 1, text, self._plain)
        start = len(_GUIDE) + 2
        page.write_string(start, 0, "各表", self._title)
        page.set_row(start, 28)
        for number, part in enumerate(ORDER, start + 1):
            sheet = BY_PART[part]
            page.write_url(number, 0, f"internal:'{sheet.title}'!A1", self._link, sheet.title)
            page.write_string(number, 1, _about(sheet), self._plain)


def form_widths(count: int) -> tuple[int, ...]:
    """Return the widths of a form's columns."""
    return (22, 60, 60) if count == 3 else (22, 16, 18, 16, 40, 50)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, Chinese characters counted twice."""
    return 1 + int(sum(1.9 if sign > "\u2e7f" else 1.0 for sign in text) // max(width - 2, 1))


def _about(sheet: Sheet | Form) -> str:
    if isinstance(sheet, Sheet):
        return f"{sheet.about}（必需）" if sheet.is_required else sheet.about
    return "模板的编号、版本、名称、发布机关、用于哪里。（必需）" if sheet.part == "top" else "达标分、最低得分率、一票否决、修约。"


def write_guide(book: Any, styles: Styles) -> None:
    """Add the sheet that explains."""
    styles.guide(book.add_worksheet(GUIDE))
