# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The cover in Word, and what stands at the head and foot of every page."""

from __future__ import annotations

from evaluator_app.reporting.document import Cover, Document, Tone
from evaluator_app.reporting.page_style import ACCENT, BODY_HEIGHT, GROUND, HAIRLINE, MUTED, TEXT_COLOR
from evaluator_app.reporting.pictures import picture
from evaluator_app.reporting.word.grids import GridCell, GridRow, Rule, grid
from evaluator_app.reporting.word.markup import DECLARED, HEAD, Look, Shape, attribute, field, gap, paragraph, run, tab
from evaluator_app.reporting.word.package import Links
from evaluator_app.reporting.word.setting import Setting

_TITLE, _SMALLEST_TITLE = 30, 18
_LABEL = 88.0
_LOGO_HEIGHT, _LOGO_WIDTH = 42.0, 170.0
_RUNNING_LOGO_HEIGHT, _RUNNING_LOGO_WIDTH = 16.0, 70.0
_WATERMARK = "#eef1ef"
_LONGEST_MARK, _HIGHEST_MARK = 430.0, 110.0


def cover(setting: Setting, told: Cover, note: str) -> str:
    """Return the first page; the note says what the file is."""
    base = setting.ids["ReportCover"]
    written = working_note(setting, note)
    logo = _logo(setting, told.logo, _LOGO_HEIGHT, _LOGO_WIDTH)
    written += paragraph(logo, base, Shape(after=6)) if logo else ""
    written += paragraph(run(told.number, Look(color=MUTED)), base, Shape(align="right", after=6)) if told.number else ""
    written += marks(setting, told)
    size = _title_size(told.title, setting.width)
    title = [line for line in told.title if line]
    over = max(30.0, 150.0 - (50 if logo else 0) - 26 * sum(1 for mark in (told.draft_mark, told.sample_mark) if mark))
    written += gap(over)
    if told.subtitle:
        written += paragraph(run(told.subtitle), setting.ids["Subtitle"])
    for number, line in enumerate(title):
        under = ACCENT if number + 1 == len(title) else ""
        written += paragraph(run(line, Look(size=size)), setting.ids["Title"], Shape(under=under))
    if told.pairs:
        rows = []
        for name, value in told.pairs:
            label = GridCell(content=paragraph(run(name, Look(color=MUTED)), base))
            rows.append(GridRow(cells=(label, GridCell(content=paragraph(setting.rich(value), base)))))
        rule = Rule(color=HAIRLINE)
        written += gap(40) + grid((_LABEL, setting.width - _LABEL), rows, rules={"bottom": rule, "insideH": rule})
    used = over + 120 + size * 1.5 * len(title) + 27 * len(told.pairs) + (60 if logo else 0)
    written += gap(min(max(24.0, BODY_HEIGHT - used - 120), 240.0))
    written += paragraph(run(told.organization, Look(bold=True, size=13)), base) if told.organization else ""
    return written + (paragraph(run(told.date), base, Shape(before=4)) if told.date else "")


def working_note(setting: Setting, note: str) -> str:
    """Return the line that says what the file is worth."""
    return paragraph(run(note), setting.ids["ReportSmall"], Shape(after=8)) if note else ""


def marks(setting: Setting, told: Cover) -> str:
    """Return the boxes that say a report is a draft or a sample."""
    written = ""
    for words, tone in ((told.draft_mark, Tone.WARN), (told.sample_mark, Tone.BAD)):
        if words:
            shape = Shape(box=(TEXT_COLOR[tone], GROUND[tone]), before=0, after=0, left=12, right=9)
            written += paragraph(run(words, Look(bold=True, color=TEXT_COLOR[tone])), setting.ids["ReportNotice"], shape) + gap(12)
    return written


def running_head(setting: Setting, document: Document, links: Links) -> str:
    """Return the head of every page but the cover."""
    logo = ""
    if document.logo:
        of_body, setting.links = setting.links, links
        logo = _logo(setting, document.logo, _RUNNING_LOGO_HEIGHT, _RUNNING_LOGO_WIDTH)
        setting.links = of_body
    words = (logo + run("\u2002") if logo else "") + run(document.header)
    under = HAIRLINE if document.header or logo else ""
    line = paragraph(words + watermark(document.watermark), setting.ids["Header"], Shape(under=under))
    return f"{HEAD}<w:hdr {DECLARED}>{line}</w:hdr>"


def first_head(setting: Setting, document: Document) -> str:
    """Return the head of the cover: empty but for the watermark."""
    return f"{HEAD}<w:hdr {DECLARED}>{paragraph(watermark(document.watermark), setting.ids['Header'])}</w:hdr>"


def running_foot(setting: Setting, document: Document) -> str:
    """Return the foot of every page but the cover: words and the page's number among all."""
    before, _page, rest = document.words.page.partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    numbers = run(before) + field("PAGE", "1") + run(between) + field("NUMPAGES", "1") + run(after)
    line = paragraph(run(document.footer) + tab() + numbers, setting.ids["Footer"], Shape(tabs=(("right", setting.width),)))
    return f"{HEAD}<w:ftr {DECLARED}>{line}</w:ftr>"


def first_foot(setting: Setting) -> str:
    """Return the foot of the cover."""
    return f"{HEAD}<w:ftr {DECLARED}>{paragraph('', setting.ids['Footer'])}</w:ftr>"


def watermark(words: str | None) -> str:
    """Return words slanted over the middle of the page, behind the rest; nothing for none."""
    if not words:
        return ""
    width = min(_LONGEST_MARK, _HIGHEST_MARK * max(len(words), 1))
    height = min(_HIGHEST_MARK, width / max(sum(0.55 if each.isascii() else 1.0 for each in words), 1))
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width:.0f}pt;height:{height:.0f}pt;rotation:325;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    equations = "sum #0 0 10800|prod #0 2 1|sum 21600 0 @1|sum 0 0 @2|sum 21600 0 @3|if @0 @3 0|if @0 21600 @1|if @0 0 @2|"
    equations += "if @0 @4 21600|mid @5 @6|mid @8 @5|mid @7 @8|mid @6 @7|sum @6 0 @5"
    formulas = "".join(f'<v:f eqn="{equation}"/>' for equation in equations.split("|"))
    return (
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        f'<v:formulas>{formulas}</v:formulas><v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
        '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
        '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="ReportWatermark" type="#_x0000_t136" alt="{attribute(words)}" style="{place}" '
        f'o:allowincell="f" fillcolor="{_WATERMARK}" '
        f'stroked="f"><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="{attribute(words)}"/></v:shape></w:pict></w:r>'
    )


def _logo(setting: Setting, data: bytes, height: float, width: float) -> str:
    shown = picture(data) if data else None
    if shown is None:
        return ""
    scale = min(width / shown.width, height / shown.height)
    return setting.picture(setting.package.picture(shown.jpeg, "jpeg", shown.digest), shown.width * scale, shown.height * scale, "")


def _title_size(title: tuple[str, ...], width: float) -> int:
    """Return the largest size in which every line of the title stays one line."""
    longest = max((sum(0.55 if each.isascii() else 1.0 for each in line) for line in title), default=1)
    return max(_SMALLEST_TITLE, min(_TITLE, int(width / max(longest, 1))))
