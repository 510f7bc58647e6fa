# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Six scenes of the sample photos: yards, heaps, water, plants, and what lies about there.

Made up for practice; no real mine looks like this.
"""

from __future__ import annotations

import math

from tools.sample_photos.canvas import HEIGHT, WIDTH, Canvas, Point, mix, shade
from tools.sample_photos.works import open_air


def gangue_heap(canvas: Canvas) -> None:
    """Draw the gangue heap: terraces planted on the left, a bare slope with gullies on the right."""
    open_air(canvas, 780)
    canvas.ground(770, (134, 122, 100), (128, 132, 104), bottom=960, specks=300)
    heap: list[Point] = [(60, 960), (260, 760), (330, 752), (470, 560), (550, 552), (690, 360), (1010, 348), (1500, 960)]
    canvas.shape(heap, (116, 108, 104))
    canvas.shape([(850, 354), (1010, 348), (1500, 960), (800, 960)], (92, 86, 84))
    for _stone in range(3800):
        y = canvas.chance.uniform(365, 955)
        left, right = 112 + (960 - y) * 1.03, 1010 + (y - 348) * 0.8
        x = canvas.chance.uniform(left, right)
        size = canvas.chance.uniform(1, 6)
        base = (96, 90, 88) if x > 830 else (124, 114, 104)
        canvas.oval(x - size, y - size * 0.6, x + size, y + size * 0.6, shade(base, canvas.chance.uniform(0.65, 1.3)))
    for start in (900, 985, 1060):
        gully = [(start + step * 26 + canvas.chance.uniform(-9, 9), 420 + step * 44) for step in range(12)]
        canvas.line(gully, (62, 58, 58), 9)
        canvas.line([(x + 7, y) for x, y in gully], (128, 120, 114), 3)
    for top, left, right in ((560, 480, 800), (760, 280, 800), (930, 110, 800), (380, 690, 830), (660, 390, 800), (850, 190, 800)):
        canvas.line([(left, top), (right, top)], (164, 152, 130), 8)
        for x in range(left, right, 24):
            canvas.shrub(x + canvas.chance.uniform(-8, 8), top + canvas.chance.uniform(-4, 6), canvas.chance.uniform(13, 25))
    canvas.ground(950, (134, 122, 100), (158, 146, 122))
    for x in range(30, WIDTH, 90):
        canvas.shrub(x, 1000 + canvas.chance.uniform(-14, 14), canvas.chance.uniform(16, 30), (112, 132, 70))


def _roller(canvas: Canvas, x: float, y: float, length: float, angle: float, color: tuple[int, int, int]) -> None:
    """Draw one conveyor roller that lies on the ground."""
    dx, dy = math.cos(angle) * length / 2, math.sin(angle) * length / 4
    radius = length * 0.13
    canvas.shadow(x - abs(dx) - radius, x + abs(dx) + radius, y + radius + abs(dy), radius * 1.6 + abs(dy))
    canvas.line([(x - dx - 12, y - dy), (x + dx + 12, y + dy)], (70, 70, 72), radius * 0.5)
    for strip in range(11):
        shift = radius * (strip / 5 - 1)
        light = 0.55 + 0.7 * math.sin(math.pi * (11 - strip) / 13)
        canvas.line([(x - dx, y - dy + shift), (x + dx, y + dy + shift)], shade(color, light), radius / 4)
    canvas.oval(x + dx - radius * 0.4, y + dy - radius, x + dx + radius * 0.4, y + dy + radius, shade(color, 0.6))


def scattered_rollers(canvas: Canvas) -> None:
    """Draw the yard by the store: worn rollers lie about instead of in their rack."""
    open_air(canvas, 560)
    canvas.building(60, 340, 700, 620, (178, 186, 188))
    canvas.windows(90, 380, 670, 480, 7, 1)
    canvas.ground(555, (120, 116, 108), (158, 154, 144), specks=2600)
    canvas.line([(960, 700), (960, 490)], (60, 104, 148), 12)
    canvas.line([(1480, 700), (1480, 490)], (60, 104, 148), 12)
    for level in (560, 640, 700):
        canvas.line([(950, level), (1490, level)], (60, 104, 148), 10)
    for count in range(6):
        canvas.oval(990 + count * 50, 656, 1034 + count * 50, 700, (150, 84, 52))
        canvas.oval(1006 + count * 50, 672, 1018 + count * 50, 684, (60, 60, 62))
    canvas.box(1080, 490, 1360, 550, (238, 240, 236))
    canvas.text(1220, 520, "托辊存放架", "ROLLER RACK", 40, (40, 72, 110))
    for y in (740, 800, 850, 900, 960, 1010, 1070):
        for _roll in range(2):
            x = canvas.chance.uniform(180, 1420)
            tone = ((150, 84, 52), (128, 74, 50), (110, 112, 114))[canvas.chance.randrange(3)]
            _roller(canvas, x, y + canvas.chance.uniform(-15, 15), 90 + (y - 700) * 0.36, canvas.chance.uniform(-1.1, 1.1), tone)


def settling_pond(canvas: Canvas) -> None:
    """Draw the settling pond of the mine water works, with railing, inlet and clear water at the far end."""
    open_air(canvas, 600)
    canvas.ground(600, (140, 136, 126), (164, 162, 150))
    canvas.building(1080, 420, 1400, 640, (206, 200, 186), side=80)
    canvas.windows(1100, 450, 1380, 540, 4, 1)
    canvas.text(1240, 590, "矿井水处理站", "WATER WORKS", 36, (40, 92, 130))
    canvas.shape([(330, 690), (1290, 690), (1560, 1110), (40, 1110)], (186, 182, 172))
    for row in range(190):
        share = row / 190
        left, right = 350 - share * 272, 1270 + share * 250
        canvas.box(left, 704 + row * 2.06, right, 707 + row * 2.06, mix((150, 184, 190), (74, 112, 108), share))
    for _glint in range(260):
        share = canvas.chance.random()
        y, reach = 706 + share * 388, 20 + 70 * share * canvas.chance.random()
        x = canvas.chance.uniform(360 - share * 262, 1170 + share * 230)
        canvas.line([(x, y), (x + reach, y)], shade(mix((168, 200, 204), (96, 134, 128), share), canvas.chance.uniform(0.94, 1.12)), 2)
    canvas.shape([(780, 690), (830, 690), (850, 1110), (760, 1110)], (196, 192, 182))
    canvas.shape([(796, 690), (816, 690), (824, 1110), (782, 1110)], (164, 160, 150))
    canvas.line([(60, 800), (230, 800), (250, 860)], (70, 110, 150), 30)
    canvas.shape([(238, 858), (266, 858), (290, 960), (226, 960)], (206, 224, 226))
    for x in range(300, 1341, 80):
        canvas.line([(x, 690), (x, 620)], (232, 196, 60), 6)
    for y in (622, 652):
        canvas.line([(300, y), (1340, y)], (232, 196, 60), 6)
    for x in (60, 160, 1480, 1560):
        canvas.tree(x, 690, 170)


def planted_slope(canvas: Canvas) -> None:
    """Draw a reclaimed slope: arch grids of stone, grass inside, young trees in rows."""
    open_air(canvas, 420)
    canvas.ground(380, (98, 142, 66), (142, 170, 100), bottom=980)
    for row in range(4):
        top, size = 410 + row * 132, 150 + row * 14
        for column in range(-1, WIDTH // size + 2):
            x = column * size + (size / 2 if row % 2 else 0)
            arch = [(x + size / 2 - size / 2 * math.cos(a * math.pi / 12), top + 60 - 56 * math.sin(a * math.pi / 12)) for a in range(13)]
            canvas.line([(x, top + 138), *arch, (x + size, top + 138)], (178, 172, 160), 11)
            canvas.line([(px, py - 3) for px, py in arch], (214, 210, 200), 3)
            for _tuft in range(14):
                tx, ty = x + canvas.chance.uniform(18, size - 18), top + canvas.chance.uniform(46, 128)
                canvas.shrub(tx, ty, canvas.chance.uniform(5, 12), shade((98, 146, 62), canvas.chance.uniform(0.8, 1.15)))
    canvas.box(0, 960, WIDTH, 990, (188, 184, 174))
    canvas.ground(990, (136, 132, 124), (156, 152, 142), specks=700)
    for x in range(60, WIDTH, 148):
        canvas.tree(x, 975, 190 + canvas.chance.uniform(-20, 20), (66, 118, 60))


def notice_board(canvas: Canvas) -> None:
    """Draw the public board at the gate with the mine's duties and the complaint telephone left out."""
    open_air(canvas, 720)
    canvas.ground(720, (150, 146, 136), (176, 172, 160))
    for x in (90, 1500):
        canvas.tree(x, 850, 320)
    canvas.shadow(280, 1330, 980, 60)
    for x in (320, 1260):
        canvas.box(x, 240, x + 26, 980, (122, 128, 132))
    canvas.box(260, 230, 1346, 830, (36, 96, 84))
    canvas.box(284, 340, 1322, 806, (246, 246, 240))
    canvas.text(803, 286, "绿色矿山建设公示牌", "GREEN MINE NOTICE", 66, (250, 248, 236))
    rows = (
        ("矿山名称  示例煤矿(练习用)", "MINE  SAMPLE COLLIERY"),
        ("开采方式  地下开采", "METHOD  UNDERGROUND"),
        ("治理责任  矿区环境恢复治理", "DUTY  RECLAMATION"),
        ("监督电话  ____________", "TELEPHONE  __________"),
    )
    for row, (words, latin) in enumerate(rows):
        canvas.text(620, 404 + row * 106, words, latin, 44, (44, 60, 64))
        canvas.line([(320, 452 + row * 106), (920, 452 + row * 106)], (190, 200, 196), 3)
    canvas.box(970, 380, 1290, 770, (206, 226, 212))
    canvas.shape([(970, 660), (1060, 520), (1130, 610), (1210, 470), (1290, 600), (1290, 770), (970, 770)], (98, 150, 92))
    canvas.oval(1200, 410, 1260, 470, (240, 200, 90))
    for x in range(180, 1440, 60):
        canvas.shrub(x, 1010 + canvas.chance.uniform(-6, 6), 34, (78, 126, 62))


def mixed_store(canvas: Canvas) -> None:
    """Draw the store of oil drums: roof bolts lie among the drums, a stain on the floor, no tray below."""
    canvas.ground(0, (190, 188, 180), (168, 170, 168), bottom=700, specks=0)
    for x in range(0, WIDTH, 54):
        canvas.line([(x, 0), (x, 700)], (158, 160, 158), 5)
    canvas.ground(700, (128, 124, 116), (154, 150, 142), bottom=HEIGHT, specks=1800)
    canvas.box(560, 130, 1040, 240, (226, 178, 44))
    canvas.text(800, 186, "油料存放  严禁烟火", "OIL STORE  NO FIRE", 44, (40, 40, 40))
    canvas.oval(420, 930, 1000, 1050, (58, 54, 52))
    canvas.oval(470, 948, 800, 1012, (74, 72, 78))
    drums = ((190, 560), (390, 540), (590, 565), (1010, 545), (1210, 560), (300, 690), (520, 700), (1110, 700))
    for number, (x, top) in enumerate(drums):
        tone = ((44, 92, 150), (44, 92, 150), (176, 60, 46), (62, 112, 80))[number % 4]
        canvas.shadow(x - 110, x + 110, top + 300, 60)
        for strip in range(36):
            light = 0.5 + 0.65 * math.sin(math.pi * (strip + 3) / 42)
            canvas.box(x - 90 + strip * 5, top, x - 85 + strip * 5, top + 280, shade(tone, light))
        canvas.oval(x - 90, top + 258, x + 90, top + 306, shade(tone, 0.7))
        for ring in (90, 185):
            canvas.line([(x - 91, top + ring), (x, top + ring + 18), (x + 91, top + ring)], shade(tone, 0.6), 7)
        canvas.oval(x - 92, top - 26, x + 92, top + 26, shade(tone, 0.62))
        canvas.oval(x - 82, top - 20, x + 82, top + 20, shade(tone, 1.08))
        canvas.oval(x + 30, top - 10, x + 54, top + 4, (60, 60, 62))
    for bolt in range(22):
        left, y = 640 + canvas.chance.uniform(-40, 60), 920 + bolt * 8 + canvas.chance.uniform(-12, 12)
        reach, tilt = canvas.chance.uniform(480, 620), canvas.chance.uniform(-50, 40)
        canvas.line([(left, y + 5), (left + reach, y + tilt + 5)], (60, 56, 54), 9)
        canvas.line([(left, y), (left + reach, y + tilt)], shade((158, 122, 96), canvas.chance.uniform(0.75, 1.15)), 9)
        canvas.oval(left + reach - 14, y + tilt - 15, left + reach + 12, y + tilt + 15, (112, 114, 118))
