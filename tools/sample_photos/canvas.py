# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The brush of the sample photos: sky, hills, ground, grain and simple bodies, the same on every run.

Draws no scene by itself; the scenes are works.py and grounds.py.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1600, 1200
BAND = 56
_SCALE = 2

Color = tuple[int, int, int]
Point = tuple[float, float]


def shade(color: Color, factor: float) -> Color:
    """Return the color darker (factor under 1) or lighter."""
    red, green, blue = (max(0, min(255, round(part * factor))) for part in color)
    return red, green, blue


def mix(first: Color, second: Color, share: float) -> Color:
    """Return the color between two; share 0 is the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


class Canvas:
    """A picture being drawn in 1600 x 1200 units, twice as fine inside so that edges come out smooth."""

    def __init__(self, seed: str, font: Path | None) -> None:
        """Begin an empty picture; `seed` decides everything that looks accidental."""
        self.chance = random.Random(seed)  # noqa: S311 - accident in a drawing, no secret
        self._font = font
        self._image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE))
        self._draw = ImageDraw.Draw(self._image)

    def sky(self, top: Color, bottom: Color, horizon: float = 700) -> None:
        """Fill the picture with a sky that brightens towards the horizon, with soft clouds."""
        self._fade(0, horizon, top, bottom)
        clouds = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
        pencil = ImageDraw.Draw(clouds)
        for _cloud in range(7):
            x, y = self.chance.uniform(0, 400), self.chance.uniform(10, horizon / 4 - 60)
            for _puff in range(9):
                dx, dy, size = self.chance.gauss(0, 26), self.chance.gauss(0, 4), self.chance.uniform(5, 13)
                pencil.ellipse((x + dx - size * 2, y + dy - size / 2, x + dx + size * 2, y + dy + size / 2), fill=150)
        soft = clouds.filter(ImageFilter.GaussianBlur(5)).resize(self._image.size, Image.Resampling.BILINEAR)
        self._image.paste(Image.new("RGB", self._image.size, "white"), mask=soft)

    def hills(self, base: float, height: float, color: Color) -> None:
        """Draw a ridge across the picture whose foot is at `base`."""
        waves = [(self.chance.uniform(1, 7), self.chance.uniform(0, 6.3), self.chance.uniform(0.2, 1)) for _wave in range(5)]
        total = sum(weight for _turns, _phase, weight in waves)
        ridge: list[Point] = []
        for x in range(0, WIDTH + 1, 10):
            level = sum(weight * math.sin(turns * 2 * math.pi * x / WIDTH + phase) for turns, phase, weight in waves) / total
            ridge.append((x, base - height * (0.6 + 0.4 * level) - self.chance.uniform(0, 4)))
        self.shape([*ridge, (WIDTH, base + 5), (0, base + 5)], color)

    def ground(self, top: float, near: Color, far: Color, *, bottom: float = HEIGHT, specks: int = 1500) -> None:
        """Fill the foreground, from the far color at `top` to the near one, strewn with specks that grow towards us."""
        self._fade(top, bottom, far, near)
        for _speck in range(specks):
            depth = self.chance.random()
            y = top + (bottom - top) * depth
            size = 1 + 6 * depth * self.chance.random()
            x = self.chance.uniform(0, WIDTH)
            tone = shade(mix(far, near, depth), self.chance.uniform(0.72, 1.22))
            self.oval(x - size * 1.6, y - size / 2, x + size * 1.6, y + size / 2, tone)

    def shape(self, points: Sequence[Point], color: Color) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=color)

    def box(self, left: float, top: float, right: float, bottom: float, color: Color) -> None:
        """Fill a rectangle."""
        self._draw.rectangle((left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE), fill=color)

    def oval(self, left: float, top: float, right: float, bottom: float, color: Color) -> None:
        """Fill an ellipse."""
        self._draw.ellipse((left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE), fill=color)

    def line(self, points: Sequence[Point], color: Color, width: float = 4) -> None:
        """Draw a line through the points."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(scaled, fill=color, width=round(width * _SCALE), joint="curve")

    def shadow(self, left: float, right: float, y: float, depth: float = 30) -> None:
        """Darken the ground under a thing."""
        mask = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
        ImageDraw.Draw(mask).ellipse((left / 4, (y - depth / 2) / 4, right / 4, (y + depth / 2) / 4), fill=120)
        soft = mask.filter(ImageFilter.GaussianBlur(3)).resize(self._image.size, Image.Resampling.BILINEAR)
        self._image.paste(Image.new("RGB", self._image.size, (20, 22, 26)), mask=soft)

    def building(self, left: float, top: float, right: float, bottom: float, color: Color, *, side: float = 90) -> None:
        """Draw a flat-roofed house: front, darker side to the right, roof edge."""
        lift = side * 0.32
        self.shape([(right, top), (right + side, top - lift), (right + side, bottom - lift), (right, bottom)], shade(color, 0.68))
        self.box(left, top, right, bottom, color)
        self.shape([(left, top), (left + side, top - lift), (right + side, top - lift), (right, top)], shade(color, 1.12))
        self.box(left, bottom - 14, right, bottom, shade(color, 0.75))

    def windows(self, left: float, top: float, right: float, bottom: float, columns: int, rows: int) -> None:
        """Draw a grid of windows with a bright upper pane inside the given frame."""
        wide, high = (right - left) / columns, (bottom - top) / rows
        for row in range(rows):
            for column in range(columns):
                x, y = left + column * wide + wide * 0.18, top + row * high + high * 0.18
                self.box(x - 3, y - 3, x + wide * 0.64 + 3, y + high * 0.64 + 3, (232, 232, 226))
                glass = shade((92, 124, 148), self.chance.uniform(0.8, 1.15))
                self.box(x, y, x + wide * 0.64, y + high * 0.64, glass)
                self.shape([(x, y), (x + wide * 0.4, y), (x, y + high * 0.5)], shade(glass, 1.35))
                self.line([(x + wide * 0.32, y), (x + wide * 0.32, y + high * 0.64)], (232, 232, 226), 3)

    def lattice(self, left: float, top: float, right: float, bottom: float, color: Color, steps: int, *, lean: float = 0) -> None:
        """Draw a steel frame with crossing braces; `lean` moves its top to the right."""
        for step in range(steps):
            low, high = bottom - (bottom - top) * step / steps, bottom - (bottom - top) * (step + 1) / steps
            x0, x1 = lean * step / steps, lean * (step + 1) / steps
            self.line([(left + x0, low), (right + x1, high)], shade(color, 0.8), 5)
            self.line([(right + x0, low), (left + x1, high)], color, 5)
            self.line([(left + x1, high), (right + x1, high)], color, 6)
        self.line([(left, bottom), (left + lean, top)], color, 11)
        self.line([(right, bottom), (right + lean, top)], shade(color, 0.8), 11)

    def tree(self, x: float, foot: float, height: float, color: Color = (72, 112, 58)) -> None:
        """Draw a leafy tree."""
        self.shadow(x - height * 0.4, x + height * 0.45, foot, height * 0.12)
        self.line([(x, foot), (x, foot - height * 0.5)], (88, 68, 52), max(3, height * 0.05))
        for _leaf in range(60):
            angle, reach = self.chance.uniform(0, 6.283), self.chance.random() ** 0.5 * height * 0.3
            size = self.chance.uniform(0.05, 0.1) * height
            cx, cy = x + math.cos(angle) * reach, foot - height * 0.68 + math.sin(angle) * reach * 1.05
            light = 1.15 - 0.5 * (math.sin(angle) * reach / (height * 0.3) + 1) / 2
            self.oval(cx - size, cy - size, cx + size, cy + size, shade(color, light * self.chance.uniform(0.85, 1.15)))

    def shrub(self, x: float, foot: float, size: float, color: Color = (84, 122, 62)) -> None:
        """Draw a low bush."""
        for _tuft in range(9):
            dx, dy = self.chance.uniform(-size, size), self.chance.uniform(0, size * 0.9)
            part = size * self.chance.uniform(0.25, 0.5)
            tone = shade(color, self.chance.uniform(0.7, 1.05) + 0.25 * dy / size)
            self.oval(x + dx - part, foot - dy - part, x + dx + part, foot - dy + part * 0.6, tone)

    def text(self, x: float, y: float, words: str, latin: str, size: float, color: Color) -> None:
        """Write centered words; without a Chinese font the Latin ones."""
        font: ImageFont.FreeTypeFont | ImageFont.ImageFont
        if self._font is not None:
            font = ImageFont.truetype(self._font, round(size * _SCALE), layout_engine=ImageFont.Layout.BASIC)
        else:
            font, words = ImageFont.load_default(round(size * _SCALE)), latin
        self._draw.text((x * _SCALE, y * _SCALE), words, fill=color, font=font, anchor="mm")

    def finished(self) -> Image.Image:
        """Return the picture in its final size with grain and the band that says it is a sample."""
        fine = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), self.chance.randbytes(WIDTH * HEIGHT // 4)).resize((WIDTH, HEIGHT))
        grain = fine.point([122 + level // 18 for level in range(256)])
        picture = ImageChops.overlay(self._image.reduce(_SCALE), Image.merge("RGB", (grain, grain, grain)))
        self.box(0, HEIGHT - BAND, WIDTH, HEIGHT, (24, 52, 48))
        self.text(WIDTH / 2, HEIGHT - BAND / 2, "示例照片  练习用  SAMPLE", "SAMPLE DRAWING - FOR PRACTICE ONLY", 30, (240, 214, 120))
        band = (0, (HEIGHT - BAND) * _SCALE, WIDTH * _SCALE, HEIGHT * _SCALE)
        picture.paste(self._image.crop(band).reduce(_SCALE), (0, HEIGHT - BAND))
        return picture

    def _fade(self, top: float, bottom: float, first: Color, last: Color) -> None:
        for y in range(round(top * _SCALE), round(bottom * _SCALE)):
            share = (y / _SCALE - top) / max(1.0, bottom - top)
            self._draw.line(((0, y), (WIDTH * _SCALE, y)), fill=mix(first, last, share))
