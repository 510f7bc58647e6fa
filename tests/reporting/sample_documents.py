# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A report with everything in it, and small ones; all of it made up."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from PIL import Image, ImageDraw

from evaluator_app.reporting.document import (
    Align,
    Bar,
    BarChart,
    Block,
    BulletList,
    Cell,
    Column,
    Cover,
    Document,
    GroupRow,
    Heading,
    KeyValues,
    Notice,
    PageBreak,
    Paragraph,
    Photo,
    PhotoGrid,
    Row,
    SignatureArea,
    SignatureSlot,
    SlotKind,
    Table,
    TableOfContents,
    Tone,
    bold,
    linked,
    toned,
)
from evaluator_app.reporting.pdf_types import WrittenPdf

Write = Callable[..., WrittenPdf]
"""The fixture `write`: document, attachments, name=... to what was written in the test's folder."""

CREATED_AT = datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=8)))
PROSE = (
    "评估组于现场核查期间，查阅了采矿许可证、矿产资源开发利用方案（2021年修编）、矿山地质环境保护与土地复垦方案等资料，"
    "并对工业广场、矸石周转场、选煤厂、矿井水处理站进行了逐项核对。核查发现：原煤入选率为 96.4%，矿井水综合利用率达到 "
    "92.15%；“三率”指标中采区回采率的年度台账与储量年报之间相差 1.2 个百分点，企业说明系统计口径不同所致……评估组认为，"
    "该说明有据可查，但仍应在《年度资源储量报告》中注明口径——否则来年难以比较。"
)
_GROUPS = ("矿区环境", "资源开发方式", "资源综合利用", "节能减排", "科技创新与智能矿山", "企业管理与企业形象")
_REASONS = (
    "现场核查符合要求，未见失分情形。",
    "工业广场东侧堆场未完全封闭，装卸点抑尘设施停用，扣 0.5 分；依据评分办法“每发现一处扣 0.5 分”。",
    "矸石周转场挡墙出现裂缝，硐口排水沟淤塞，磴口道路未硬化，共 3 处，每处扣 0.5 分，合计扣 1.5 分；整改期限为 2026 年 12 月 31 日。",
    "提供了近三年的监测记录，数据齐全，符合要求。",
)


def jpeg(width: int = 800, height: int = 600, hue: int = 90, exif: bytes = b"") -> bytes:
    """Return a drawn photo: sky, hills, a tower."""
    image = Image.new("RGB", (width, height), (203, 220, 232))
    pen = ImageDraw.Draw(image)
    pen.polygon([(0, height), (0, height * 0.55), (width * 0.35, height * 0.3), (width, height * 0.7), (width, height)], (hue, 130, 96))
    pen.polygon([(0, height), (0, height * 0.8), (width * 0.6, height * 0.6), (width, height * 0.75), (width, height)], (120, 104, hue))
    pen.rectangle([width * 0.7, height * 0.25, width * 0.76, height * 0.68], (70, 72, 78))
    pen.line([(width * 0.66, height * 0.25), (width * 0.8, height * 0.25)], (60, 60, 60), max(2, width // 120))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=88, exif=exif)
    return target.getvalue()


def _item_table() -> Table:
    rows: list[Row | GroupRow] = []
    number = 0
    for group, name in enumerate(_GROUPS, start=1):
        rows.append(GroupRow(f"{group}　{name}", note=f"得分 {14 + group}.5 / {16 + group}"))
        for item in range(1, 8 if group < 4 else 9):
            number += 1
            tone = (Tone.PLAIN, Tone.WARN, Tone.BAD, Tone.PLAIN)[number % 4]
            lost = ("2", "1.5", "0.25", "2.00")[number % 4]
            reason = _REASONS[number % 4] if number != 23 else PROSE * 5
            code = f"{group}.{item}"
            rows.append(Row((code, f"第 {number} 项评价指标", "2", Cell(lost, tone), (reason,)), anchor=f"item {code}"))
    rows.append(Row((Cell("合计", span=2), "100", "86.75", "按四舍六入五成双修约至 0.01 分"), strong=True))
    columns = (
        Column("序号", 0.8),
        Column("评价指标", 2.4),
        Column("分值", 0.8, Align.DECIMAL),
        Column("得分", 0.9, Align.DECIMAL),
        Column("评估情况与扣分理由", 5.6),
    )
    note = ("注：扣分项均可在", linked("扣分台账", "ledger"), "中查到地点、条款和照片。")
    return Table(columns, tuple(rows), caption="评价指标得分明细", note=note, anchor="items")


def _chart() -> BarChart:
    figures = (
        (17, "15.5", "12"),
        (18, "16.25", "12.6"),
        (17, "10.5", "11.9"),
        (16, "14", "11.2"),
        (15, "13.5", "10.5"),
        (17, "17", "11.9"),
    )
    bars = tuple(
        Bar(name, Decimal(awarded), Decimal(attainable), Decimal(floor), f"{awarded} / {attainable}")
        for name, (attainable, awarded, floor) in zip(_GROUPS, figures, strict=True)
    )
    return BarChart(bars, caption="各一级指标得分率", anchor="chart")


def _photos(count: int) -> PhotoGrid:
    photos = [
        Photo(
            jpeg(hue=60 + 20 * number, width=800 if number % 3 else 600, height=600 if number % 3 else 800),
            (f"照片 {number + 1}　矸石周转场挡墙裂缝", f"2026-11-18 10:{20 + number}　北纬 38.91° 东经 110.2{number}°　拍摄：张 三"),
            digest=f"a3f9 07c{number}",
            anchor=f"photo {number + 1}",
        )
        for number in range(count)
    ]
    return PhotoGrid((*photos, Photo(b"not a photo", ("照片 0　文件损坏",), digest="0000 0000")))


def _opening() -> tuple[Block, ...]:
    return (
        TableOfContents(),
        Heading(1, "评估说明"),
        Notice(Tone.WARN, "评分规则为草案", "本报告所用评价指标尚未经主管部门批准，结论仅供试评使用，不作为入库依据。"),
        Heading(2, "矿山基本情况"),
        KeyValues(
            (
                ("矿山名称", "青石沟煤矿（样例）"),
                ("采矿权人", "青石沟矿业有限责任公司"),
                ("开采矿种", "煤"),
                ("开采方式", "地下开采"),
                ("生产规模", "120 万吨/年"),
                ("煤层类别", "中厚煤层"),
                ("采矿许可证号", "C6100002026011234567890"),
            ),
            columns=2,
        ),
        Heading(2, "评估依据与过程"),
        Paragraph(("本次评估", bold("共核查 45 项指标"), "，得分见", linked("得分明细", "items"), "。", PROSE)),
        Paragraph(PROSE),
        BulletList(("查阅资料，核对原件与复印件是否一致；", "现场核查，逐处拍照、定位并记录；", PROSE[:120])),
        BulletList(("首次会议：说明目的、范围和日程。", "末次会议：通报发现的问题，听取企业意见。"), ordered=True),
        Heading(3, "生僻字检验"),
        Paragraph("矸石、硐室、磴口、𬭊，以及 CO2 与 m³、≥80%、№ 5、①②③。"),
    )


def _scores() -> tuple[Block, ...]:
    prerequisites = Table(
        (Column("先决条件", 4), Column("核查情况", 5), Column("结论", 1.2, Align.CENTER)),
        (
            Row(("证照合法有效", "采矿许可证、安全生产许可证、营业执照均在有效期内。", Cell("符合", Tone.OK))),
            Row(("三年内未发生较大及以上事故", "查询应急管理部门公开信息，未见记录。", Cell("符合", Tone.OK))),
            Row(("未被列入异常名录", "资料尚未提供。", Cell("待定", Tone.WARN))),
            Row(("无重大违法用地", "现场发现越界堆放一处。", Cell("不符合", Tone.BAD))),
        ),
        caption="先决条件核查结果",
    )
    return (
        Heading(1, "先决条件", new_page=True),
        prerequisites,
        Heading(1, "得分情况"),
        Heading(2, "各组得分"),
        _chart(),
        Heading(2, "逐项得分"),
        _item_table(),
        Heading(1, "扣分台账", anchor="ledger"),
        Paragraph(("扣分共 ", toned("13.25 分", Tone.BAD), "，逐条见", linked("第 3.2 项", "item 3.2"), "。")),
    )


def rich_document(photos: int = 7, watermark: str | None = "草稿") -> Document:
    """Return the report with everything in it."""
    cover = Cover(
        title=("青石沟煤矿", "绿色矿山评估报告"),
        subtitle="第三方评估",
        pairs=(
            ("被评估矿山", "青石沟煤矿（样例）"),
            ("采矿权人", "青石沟矿业有限责任公司"),
            ("评价指标", "《国家级绿色矿山建设评价指标》2024 版（草案）"),
            ("评估组", "李 明（组长）、王 芳、𬭊 远"),
            ("评估时间", "2026 年 11 月 16 日至 20 日"),
        ),
        organization="晴川绿色矿山评估咨询有限公司",
        date="2026 年 11 月 21 日",
        number="报告编号：QC-2026-0117",
        draft_mark="草稿 · 评分规则未经批准",
        sample_mark="样例 · 内容均为虚构",
    )
    slots = (
        SignatureSlot("leader", "评估组组长", "李 明"),
        SignatureSlot("member-1", "评估组成员", "王 芳"),
        SignatureSlot("member-2", "评估组成员", "𬭊 远"),
        SignatureSlot("firm", "评估机构（盖章）", "晴川绿色矿山评估咨询有限公司", SlotKind.SEAL),
        SignatureSlot("mine", "矿山企业（盖章）", "青石沟矿业有限责任公司", SlotKind.SEAL),
    )
    closing: tuple[Block, ...] = (
        Heading(1, "现场照片", new_page=True),
        _photos(photos),
        Heading(1, "评估结论"),
        Notice(Tone.OK, "结论：达标", ("总分 ", bold("86.75"), " 分，高于达标线 80 分，差距 +6.75 分。")),
        Notice(Tone.BAD, "资源综合利用低于最低得分率", "该组得分率 61.8%，低于 70% 的最低要求，差 1.4 分。"),
        Heading(1, "签字盖章页", new_page=True),
        Paragraph("我们对本报告内容的真实性、完整性负责。"),
        SignatureArea(slots),
        PageBreak(),
        Heading(1, "附件　资料清单", numbered=False),
        Paragraph("见随附数据文件。", indent=False),
    )
    return Document(
        title="青石沟煤矿绿色矿山评估报告",
        subject="绿色矿山第三方评估",
        blocks=(*_opening(), *_scores(), *closing),
        cover=cover,
        header="青石沟煤矿绿色矿山评估报告",
        footer="晴川绿色矿山评估咨询有限公司",
        author="晴川绿色矿山评估咨询有限公司",
        keywords=("绿色矿山", "评估"),
        watermark=watermark,
    )


def small_document(*blocks: Block, **others: object) -> Document:
    """Return a report of these parts only, without a cover."""
    return Document(title="试", subject="", blocks=blocks, **others)  # type: ignore[arg-type]
