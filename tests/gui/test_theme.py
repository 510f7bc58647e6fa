# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the look: contrast of every pair of colors, fonts, text sizes, style sheet, icons."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetrics, QIcon, QImage, QPixmap, QRawFont
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from evaluator_app.errors import UserFacingError
from evaluator_app.gui import theme
from evaluator_app.gui.icons import ICON_NAMES, icon
from evaluator_app.gui.palette import LIGHT, PALETTES, SUNLIGHT, Palette, ThemeName, Tone, contrast_ratio
from evaluator_app.gui.theme import TextRole, apply_theme, style_sheet, text_font
from evaluator_app.paths import resource

THEMES = [pytest.param(palette, id=name.value) for name, palette in PALETTES.items()]


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, "light")
    yield
    apply_theme(qapp, "light")


def text_pairs(colors: Palette) -> dict[str, tuple[str, str]]:
    """Return every pair of words and ground that the program paints."""
    grounds = {name: getattr(colors, name) for name in ("window", "surface", "sunken", "hover", "accent_soft")}
    pairs = {f"{word} on {ground}": (getattr(colors, word), shade) for word, (ground, shade) in product(("text", "muted"), grounds.items())}
    pairs |= {f"accent on {ground}": (colors.accent, grounds[ground]) for ground in ("window", "surface", "sunken", "hover", "accent_soft")}
    pairs |= {f"faint on {ground}": (colors.faint, grounds[ground]) for ground in ("window", "surface", "sunken")}
    pairs |= {f"on_accent on {ground}": (colors.on_accent, getattr(colors, ground)) for ground in ("accent", "accent_hover")}
    pairs["tooltip"] = (colors.surface, colors.text)
    for tone, shades in colors.tones.items():
        pairs |= {f"{tone} on {ground}": (shades.text, shade) for ground, shade in grounds.items()}
        for word, ink in (("own text", shades.text), ("text", colors.text), ("muted", colors.muted), ("accent", colors.accent)):
            pairs[f"{word} on fill of {tone}"] = (ink, shades.fill)
    return pairs


@pytest.mark.parametrize("colors", THEMES)
def test_all_words_can_be_read_on_their_ground(colors: Palette) -> None:
    least = 7.0 if colors is SUNLIGHT else 4.5
    poor = {name: contrast_ratio(*pair) for name, pair in text_pairs(colors).items() if contrast_ratio(*pair) < least}
    assert not poor


@pytest.mark.parametrize("colors", THEMES)
def test_lines_that_mean_something_can_be_seen(colors: Palette) -> None:
    lines = {"field": colors.field_line, "focus": colors.focus, **{tone.value: shades.line for tone, shades in colors.tones.items()}}
    poor = {name: contrast_ratio(line, colors.surface) for name, line in lines.items() if contrast_ratio(line, colors.surface) < 3}
    assert not poor


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast_ratio("#123456", "#123456") == 1


@pytest.mark.parametrize("colors", THEMES)
def test_the_six_states_differ_in_icon_and_color(colors: Palette) -> None:
    states = [Tone.DONE, Tone.FOUND, Tone.VETO, Tone.UNDETERMINED, Tone.NOT_APPLICABLE, Tone.OPEN]
    assert len({tone.icon_name for tone in states}) == 6
    assert len({colors.tones[tone].text for tone in states}) == 6


@pytest.mark.parametrize("name", list(ThemeName))
def test_a_theme_dresses_the_application(qapp: QApplication, name: ThemeName) -> None:
    apply_theme(qapp, name)
    assert theme.palette() is PALETTES[name]
    assert qapp.palette().window().color().name().upper() == PALETTES[name].window
    assert PALETTES[name].accent in qapp.styleSheet()


def test_unknown_themes_and_text_sizes_are_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="sepia"):
        apply_theme(qapp, "sepia")
    for size in (8, 23):
        with pytest.raises(ValueError, match=str(size)):
            apply_theme(qapp, "light", text_px=size)
    assert theme.palette() is LIGHT


def test_text_is_set_in_the_fonts_that_come_along(qapp: QApplication) -> None:
    for role in TextRole:
        info = QFontInfo(text_font(role))
        assert info.family() == "Noto Sans SC"
        assert info.bold() == text_font(role).bold()
    assert [text_font(role).pixelSize() for role in (TextRole.BODY, TextRole.HEADING, TextRole.TITLE)] == [14, 18, 22]


def test_rare_characters_have_a_glyph(qapp: QApplication) -> None:
    for role in (TextRole.BODY, TextRole.STRONG):
        face = QRawFont.fromFont(text_font(role), QFontDatabase.WritingSystem.SimplifiedChinese)
        assert face.familyName() == "Noto Sans SC"
        assert [character for character in "矸硐磴𬭊−·①℃✓" if not face.supportsCharacter(ord(character))] == []


@pytest.mark.parametrize("role", [TextRole.BODY, TextRole.STRONG])
def test_figures_are_of_one_width(qapp: QApplication, role: TextRole) -> None:
    metrics = QFontMetrics(text_font(role))
    assert len({metrics.horizontalAdvance(digit * 10) for digit in "0123456789"}) == 1


def test_fonts_are_registered_once(qapp: QApplication, tmp_path: Path) -> None:
    apply_theme(qapp, "dark", fonts=tmp_path)
    assert qapp.font().family() == "Noto Sans SC"


def test_missing_fonts_are_said(qapp: QApplication, tmp_path: Path) -> None:
    known = qapp.property("evaluator_font_family")
    qapp.setProperty("evaluator_font_family", None)
    try:
        with pytest.raises(UserFacingError) as caught:
            apply_theme(qapp, "light", fonts=tmp_path)
    finally:
        qapp.setProperty("evaluator_font_family", known)
    assert caught.value.code == "GUI-001"


@pytest.mark.parametrize("colors", THEMES)
def test_the_style_sheet_names_only_drawings_that_exist(colors: Palette) -> None:
    sheet = style_sheet(colors)
    drawings = re.findall(r"url\(style:([^)]+)\)", sheet)
    assert drawings
    assert all(resource(f"style/{drawing}").is_file() for drawing in drawings)
    assert "$" not in sheet


@pytest.mark.parametrize("colors", THEMES)
def test_the_drawings_of_the_style_sheet_wear_the_colors_of_the_theme(colors: Palette) -> None:
    folder = resource("style") / colors.name
    for name, shade in {
        "check": colors.on_accent,
        "dot": colors.on_accent,
        "chevron-down": colors.muted,
        "chevron-up": colors.muted,
    }.items():
        drawn = re.findall(r'stroke="(#[0-9A-F]{6})"', (folder / f"{name}.svg").read_text(encoding="utf-8"))
        assert contrast_ratio(drawn[0], colors.accent if name in ("check", "dot") else colors.surface) >= 3, (name, shade)


def test_fields_and_text_grow_with_the_text_size(qapp: QApplication, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    before = field.sizeHint().height()
    apply_theme(qapp, "light", text_px=22)
    field.ensurePolished()
    assert theme.scaled(14) == 22
    assert before >= 36
    assert field.sizeHint().height() > before


@pytest.mark.parametrize("name", ICON_NAMES)
def test_every_icon_draws_something_within_its_square(qapp: QApplication, name: str) -> None:
    image = icon(name).pixmap(QSize(48, 48), 1.0).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    inked = [(x, y) for x, y in product(range(48), repeat=2) if image.pixelColor(x, y).alpha() > 40]
    assert inked
    assert all(1 <= value <= 46 for point in inked for value in point)


def test_no_drawing_lies_about_unused() -> None:
    assert {file.stem for file in resource("icons").glob("*.svg")} == set(ICON_NAMES)


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icons_are_drawn_for_the_pixels_of_the_screen(qapp: QApplication, ratio: float) -> None:
    pixmap = icon("photo").pixmap(QSize(20, 20), ratio)
    assert pixmap.width() >= round(20 * ratio)
    assert pixmap.width() / pixmap.devicePixelRatio() == pytest.approx(20)


def test_a_changed_copy_of_an_icon_leaves_the_shared_one_whole(qapp: QApplication) -> None:
    for _time in range(20):
        copy = QIcon(icon("photo"))
        copy.addPixmap(QPixmap(4, 4))
        assert not copy.pixmap(20, 20).isNull()
        del copy
        gc.collect()
    assert not icon("photo").pixmap(20, 20).isNull()


def strongest(shown: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
    """Return the color of the most opaque pixel."""
    image = shown.pixmap(QSize(48, 48), 1.0, mode).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    return max((image.pixelColor(x, y) for x, y in product(range(48), repeat=2)), key=lambda shade: shade.alpha()).name().upper()


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    veto = icon("veto", Tone.VETO)
    for name, colors in PALETTES.items():
        apply_theme(qapp, name)
        assert strongest(veto) == colors.tones[Tone.VETO].text
        assert strongest(icon("next", color_name="on_accent")) == colors.on_accent
        assert strongest(veto, QIcon.Mode.Disabled) == colors.faint
