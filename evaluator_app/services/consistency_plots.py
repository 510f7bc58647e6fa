# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Bars with intervals and marks as a picture, for the window and as PNG. Pillow draws them, so that the command line needs no window."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from evaluator_app.domain.consistency.full_marks import Standing
from evaluator_app.domain.consistency.site_time import Length
from evaluator_app.domain.consistency.statistics import rate
from evaluator_app.i18n import _
from evaluator_app.paths import resource
from evaluator_app.services.consistency import Comparison

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

MOST_BARS = 20
"""Bars of a plot; the table has the rest."""
NAMES = ("full-marks", "decisive", "texts", "photos", "visits")
"""Stable names of the plots, one for each question."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    label: str
    value: Decimal
    text: str
    """Written at its end."""
    low: Decimal | None = None
    """Where an interval around the value begins; None for none."""
    high: Decimal | None = None
    mark: Decimal | None = None
    """What it is compared with, as an upright line."""
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars one under the other, from 0 to a highest value."""

    title: str
    legend: str
    bars: tuple[Bar, ...]
    highest: Decimal


@dataclass(frozen=True, slots=True)
class Look:
    """Colors of a plot, as #rrggbb."""

    ground: str = "#ffffff"
    text: str = "#1d2a26"
    muted: str = "#5d6b66"
    line: str = "#d5ddd9"
    bar: str = "#7fb29a"
    loud: str = "#c8742b"


def plot(comparison: Comparison, name: str) -> Plot:
    """Return one of the plots by its name."""
    made = {"full-marks": _full_marks, "decisive": _decisive, "texts": _texts, "photos": _photos, "visits": _visits}
    return made[name](comparison)


def png(drawn: Plot, *, width: int = 960, scale: float = 1.0, look: Look | None = None) -> bytes:
    """Return a plot as PNG, so many pixels wide at 14 px text; scale makes everything larger."""
    from PIL import Image, ImageDraw

    colors = look or Look()
    row, pad = round(26 * scale), round(16 * scale)
    head = round(58 * scale)
    size = round(width * scale), head + row * max(1, len(drawn.bars)) + pad
    image = Image.new("RGB", size, colors.ground)
    pen = ImageDraw.Draw(image)
    fonts = _font(15, scale, "Bold"), _font(12, scale), _font(13, scale)
    pen.text((pad, round(8 * scale)), drawn.title, colors.text, fonts[0])
    pen.text((pad, round(33 * scale)), drawn.legend, colors.muted, fonts[1])
    if not drawn.bars:
        pen.text((pad, head), _("Nothing to show."), colors.muted, fonts[2])
    left, right = pad + round(size[0] * 0.34), size[0] - pad - round(120 * scale)
    for number, bar in enumerate(drawn.bars):
        _draw_bar(pen, bar, (left, head + number * row, right, row), (drawn.highest, scale, colors), fonts[2])
    file = io.BytesIO()
    image.save(file, "PNG", dpi=(round(96 * scale), round(96 * scale)))
    return file.getvalue()


def _draw_bar(pen: ImageDraw, bar: Bar, room: tuple[int, int, int, int], frame: tuple[Decimal, float, Look], font: FreeTypeFont) -> None:
    left, top, right, height = room
    highest, scale, colors = frame
    middle, half = top + height // 2, max(2, round(7 * scale))

    def at(value: Decimal) -> int:
        share = min(Decimal(1), max(Decimal(0), value / highest)) if highest else Decimal(0)
        return left + round((right - left) * float(share))

    label = _fitted(pen, bar.label, left - round(24 * scale), font)
    pen.text((left - round(8 * scale), middle), label, colors.text, font, anchor="rm")
    pen.rectangle((left, middle - half, right, middle + half), fill=None, outline=colors.line)
    pen.rectangle((left, middle - half, at(bar.value), middle + half), fill=colors.loud if bar.stands_out else colors.bar)
    if bar.low is not None and bar.high is not None:
        pen.line((at(bar.low), middle, at(bar.high), middle), colors.text, max(1, round(1.5 * scale)))
        for end in (bar.low, bar.high):
            pen.line((at(end), middle - half // 2, at(end), middle + half // 2), colors.text, max(1, round(1.5 * scale)))
    if bar.mark is not None:
        pen.line((at(bar.mark), middle - half - 2, at(bar.mark), middle + half + 2), colors.text, max(2, round(3 * scale)))
    pen.text((right + round(8 * scale), middle), bar.text, colors.text, font, anchor="lm")


def _fitted(pen: ImageDraw, text: str, room: float, font: FreeTypeFont) -> str:
    plain = " ".join(text.split())
    if pen.textlength(plain, font) <= room:
        return plain
    while plain and pen.textlength(plain + "…", font) > room:
        plain = plain[:-1]
    return plain + "…"


def _font(size: int, scale: float, weight: str = "Regular") -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(resource(f"fonts/NotoSansSC-{weight}.ttf")), max(6, round(size * scale)))


def _full_marks(comparison: Comparison) -> Plot:
    told = [mark for mark in comparison.marks if mark.standing is not Standing.FEW][:MOST_BARS]
    bars = tuple(
        Bar(
            f"{mark.evaluator}　{comparison.title(mark.item)}",
            mark.own.rate,
            f"{mark.own.full}/{mark.own.cases} : {mark.others.full}/{mark.others.cases}",
            *mark.own.interval,
            mark.others.rate,
            mark.standing is not Standing.ALIKE,
        )
        for mark in told
    )
    legend = _(
        "Share of full marks with its interval of 95 %; the thick line is the share of all others. Fewer than 5 cases are not drawn."
    )
    return Plot(_("Full marks given"), legend, bars, Decimal(1))


def _decisive(comparison: Comparison) -> Plot:
    found = [each for each in comparison.decisive if each.times][:MOST_BARS]
    bars = tuple(Bar(comparison.title(each.item), rate(each.times, each.verdicts), f"{each.times} / {each.verdicts}") for each in found)
    return Plot(
        _("Items that decide"),
        _("Share of the verdicts that hang on the item."),
        bars,
        max((bar.value for bar in bars), default=Decimal(1)),
    )


def _texts(comparison: Comparison) -> Plot:
    bars = tuple(
        Bar(f"{comparison.mine(pair.first)} – {comparison.mine(pair.second)}", pair.larger_share, f"{pair.larger_share * 100:.1f} %")
        for pair in comparison.texts.pairs[:MOST_BARS]
    )
    return Plot(_("Shared texts"), _("The larger share of the words of one that stand in the other, too."), bars, Decimal(1))


def _photos(comparison: Comparison) -> Plot:
    counted: dict[tuple[str, str], int] = {}
    for each in comparison.photos:
        counted[each.first, each.second] = counted.get((each.first, each.second), 0) + 1
    most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_BARS]
    bars = tuple(Bar(f"{comparison.mine(one)} – {comparison.mine(two)}", Decimal(times), str(times)) for (one, two), times in most)
    return Plot(_("Reused photos"), _("Photos that stand in both."), bars, max((bar.value for bar in bars), default=Decimal(1)))


def _visits(comparison: Comparison) -> Plot:
    known = [each for each in comparison.times.visits if each.length is not Length.UNKNOWN]
    far = [each for each in known if each.length in (Length.SHORT, Length.LONG)]
    shown = [*far, *(each for each in known if each not in far)][:MOST_BARS]
    bars = tuple(
        Bar(comparison.mine(each.case), each.hours, f"{each.hours:f}", stands_out=each in far)
        for each in sorted(shown, key=lambda each: each.hours)
    )
    legend = _("Hours from the first to the last proof of each day; what is far off has another color and is always shown.")
    return Plot(_("Time on site"), legend, bars, max((bar.value for bar in bars), default=Decimal(1)))
