# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The colors of the program as named tokens, for a light, a dark and a sunlight theme.

Values only: nothing here touches Qt. `theme.py` applies them, painters ask `theme.palette()` for the ones in use.
Text reaches a contrast of 4.5 to 1 on every ground it may stand on (7 to 1 in sunlight), lines that carry meaning 3 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ThemeName(StrEnum):
    """The themes a user can choose."""

    LIGHT = "light"
    DARK = "dark"
    SUNLIGHT = "sunlight"


class Tone(StrEnum):
    """What a mark means. The six states of an item are always shown as icon, word and color together."""

    DONE = "done"
    FOUND = "found"
    VETO = "veto"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"
    OPEN = "open"
    ACCENT = "accent"
    NEUTRAL = "neutral"

    @property
    def icon_name(self) -> str:
        """Return the icon that says the same as the color."""
        return "info" if self in (Tone.ACCENT, Tone.NEUTRAL) else self.value


@dataclass(frozen=True, slots=True)
class ToneColors:
    """The three colors of a tone."""

    text: str
    """Words and icons; readable on window, surface and fill."""
    fill: str
    """Soft ground behind such words."""
    line: str
    """Borders and bars; to be seen against the surface."""


@dataclass(frozen=True, slots=True)
class Palette:
    """All colors of one theme, as #RRGGBB."""

    name: ThemeName
    """The theme they belong to."""
    window: str
    """Ground of pages."""
    surface: str
    """Ground of cards, panes, fields and tables."""
    sunken: str
    """Ground of tracks, headers and key hints."""
    hover: str
    """Ground of a row or quiet button under the pointer."""
    hairline: str
    """Thin separators; decoration only."""
    field_line: str
    """Border of a field that takes input."""
    text: str
    """Ordinary words."""
    muted: str
    """Secondary words."""
    faint: str
    """Placeholders and disabled words."""
    accent: str
    """The one deep green: primary buttons, links, current things."""
    accent_hover: str
    """The accent under the pointer."""
    accent_soft: str
    """Ground of a selected row."""
    on_accent: str
    """Words on the accent."""
    focus: str
    """The ring around what has the keyboard."""
    tones: dict[Tone, ToneColors]
    """Colors by meaning."""


LIGHT = Palette(
    name=ThemeName.LIGHT,
    window="#F4F6F3",
    surface="#FFFFFF",
    sunken="#EDF0EC",
    hover="#F0F4F0",
    hairline="#E0E5DF",
    field_line="#87928A",
    text="#1A201C",
    muted="#566159",
    faint="#646F67",
    accent="#1D6A45",
    accent_hover="#175638",
    accent_soft="#E4F0E8",
    on_accent="#FFFFFF",
    focus="#2A8A5C",
    tones={
        Tone.DONE: ToneColors("#17663D", "#E5F3EA", "#2E8B57"),
        Tone.FOUND: ToneColors("#8A4B00", "#FDF2DF", "#B8730F"),
        Tone.VETO: ToneColors("#B3201B", "#FCEAE8", "#C8453E"),
        Tone.UNDETERMINED: ToneColors("#5B3FA0", "#F0EBFA", "#7F63C4"),
        Tone.NOT_APPLICABLE: ToneColors("#59635D", "#EEF0EE", "#868F89"),
        Tone.OPEN: ToneColors("#4F5B66", "#EDF1F4", "#7F8C98"),
        Tone.ACCENT: ToneColors("#1D6A45", "#E4F0E8", "#2A8A5C"),
        Tone.NEUTRAL: ToneColors("#1A201C", "#EDF0EC", "#87928A"),
    },
)

DARK = Palette(
    name=ThemeName.DARK,
    window="#141916",
    surface="#1C2320",
    sunken="#262E2A",
    hover="#252D29",
    hairline="#313A35",
    field_line="#75817A",
    text="#E8EDE9",
    muted="#ABB7AF",
    faint="#9AA69E",
    accent="#62C590",
    accent_hover="#7BD4A4",
    accent_soft="#21392C",
    on_accent="#0C1A12",
    focus="#7BD4A4",
    tones={
        Tone.DONE: ToneColors("#74D29E", "#1D3528", "#4FAF7B"),
        Tone.FOUND: ToneColors("#F2B95F", "#3A2D17", "#D2953B"),
        Tone.VETO: ToneColors("#FF9890", "#402321", "#E4716A"),
        Tone.UNDETERMINED: ToneColors("#C7B3F8", "#2F2845", "#A088E6"),
        Tone.NOT_APPLICABLE: ToneColors("#AFB9B2", "#2A312D", "#808B84"),
        Tone.OPEN: ToneColors("#B3BFCA", "#28303A", "#8593A0"),
        Tone.ACCENT: ToneColors("#74D29E", "#21392C", "#62C590"),
        Tone.NEUTRAL: ToneColors("#E8EDE9", "#2A312D", "#75817A"),
    },
)

SUNLIGHT = Palette(
    name=ThemeName.SUNLIGHT,
    window="#FFFFFF",
    surface="#FFFFFF",
    sunken="#ECEFEC",
    hover="#E6EDE8",
    hairline="#7A847D",
    field_line="#000000",
    text="#000000",
    muted="#1D2620",
    faint="#333D36",
    accent="#00472A",
    accent_hover="#00331E",
    accent_soft="#D8EADF",
    on_accent="#FFFFFF",
    focus="#003BB3",
    tones={
        Tone.DONE: ToneColors("#00472A", "#DDF0E4", "#00472A"),
        Tone.FOUND: ToneColors("#5C3000", "#FFEBC8", "#7A4200"),
        Tone.VETO: ToneColors("#8A0805", "#FFE0DD", "#A30F0A"),
        Tone.UNDETERMINED: ToneColors("#3D2185", "#E9E0FF", "#4F2FA6"),
        Tone.NOT_APPLICABLE: ToneColors("#303A34", "#E9ECEA", "#4A544E"),
        Tone.OPEN: ToneColors("#25313C", "#E6ECF1", "#3D4A56"),
        Tone.ACCENT: ToneColors("#00472A", "#D8EADF", "#00472A"),
        Tone.NEUTRAL: ToneColors("#000000", "#ECEFEC", "#000000"),
    },
)

PALETTES = {palette.name: palette for palette in (LIGHT, DARK, SUNLIGHT)}


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two #RRGGBB colors as WCAG 2 defines it: 1 for the same, 21 for black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
