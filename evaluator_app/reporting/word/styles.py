# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The styles of a Word report and its settings. A firm's template has its own: what it lacks is added, without fonts or colors of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evaluator_app.reporting.page_style import ACCENT, INK, MUTED
from evaluator_app.reporting.word.markup import DECLARED, HEAD, attribute, color_of, twips

LATIN = "Times New Roman"
_LATIN_LANGUAGE = "en-US"
"""Of Latin letters, in a Chinese report too: in Chinese their words would be broken anywhere."""
SONG, HEI, FANG = "宋体", "黑体", "仿宋"
_OTHER_NAMES = {SONG: "SimSun", HEI: "SimHei", FANG: "FangSong"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style: its structure holds everywhere, its look only where no template has one."""

    name: str
    """As Word stores it; where a template has a style of this name, that one is used."""
    id: str
    based_on: str = "Normal"
    following: str = ""
    before: float = 0
    after: float = 0
    line: float = 0
    """At least so high, 0 for the style it is based on."""
    size: float = 0
    bold: bool = False
    color: str = ""
    font: str = ""
    """The East Asian typeface."""
    first_line: int = 0
    """In characters."""
    align: str = ""
    keep_next: bool = False
    outline: int | None = None


STYLES = (
    Style(name="Normal", id="Normal", based_on="", line=18.5, size=10.5, color=INK, font=SONG),
    Style(
        name="heading 1", id="Heading1", following="ReportText", before=24, after=14, line=24, size=16, color=ACCENT, font=HEI, outline=0
    ),
    Style(name="heading 2", id="Heading2", following="ReportText", before=16, after=7, line=20, size=12.5, font=HEI, outline=1),
    Style(name="heading 3", id="Heading3", following="ReportText", before=10, after=4, line=18, size=10.5, bold=True, font=HEI, outline=2),
    Style(name="Report Text", id="ReportText", before=0, after=5, align="both", first_line=2),
    Style(name="Report Plain Text", id="ReportPlain", after=5, align="both"),
    Style(name="Report List", id="ReportList", after=3, align="both"),
    Style(name="Report Cell", id="ReportCell", line=13.5, size=9),
    Style(name="Report Cell Head", id="ReportCellHead", based_on="ReportCell", bold=True, color=ACCENT, font=HEI),
    Style(name="Report Small", id="ReportSmall", line=12, size=8, color=MUTED),
    Style(name="Report Notice", id="ReportNotice", line=15.5, size=9.5),
    Style(name="Report Figure", id="ReportFigure", before=6, after=4, align="center"),
    Style(name="caption", id="Caption", before=6, after=4, line=14, size=9, bold=True, font=HEI, align="center"),
    Style(name="Report Contents", id="ReportContents", after=18, line=28, size=18, color=ACCENT, font=HEI, align="center"),
    Style(name="toc 1", id="TOC1", before=6, line=22, size=11, bold=True),
    Style(name="toc 2", id="TOC2", line=21, size=10),
    Style(name="toc 3", id="TOC3", line=18, size=9),
    Style(name="header", id="Header", line=11, size=8, color=MUTED),
    Style(name="footer", id="Footer", line=11, size=8, color=MUTED),
    Style(name="Title", id="Title", following="Normal", line=45, size=30, font=HEI),
    Style(name="Subtitle", id="Subtitle", after=8, line=18, size=12, color=ACCENT, font=HEI),
    Style(name="Report Cover", id="ReportCover", line=17, size=10.5, font=FANG),
)
"""Every style that the writer uses."""
_KEPT_WITH_NEXT = {"Heading1", "Heading2", "Heading3", "ReportContents"}
_ALWAYS_SIZED = {"ReportContents", "ReportCell", "ReportCellHead", "ReportSmall", "ReportNotice"}


def styles_part() -> str:
    """Return the styles of a report without a template."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SONG)}{_size(10.5)}"
        f'<w:lang w:val="{_LATIN_LANGUAGE}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    ids = {style.id: style.id for style in STYLES}
    styles = "".join(style_xml(style, ids, has_look=True) for style in STYLES)
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="100" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
    return f"{HEAD}<w:styles {DECLARED}>{defaults}{styles}{table}</w:styles>"


def style_xml(style: Style, ids: dict[str, str], *, has_look: bool) -> str:
    """Return a style; `ids` says by which id each style goes in this file."""
    is_ours = style.name.startswith("Report ")
    marks = ' w:default="1"' if style.name == "Normal" else ' w:customStyle="1"' if is_ours else ""
    parts = f'<w:name w:val="{style.name}"/>'
    parts += f'<w:basedOn w:val="{attribute(ids[style.based_on])}"/>' if style.based_on else ""
    parts += f'<w:next w:val="{attribute(ids[style.following])}"/>' if style.following else ""
    parts += "<w:qFormat/>"
    shape = _style_shape(style, is_whole=has_look or style.id in _ALWAYS_SIZED)
    look = _style_look(style, has_look)
    parts += f"<w:pPr>{shape}</w:pPr>"
    parts += f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:style w:type="paragraph"{marks} w:styleId="{attribute(ids[style.id])}">{parts}</w:style>'


def _style_shape(style: Style, *, is_whole: bool) -> str:
    parts = "<w:keepNext/><w:keepLines/>" if style.id in _KEPT_WITH_NEXT else ""
    line = f' w:line="{twips(style.line)}" w:lineRule="atLeast"' if style.line and is_whole else ""
    parts += f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"{line}/>'
    if style.first_line:
        parts += f'<w:ind w:firstLineChars="{style.first_line * 100}" w:firstLine="{twips(style.first_line * 10.5)}"/>'
    elif is_whole and style.id != "Normal":
        parts += '<w:ind w:firstLineChars="0" w:firstLine="0"/>' if style.id in _ALWAYS_SIZED else ""
    parts += f'<w:jc w:val="{style.align}"/>' if style.align else ""
    return parts + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "")


def _style_look(style: Style, has_look: bool) -> str:
    parts = _fonts(style.font) if has_look and style.font else ""
    parts += "<w:b/><w:bCs/>" if style.bold else ""
    parts += f'<w:color w:val="{color_of(style.color)}"/>' if has_look and style.color else ""
    return parts + (_size(style.size) if style.size and (has_look or style.id in _ALWAYS_SIZED) else "")


def _fonts(east_asian: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:eastAsia="{east_asian}" w:hAnsi="{LATIN}" w:cs="{LATIN}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def missing_styles(known: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the styles that a template lacks, and the ids of all; `known` has the ids of its own by name in small letters."""
    ids = {style.id: known.get(style.name.lower(), "") for style in STYLES}
    taken = set(known.values())
    for style in STYLES:
        if not ids[style.id]:
            ids[style.id] = style.id if style.id not in taken else f"Evaluator{style.id}"
    lacking = (style for style in STYLES if style.name.lower() not in known)
    return "".join(style_xml(style, ids, has_look=False) for style in lacking), ids


def font_table() -> str:
    """Return the typefaces with the names by which other systems know them."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="02010600030101010101"/><w:charset w:val="86"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in _OTHER_NAMES.items()
    )
    latin = f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    return f"{HEAD}<w:fonts {DECLARED}>{latin}{fonts}</w:fonts>"


def settings_part(*, has_even_pages: bool) -> str:
    """Return the settings: nothing that runs, asks or reaches out."""
    even = "<w:evenAndOddHeaders/>" if has_even_pages else ""
    name = "http://schemas.microsoft.com/office/word"
    compatible = _joined(
        f'<w:compatSetting w:name="{what}" w:uri="{name}" w:val="{value}"/>'
        for what, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1), ("doNotFlipMirrorIndents", 1))
    )
    return (
        f'{HEAD}<w:settings {DECLARED}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{even}'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat>{compatible}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _joined(parts: Iterable[str]) -> str:
    return "".join(parts)
