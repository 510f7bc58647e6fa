# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Dresses the application: fonts, palette, style sheet; knows which theme is on.

    apply_theme(app, "light")            also "dark", "sunlight"; may be called again at any time
    apply_theme(app, "light", text_px=16)  the user's text size, 9 to 22; everything else follows
    palette() -> Palette                 the colors in use, asked for at paint time and never kept
    color("muted"), tone_color(Tone.VETO)  the same as QColor
    text_font(TextRole.TITLE) -> QFont   a font for painters; widgets use TextLabel
    GRID = 8, ROW = 36, TOUCH = 44       distances in device-independent pixels
    scaled(36)                           a distance that grows with the text size

Not here: widgets, icons, and where the chosen theme is remembered.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.palette import LIGHT, PALETTES, Palette, ThemeName, Tone
from evaluator_app.i18n import _
from evaluator_app.paths import resource

GRID = 8
ROW = 36
TOUCH = 44
RADIUS = 8
DEFAULT_TEXT_PX = 14
_FAMILY_PROPERTY = "evaluator_font_family"
STYLE = "Fusion"
"""Qt's style that the style sheet refines."""
STYLED_PROPERTY = "evaluator_styled"
"""Set on an application that has the style."""


class TextRole(StrEnum):
    """The kinds of text; the style sheet knows them as the property `role`."""

    TITLE = "title"
    """Name of a page: 22 px, bold."""
    HEADING = "heading"
    """Name of a section: 18 px, bold."""
    STRONG = "strong"
    """Bold text."""
    BODY = "body"
    """Ordinary text: 14 px."""
    MUTED = "muted"
    """Secondary text."""
    SMALL = "small"
    """Notes under things: 12 px, secondary."""
    FIGURE = "figure"
    """A large number: 36 px, bold."""


_SIZES = {
    TextRole.TITLE: 22 / 14,
    TextRole.HEADING: 18 / 14,
    TextRole.STRONG: 1.0,
    TextRole.BODY: 1.0,
    TextRole.MUTED: 1.0,
    TextRole.SMALL: 12 / 14,
    TextRole.FIGURE: 36 / 14,
}
_BOLD = frozenset({TextRole.TITLE, TextRole.HEADING, TextRole.STRONG, TextRole.FIGURE})

_palette = LIGHT
_text_px = DEFAULT_TEXT_PX


def palette() -> Palette:
    """Return the colors of the theme that is on."""
    return _palette


def color(token: str) -> QColor:
    """Return one color of the theme that is on, by its name in Palette."""
    return QColor(getattr(_palette, token))


def tone_color(tone: Tone, part: str = "text") -> QColor:
    """Return the text, fill or line color of a tone in the theme that is on."""
    return QColor(getattr(_palette.tones[tone], part))


def text_px() -> int:
    """Return the size of ordinary text."""
    return _text_px


def size_px(role: TextRole) -> int:
    """Return the size of a kind of text."""
    return max(9, round(_text_px * _SIZES[role]))


def scaled(distance: int) -> int:
    """Return a distance, made for 14 px text, at the text size in use."""
    return round(distance * _text_px / DEFAULT_TEXT_PX)


def text_font(role: TextRole = TextRole.BODY) -> QFont:
    """Return the font of a kind of text, for painters."""
    font = QApplication.font()
    font.setPixelSize(size_px(role))
    font.setBold(role in _BOLD)
    return font


def apply_theme(app: QApplication, name: str, *, text_px: int = DEFAULT_TEXT_PX, fonts: Path | None = None) -> None:
    """Dress the application in the theme of that name; widgets that exist are restyled at once.

    ValueError for an unknown name or a text size outside 9 to 22; UserFacingError when the fonts are missing.
    """
    prepare_theme(app, name, text_px=text_px, fonts=fonts)
    QDir.setSearchPaths("style", [str(resource("style"))])
    sheet = style_sheet(_palette)
    if app.styleSheet() != sheet:  # Qt polishes every widget anew, even under the same one
        app.setStyleSheet(sheet)


def prepare_theme(app: QApplication, name: str, *, text_px: int = DEFAULT_TEXT_PX, fonts: Path | None = None) -> None:
    """Do all of apply_theme but the style sheet, under which every widget made is polished anew at each level it is put into.

    For a window that is made before the style sheet is on.
    """
    global _palette, _text_px
    if not 9 <= text_px <= 22:
        raise ValueError(f"text size out of range: {text_px}")
    _palette, _text_px = PALETTES[ThemeName(name)], text_px
    font = QFont(_family(app, fonts or resource("fonts")))
    font.setPixelSize(text_px)
    if not app.property(STYLED_PROPERTY):
        app.setStyle(STYLE)
        app.setProperty(STYLED_PROPERTY, True)
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark if _palette.name is ThemeName.DARK else Qt.ColorScheme.Light)
    app.setFont(font)
    app.setPalette(_qt_palette(_palette))


def style_sheet(colors: Palette) -> str:
    """Return the style sheet with the tokens filled in; KeyError when it names a token that does not exist."""
    tokens = {slot: str(getattr(colors, slot)) for slot in colors.__slots__ if slot != "tones"}
    for tone, shades in colors.tones.items():
        word = tone.value.replace("-", "_")
        tokens |= {f"{word}_text": shades.text, f"{word}_fill": shades.fill, f"{word}_line": shades.line}
    tokens |= {f"px_{role.value}": f"{size_px(role)}px" for role in TextRole}
    row = max(scaled(ROW), 26)
    tokens |= {"control": f"{row - 2}px", "row_pad": f"{round((row - 1.45 * _text_px) / 2)}px"}
    tokens |= {"cell_x": f"{scaled(10)}px", "cell_y": f"{scaled(8)}px", "mark_radius": f"{scaled(16) // 2 + 1}px"}
    tokens |= {"mark": f"{scaled(16)}px", "small_mark": f"{scaled(12)}px"}
    tokens |= {"icon": f"{scaled(18)}px", "radius": f"{RADIUS - 2}px"}
    return Template(resource("style/evaluator.qss").read_text(encoding="utf-8")).substitute(tokens)


def _family(app: QApplication, folder: Path) -> str:
    if known := app.property(_FAMILY_PROPERTY):
        return str(known)
    families: list[str] = []
    for file in sorted(folder.glob("*.ttf")):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    if not families:
        raise UserFacingError(
            "GUI-001",
            _("The program's own fonts are missing from {folder}.").format(folder=folder),
            _("Install the program again; the assessments are not touched by that."),
        )
    app.setProperty(_FAMILY_PROPERTY, families[0])
    return families[0]


def _qt_palette(colors: Palette) -> QPalette:
    role = QPalette.ColorRole
    shades = {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.window,
        role.Text: colors.text,
        role.Button: colors.surface,
        role.ButtonText: colors.text,
        role.BrightText: colors.on_accent,
        role.ToolTipBase: colors.text,
        role.ToolTipText: colors.surface,
        role.PlaceholderText: colors.faint,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.Accent: colors.accent,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.Light: colors.surface,
        role.Midlight: colors.hover,
        role.Mid: colors.hairline,
        role.Dark: colors.field_line,
        role.Shadow: colors.field_line,
    }
    result = QPalette()
    for key, value in shades.items():
        result.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(colors.faint))
    return result
