# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The words by which a workbook calls what files call by names: they are part of the format and never translated."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]
"""Words of a workbook by the names of a file."""

YES, NO = "是", "否"
NO_UNIT = "（无）"
"""Written where a quantity has no unit, because an empty cell means the usual one."""
FLAGS: Words = {"true": YES, "false": NO}
CONFIDENCES: Words = {"read": "读自原文", "draft": "读自征求意见稿", "derived": "转录或推算", "not_found": "没有查到"}
FACT_KINDS: Words = {"choice": "单选", "flag": "是否", "number": "数值", "text": "文字", "date": "日期"}
OTHERWISE: Words = {"full_marks": "得满分", "excluded": "不计入总分", "recheck_later": "以后再查"}
GATES: Words = {"scoring": "不合格", "listing": "不入库，作储备", "renewal": "不予延续", "removal": "移出名录"}
LEVELS: Words = {"leader": "领跑者", "general": "一般", "minimum": "最低"}
STATES: Words = {"draft": "草案", "trial": "试行", "approved": "已批准", "withdrawn": "已撤回"}
ASSESSMENTS: Words = {
    "self_assessment": "自评",
    "third_party": "第三方评估",
    "verification": "核查",
    "spot_check": "抽查",
    "recheck": "整改复核",
    "look_back": "回头看",
}
ROUNDINGS: Words = {"half_up": "四舍五入", "gb_t_8170": "四舍六入五成双"}
OVERLAYS: Words = {"industry": "行业", "province": "省", "firm": "机构"}
RATES: Words = {
    "mining_recovery": "开采回采率",
    "processing_recovery": "选矿回收率",
    "washing": "原煤入选率",
    "associated_utilization": "共伴生综合利用率",
    "utilization": "利用率",
}
RULES: Words = {
    "all_or_nothing": "符合得满分",
    "deduct_per_occurrence": "每处扣分",
    "named_faults": "按列出的问题扣分",
    "hard_zero": "出现即零分",
    "sum_of_parts": "分项相加",
    "capped_sum": "分项相加封顶",
    "best_of": "取最高一项",
    "by_condition": "按矿山情况分",
    "minimum": "对照限值",
    "plan_comparison": "对照设计或方案",
    "past_years": "对照往年",
    "points_per_count": "按数量得分",
    "expert_judgement": "专家评分",
}
NODES: Words = {"own": "本项", "part": "分项", "case": "情况", "fault": "问题", "base": "其余按", "basis": "口径"}


def names_of(words: Words) -> Mapping[str, str]:
    """Return the names by the words, the names themselves among them."""
    return {**{name: name for name in words}, **{word: name for name, word in words.items()}}
