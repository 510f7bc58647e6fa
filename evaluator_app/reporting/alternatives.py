# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a figure shows, in words, for those who cannot see it; the same in every form of the report."""

from __future__ import annotations

from evaluator_app.reporting.document import Bar, BarChart, RadarChart
from evaluator_app.reporting.map_drawing import MapDrawing
from evaluator_app.reporting.timeline import Timeline

Figure = BarChart | RadarChart | Timeline | MapDrawing


def alternative(figure: Figure) -> str:
    """Return what a figure shows in words."""
    said = ""
    match figure:
        case BarChart() | RadarChart():
            said = "；".join(_bar(bar, figure.floor_word) for bar in figure.bars)
        case Timeline():
            said = "；".join(f"{span.lane} {span.first:%Y-%m-%d %H:%M}–{span.last:%H:%M} {span.words}".strip() for span in figure.spans)
        case MapDrawing():
            named = [area.label for area in figure.areas] + [point.label for point in figure.points]
            said = "；".join([words for _look, words in figure.legend] + [label for label in named if label])
    return "：".join(part for part in (figure.caption, said) if part)


def _bar(bar: Bar, floor_word: str) -> str:
    floor = f"（{floor_word} {bar.floor}）" if bar.floor is not None else ""
    return f"{bar.label} {bar.value or f'{bar.awarded} / {bar.attainable}'}{floor}"
