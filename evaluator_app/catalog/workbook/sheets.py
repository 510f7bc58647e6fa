# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sheets of a workbook: their columns, what each is for and how it is filled in, in the words of those who do."""

from __future__ import annotations

from collections.abc import Mapping

from evaluator_app.catalog.workbook import words
from evaluator_app.catalog.workbook.layout import WORKBOOK_FORMAT, Column, Form, Kind, Line, Sheet

_ID_NOTE = "小写拉丁字母开头，可用字母、数字、点、下划线、连字符。一经发布不再改变。"
_CONDITION_NOTE = (
    "例：开采方式 = 地下开采 且 有尾矿库 = 是\n"
    "可用 且、或、非、括号；几个值用顿号；数值 >= 800，日期 >= 2021-01-01。\n"
    "写矿山情况的名称或编号都行。"
)


def _name(note: str = _ID_NOTE, width: int = 22) -> Column:
    return Column("id", "编号", Kind.ID, width, note, is_required=True)


def _title(title: str = "名称", width: int = 30, note: str = "") -> Column:
    return Column("title", title, Kind.TEXT, width, note, is_required=True)


def _condition(key: str, title: str, note: str = "", width: int = 30, *, is_required: bool = False) -> Column:
    return Column(key, title, Kind.CONDITION, width, f"{note}\n{_CONDITION_NOTE}".strip(), is_required=is_required)


_SOURCE = (
    Column("source", "出处", Kind.REFERENCE, 16, "“出处”表中的编号。", refers="sources"),
    Column("clause", "条款", Kind.NAME, 14, "文件中的条款、表、行。没有查到就写明没有查到。"),
    Column("note", "备注", Kind.LONG, 34, "采用前必须知道的话。"),
)
_FACT = (
    Column("kind", "类型", Kind.CHOICE, 9, "单选的选项写在“选项”表。", words.FACT_KINDS, is_required=True),
    Column("unit", "单位", Kind.UNIT, 9, "数值的单位。"),
    Column("hint", "填写提示", Kind.LONG, 34),
    _condition("asked_when", "何时询问", "不填：总是询问。"),
)
_RULE = (
    Column("kind", "评分办法", Kind.CHOICE, 17, "有分项、情况、问题的办法，内容写在“评分细则”表。", words.RULES),
    Column("amount", "每次分值", Kind.NUMBER, 9, "“每处扣分”：每处扣多少；“按数量得分”：每个得多少。"),
    Column("table", "限值表", Kind.REFERENCE, 20, "“对照限值”用：“限值表”中的编号或名称。", refers="tables"),
    Column("level", "级别", Kind.CHOICE, 9, "“对照限值”用：要求达到哪一级。不填：文件只定一级。", words.LEVELS),
)
_APPLIES = (
    _condition("applies_when", "适用条件", "不填：总是适用。"),
    Column("otherwise", "不适用时", Kind.CHOICE, 12, "与“适用条件”一起填。", words.OTHERWISE),
)

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "groups",
        "指标组",
        "一级、二级指标。分值与下级之和核对。",
        (
            Column("code", "序号", Kind.NAME, 9, "给人看的序号，如 A、A1。", is_required=True),
            _title(),
            Column("in", "上级", Kind.REFERENCE, 12, "上一级指标组的序号或编号。一级指标不填。", refers="groups"),
            Column("points", "分值", Kind.NUMBER, 9, "应等于下级分值之和。", is_required=True),
            Column("has_floor", "有最低得分率", Kind.FLAG, 12, "“评定”表的最低得分率是否用于本组。"),
            _name(width=30),
        ),
        2,
        is_required=True,
    ),
    Sheet(
        "indicators",
        "指标",
        "得分的三级指标，一行一项。",
        (
            Column("code", "序号", Kind.NAME, 9, "给人看的序号，如 A1.1。", is_required=True),
            _title(width=20),
            Column("in", "所属", Kind.REFERENCE, 9, "所属指标组的序号或编号。", refers="groups", is_required=True),
            Column("points", "分值", Kind.NUMBER, 8, is_required=True),
            Column("requirement", "要求", Kind.LONG, 46, "用自己的话写清要求什么。", is_required=True),
            *_RULE,
            Column("is_constraint", "约束性", Kind.FLAG, 8, "是否约束性指标；不符合是否一票否决，由“评定”表定。"),
            Column("places", "核查地点", Kind.REFERENCES, 24, "“地点”表中的名称或编号，用分号隔开。", refers="places"),
            Column("documents", "查阅资料", Kind.REFERENCES, 28, "“资料”表中的名称或编号，用分号隔开。", refers="documents"),
            Column("evidence", "佐证提示", Kind.LINES, 28, "佐证材料应当显示什么，一行一条（Alt+Enter 换行）。"),
            Column("needs_photo", "问题要照片", Kind.FLAG, 10, "每个问题是否应有照片。"),
            *_APPLIES,
            *_SOURCE,
            _name(width=30),
        ),
        2,
        is_required=True,
    ),
    Sheet(
        "rules",
        "评分细则",
        "评分办法的分项、情况、问题，一行一个；里面还有的，接着写在下面，层级加一。",
        (
            Column("owner", "条目", Kind.REFERENCE, 11, "指标或先决条件的序号或编号。", refers="items", is_required=True),
            Column("depth", "层级", Kind.NUMBER, 7, "直接属于条目的是 1，属于上面层级 1 那一行的是 2。类别“本项”写 0。", is_required=True),
            Column(
                "node",
                "类别",
                Kind.CHOICE,
                9,
                "分项：有分值的一部分。情况：按矿山情况分的一种。问题：扣分或零分的问题。\n"
                "其余按：“出现即零分”没有出现时用的办法。口径：“对照限值”的计算口径。本项：条目自己的评分办法的其他参数。",
                words.NODES,
                is_required=True,
            ),
            Column("title", "名称", Kind.TEXT, 40, "分项、问题、口径的名称。"),
            Column("points", "分值", Kind.NUMBER, 8, "分项的分值，或问题扣的分。"),
            Column("is_per_occurrence", "每处都扣", Kind.FLAG, 10, "问题：每出现一处扣一次。"),
            _condition("condition", "条件", "情况：何时用。分项：何时适用，不填总是适用。"),
            Column("otherwise", "不适用时", Kind.CHOICE, 12, "分项：与“条件”一起填。", words.OTHERWISE),
            *_RULE,
            Column("measured", "计量内容", Kind.TEXT, 20, "“对照设计或方案”“对照往年”：量的名称；“按数量得分”：数什么。"),
            Column("unit", "单位", Kind.UNIT, 9, "“对照设计或方案”不填：%。没有单位写（无）。"),
            Column("is_maximum", "不得高于", Kind.FLAG, 10, "“对照设计或方案”：是，则不得高于方案；否，则不得低于。"),
            Column("falls_every_year", "逐年下降", Kind.FLAG, 10, "“对照往年”：是否每年都要比上年低。"),
            Column("places", "保留位数", Kind.NUMBER, 9, "“对照往年”：平均值显示几位小数。"),
            Column("mode", "修约", Kind.CHOICE, 15, words=words.ROUNDINGS),
            Column("guidance", "给专家的话", Kind.LONG, 34, "“专家评分”用。"),
            Column("rule_on_file", "条文已收录", Kind.FLAG, 11, "“专家评分”：评分条文是否查到。不填：已查到。"),
            Column("id", "编号", Kind.ID, 20, "分项、问题、口径的编号，在同一办法内不重复。" + _ID_NOTE),
        ),
        3,
    ),
    Sheet(
        "not_applicable",
        "不涉及",
        "评估人员可以把哪些指标标为不涉及，怎样计分。",
        (
            Column("owner", "指标", Kind.REFERENCE, 11, "指标的序号或编号。", refers="indicators", is_required=True),
            Column("kind", "怎样计分", Kind.CHOICE, 14, words=words.OTHERWISE, is_required=True),
            Column("when", "什么情形", Kind.LONG, 50, is_required=True),
            Column("is_confirmed", "规则写明", Kind.FLAG, 10, "规则原文是否写明可以这样。"),
        ),
    ),
    Sheet(
        "prerequisites",
        "先决条件",
        "评分之前必须具备的条件，不得分。",
        (
            Column("code", "序号", Kind.NAME, 9, "给人看的序号，如 P1。", is_required=True),
            _title(width=24),
            Column("requirement", "要求", Kind.LONG, 46, is_required=True),
            Column("checks", "核对事项", Kind.LINES, 34, "逐条核对什么，一行一条。"),
            Column("documents", "查阅资料", Kind.REFERENCES, 28, "“资料”表中的名称或编号，用分号隔开。", refers="documents"),
            Column("evidence", "佐证提示", Kind.LINES, 28, "一行一条。"),
            Column("gate", "不具备则", Kind.CHOICE, 15, "不填：不合格。“移出名录”的条件只在核查时问。", words.GATES),
            _condition("applies_when", "适用条件", "不填：总是适用。"),
            *_RULE,
            *_SOURCE,
            _name(width=30),
        ),
        2,
    ),
    Sheet(
        "asks",
        "记录事项",
        "核查先决条件时要记下的事，如许可证的编号和日期。",
        (
            Column("owner", "先决条件", Kind.REFERENCE, 11, "先决条件的序号或编号。", refers="prerequisites", is_required=True),
            _title(),
            *_FACT,
            Column("value", "已定为", Kind.ANSWER, 14, "通常不填。"),
            _name(),
        ),
    ),
    Sheet(
        "facts",
        "矿山情况",
        "规则所依据的矿山情况，建立评估时询问。",
        (
            _title(),
            *_FACT,
            Column("value", "已定为", Kind.ANSWER, 14, "本模板已经定下的答案：单选填选项，是否填是或否。填了就不再询问。"),
            _name(),
        ),
    ),
    Sheet(
        "options",
        "选项",
        "单选的选项。",
        (
            Column(
                "owner",
                "属于",
                Kind.REFERENCE,
                30,
                "矿山情况的名称或编号；记录事项写“先决条件/记录事项”的编号。",
                refers="askers",
                is_required=True,
            ),
            _title(),
            _name(),
        ),
    ),
    Sheet("places", "地点", "核查的地点。", (_title(), _name())),
    Sheet("documents", "资料", "查阅的资料。", (_title(width=50), _name())),
    Sheet(
        "tables",
        "限值表",
        "有哪些限值表；数值写在“限值”表。",
        (
            _title(),
            Column("quantity", "量的名称", Kind.TEXT, 30, "比的是什么，如 采区回采率。", is_required=True),
            Column("unit", "单位", Kind.UNIT, 10, "不填：%。没有单位写（无）。"),
            Column("is_maximum", "不得高于", Kind.FLAG, 10, "是：不得高于限值；否：不得低于。"),
            Column("rate", "计算器", Kind.CHOICE, 18, "能从产量、品位等算出的率，选用哪种计算。", words.RATES),
            _name(),
        ),
    ),
    Sheet(
        "quantities",
        "量的别名",
        "某些矿山把限值表的量叫别的名称，先符合的先用。",
        (
            Column("owner", "限值表", Kind.REFERENCE, 24, refers="tables", is_required=True),
            _condition("when", "条件", is_required=True),
            Column("quantity", "量的名称", Kind.TEXT, 30, is_required=True),
            Column("rate", "计算器", Kind.CHOICE, 18, words=words.RATES),
        ),
    ),
    Sheet(
        "rows",
        "限值",
        "一行一个限值。限值、低档与高档都不填：没有查到，评估时由评估人员填写。",
        (
            Column("table", "限值表", Kind.REFERENCE, 24, refers="tables", is_required=True),
            _condition("when", "条件", "不填：所有矿山。"),
            Column("condition", "原文条件", Kind.LONG, 34, "文件怎样写这个条件。"),
            Column("level", "级别", Kind.CHOICE, 9, "不填：文件只定一级。", words.LEVELS),
            Column("limit", "限值", Kind.NUMBER, 10, "确定的限值。"),
            Column("low", "低档", Kind.NUMBER, 10, "只知道分档范围时：最低一档。"),
            Column("high", "高档", Kind.NUMBER, 10, "只知道分档范围时：最高一档。"),
            *_SOURCE,
            _name(),
        ),
    ),
    Sheet(
        "areas",
        "分区",
        "概览用的第二种分组，如省里的建设内容。每项指标最多在一个分区。",
        (_title(), Column("items", "指标", Kind.REFERENCES, 50, "指标的序号或编号，用分号隔开。", refers="indicators"), *_SOURCE, _name()),
    ),
    Sheet(
        "deadlines",
        "期限",
        "从某个日期起算的期限。",
        (
            _title(),
            Column("from", "起算", Kind.REFERENCE, 24, "类型为“日期”的矿山情况。", refers="facts", is_required=True),
            Column("months", "月数", Kind.NUMBER, 9, "0 为当天。", is_required=True),
            *_SOURCE,
            _name(),
        ),
    ),
    Sheet(
        "sources",
        "出处",
        "规则、限值、条件从哪里来，别处写这里的编号。",
        (
            Column("name", "编号", Kind.TEXT, 22, "自己起的短名，如 附件3。", is_required=True),
            Column("document", "文件名称", Kind.LONG, 50, is_required=True),
            Column("number", "文号", Kind.NAME, 24, "文号或标准号。"),
            Column("clause", "条款", Kind.NAME, 14),
            Column("in_force_from", "施行日期", Kind.DAY, 13),
            Column("in_force_until", "失效日期", Kind.DAY, 13),
            Column("confidence", "可信程度", Kind.CHOICE, 17, words=words.CONFIDENCES, is_required=True),
            Column("note", "备注", Kind.LONG, 40),
        ),
    ),
    Sheet(
        "newer_documents",
        "新文件",
        "已经或将要施行、但数值没有收录的文件；程序会提醒。",
        (
            Column("document", "文件名称", Kind.LONG, 50, is_required=True),
            Column("number", "文号", Kind.NAME, 24),
            Column("clause", "条款", Kind.NAME, 14),
            Column("in_force_from", "施行日期", Kind.DAY, 13),
            Column("in_force_until", "失效日期", Kind.DAY, 13),
            Column("confidence", "可信程度", Kind.CHOICE, 17, words=words.CONFIDENCES, is_required=True),
            Column("note", "备注", Kind.LONG, 40),
            _name(),
        ),
    ),
    Sheet(
        "may_change",
        "可改内容",
        "基本模板用：哪一级补充文件可以改什么。普通模板不填。",
        (
            Column("layer", "由谁", Kind.CHOICE, 10, words=words.OVERLAYS, is_required=True),
            Column("what", "可改", Kind.ID, 40, "如 facts、add places、indicators.criterion。", is_required=True),
        ),
    ),
)

TOP = Form(
    "top",
    "模板",
    (
        Line(("format",), "工作簿格式", Kind.ID, f"不要改：{WORKBOOK_FORMAT}", is_required=True),
        Line(("id",), "模板编号", Kind.ID, "发布者/名称，小写拉丁字母、数字、连字符，如 cn-abc/green-mine-2026", is_required=True),
        Line(("edition",), "版本", Kind.ID, "如 2026-1。发布后内容不再改变，要改就换版本", is_required=True),
        Line(("issuer",), "发布机关", is_required=True),
        Line(("title",), "名称", is_required=True),
        Line(("industry", "id"), "行业编号", Kind.ID, "如 coal；不分行业的不填"),
        Line(("industry", "title"), "行业名称", note="如 煤炭"),
        Line(("province", "id"), "省份编号", Kind.ID, "如 liaoning；全国用的不填"),
        Line(("province", "title"), "省份名称", note="如 辽宁省"),
        Line(("firm", "id"), "机构编号", Kind.ID, "某个评估机构自用的才填"),
        Line(("firm", "title"), "机构名称"),
        Line(("kinds",), "评估类型", Kind.CHOICES, "自评、第三方评估、核查、抽查等，用分号隔开；不填：都可用", words.ASSESSMENTS),
        Line(("source",), "出处", Kind.REFERENCE, "“出处”表中的编号", refers="sources"),
        Line(("clause",), "条款", Kind.NAME),
        Line(("note",), "备注", Kind.LONG),
        Line(("approval", "state"), "认可状态", Kind.CHOICE, "不填：草案。批准须另用证书签名", words.STATES),
        Line(("approval", "by"), "认可机关"),
        Line(("approval", "on"), "认可日期", Kind.DAY, "如 2026-10-01"),
        Line(("approval", "note"), "认可说明", Kind.LONG),
        Line(("notes",), "提示", Kind.LONG, "看结果的人必须知道的话，一行一条；可以再加“提示”行", is_repeated=True),
    ),
    is_required=True,
)
RATING = Form(
    "rating",
    "评定",
    (
        Line(("rating", "pass_mark"), "达标分", Kind.NUMBER, "总分的最低线，按本模板的总分写；没有查到就不填", source="pass_mark"),
        Line(("rating", "group_floor"), "最低得分率", Kind.NUMBER, "每个一级指标的最低得分率，75 % 写 0.75", source="group_floor"),
        Line(("rating", "constraint_is_veto"), "约束性指标一票否决", Kind.FLAG, "约束性指标失分是否直接不达标", source="constraint"),
        Line(("rating", "rounding", "places"), "得分保留位数", Kind.NUMBER, "不填：2"),
        Line(("rating", "rounding", "mode"), "得分修约", Kind.CHOICE, "不填：四舍五入", words.ROUNDINGS),
        Line(("rating", "panel_rounding", "places"), "专家均分保留位数", Kind.NUMBER, "不填：2"),
        Line(("rating", "panel_rounding", "mode"), "专家均分修约", Kind.CHOICE, "不填：四舍五入", words.ROUNDINGS),
        Line(("rating", "panel_quorum"), "专家最少人数", Kind.NUMBER, "几名专家评分后均分才算数；不填：1"),
        Line(("rating", "panel_spread"), "专家分歧界限", Kind.NUMBER, "占分值的比例，如 0.25；超过须组长说明。不填：本程序自用 1/3"),
    ),
    has_sources=True,
)
FORMS = (TOP, RATING)
ORDER = (
    *("top", "groups", "indicators", "rules", "not_applicable", "prerequisites", "asks", "rating", "facts", "options"),
    *("places", "documents", "tables", "quantities", "rows", "areas", "deadlines", "sources", "newer_documents", "may_change"),
)
"""Parts in the order of their sheets."""
BY_PART: Mapping[str, Sheet | Form] = {**{one.part: one for one in SHEETS}, **{one.part: one for one in FORMS}}
