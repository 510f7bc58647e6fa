# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The data of a new workbook: a few example rows that make a small sound template, to be written over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from evaluator_app.catalog.layers import TEMPLATE_FORMAT
from evaluator_app.catalog.written import Toml

_RULES = {"source": "示例文件"}


def skeleton_data() -> dict[str, Toml]:
    """Return the raw data of the example; it is made up and says so."""
    return {
        "format": TEMPLATE_FORMAT,
        "id": "my-firm/example",
        "edition": "1",
        "issuer": "（写发布机关）",
        "title": "（写模板名称）",
        **_RULES,
        "notes": ["示例：本工作簿中的条目、分值和限值都是编的，请换成规则中的内容。"],
        "sources": {
            "示例文件": {
                "document": "（写文件名称）",
                "number": "（写文号）",
                "in_force_from": date(2026, 1, 1),
                "confidence": "not_found",
                "note": "示例，不是真实的文件。",
            }
        },
        "rating": {"pass_mark": 8, "pass_mark_source": "示例文件", "rounding": {"places": 2, "mode": "half_up"}},
        "facts": [
            {
                "id": "mining_method",
                "title": "开采方式",
                "kind": "choice",
                "options": [{"id": "underground", "title": "地下开采"}, {"id": "open_pit", "title": "露天开采"}],
            },
            {"id": "has_tailings_pond", "title": "有尾矿库", "kind": "flag"},
            {"id": "produced_on", "title": "投产日期", "kind": "date", "hint": "正式投产的日期"},
        ],
        "places": [{"id": "pit", "title": "采场"}, {"id": "road", "title": "主干道路"}, {"id": "tailings_pond", "title": "尾矿库"}],
        "documents": [{"id": "licences", "title": "采矿许可证"}, {"id": "ledger", "title": "生产台账"}],
        "tables": [{"id": "recovery", "title": "开采回采率", "quantity": "开采回采率", "rate": "mining_recovery"}],
        "rows": [
            {
                "table": "recovery",
                "id": "underground",
                "when": {"mining_method": "underground"},
                "limit": 80,
                "condition": "（照抄文件中的条件）",
                **_RULES,
                "clause": "（写条款）",
            },
            {"table": "recovery", "id": "open_pit", "when": {"mining_method": "open_pit"}, **_RULES, "note": "没有查到，数值空着。"},
        ],
        "prerequisites": [
            {
                "id": "licence",
                "code": "P1",
                "title": "证照有效",
                "requirement": "采矿许可证在有效期内。",
                "checks": ["证号", "有效期"],
                "documents": ["licences"],
                "evidence": ["采矿许可证照片"],
                **_RULES,
            }
        ],
        "groups": [
            {"id": "site", "code": "1", "title": "矿区环境", "points": 6, "has_floor": True},
            {"id": "resources", "code": "2", "title": "资源利用", "points": 4},
        ],
        "indicators": [
            {
                "id": "site.roads",
                "in": "site",
                "code": "1.1",
                "title": "道路整洁",
                "points": 2,
                "requirement": "路面完好，没有洒落物。",
                "criterion": {"kind": "deduct_per_occurrence", "step": Decimal("0.5")},
                "places": ["pit", "road"],
                "evidence": ["道路照片", "清扫记录"],
                "needs_photo": True,
                **_RULES,
            },
            {
                "id": "site.signs",
                "in": "site",
                "code": "1.2",
                "title": "标牌",
                "points": 4,
                "requirement": "该设标牌的地方有标牌，内容正确。",
                "criterion": {
                    "kind": "sum_of_parts",
                    "parts": [
                        {"id": "entrance", "title": "入口有简介牌", "points": 1},
                        {
                            "id": "pond",
                            "title": "尾矿库有警示牌",
                            "points": 3,
                            "applies_when": {"has_tailings_pond": True},
                            "otherwise": "excluded",
                        },
                    ],
                },
                **_RULES,
            },
            {
                "id": "resources.recovery",
                "in": "resources",
                "code": "2.1",
                "title": "开采回采率",
                "points": 4,
                "requirement": "开采回采率不低于限值。",
                "criterion": {"kind": "minimum", "table": "recovery"},
                "is_constraint": True,
                "documents": ["ledger"],
                "not_applicable": [{"kind": "excluded", "when": "尚未投产"}],
                **_RULES,
            },
        ],
        "areas": [{"id": "environment", "title": "环境建设", "items": ["site.roads", "site.signs"], **_RULES}],
        "deadlines": [{"id": "build", "title": "建成绿色矿山", "from": "produced_on", "months": 12, **_RULES}],
    }
