# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Six scenes of the sample photos: buildings and machines of a coal mine.

Made up for practice; no real mine looks like this.
"""

from __future__ import annotations

import math

from tools.sample_photos.canvas import HEIGHT, WIDTH, Canvas, shade

_STEEL = (168, 70, 52)
_WALL = (206, 200, 186)


def open_air(canvas: Canvas, horizon: float = 690) -> None:
    """Draw the sky and the two ridges that every outdoor scene shares."""
    canvas.sky((92, 146, 196), (226, 234, 232), horizon)
    canvas.hills(horizon, 230, (142, 164, 170))
    canvas.hills(horizon, 130, (108, 136, 112))


def headframe(canvas: Canvas) -> None:
    """Draw the pit-head tower with its two wheels, the winder house and a tidy yard."""
    open_air(canvas, 760)
    canvas.ground(760, (132, 128, 120), (166, 162, 150))
    canvas.building(120, 560, 520, 850, _WALL)
    canvas.windows(140, 590, 500, 800, 5, 2)
    canvas.shadow(640, 1240, 940, 60)
    canvas.lattice(760, 260, 960, 940, _STEEL, 7)
    canvas.lattice(1120, 300, 1170, 940, _STEEL, 7, lean=-230)
    canvas.box(730, 240, 990, 268, shade(_STEEL, 0.8))
    for x in (800, 920):
        canvas.oval(x - 78, 112, x + 78, 268, shade(_STEEL, 0.6))
        canvas.oval(x - 64, 126, x + 64, 254, (196, 214, 224))
        for spoke in range(8):
            angle = spoke * math.pi / 4
            canvas.line([(x, 190), (x + 70 * math.cos(angle), 190 + 70 * math.sin(angle))], _STEEL, 6)
        canvas.line([(x - 76, 190), (430, 560)], (60, 60, 62), 3)
    canvas.building(700, 800, 1020, 960, (188, 182, 170), side=60)
    canvas.box(810, 850, 910, 960, (70, 78, 84))
    for x in (80, 1330, 1430, 1540):
        canvas.tree(x, 900, 190)


def gallery(canvas: Canvas) -> None:
    """Draw the closed conveyor gallery that climbs from the transfer house to the coal silos."""
    open_air(canvas, 760)
    canvas.ground(760, (126, 122, 114), (160, 158, 148))
    for left in (1060, 1270):
        canvas.shadow(left - 20, left + 240, 900, 50)
        for strip in range(40):
            light = 0.62 + 0.5 * math.sin(math.pi * (strip + 4) / 50)
            canvas.box(left + strip * 5, 330, left + strip * 5 + 5, 890, shade((202, 200, 192), light))
        canvas.oval(left, 870, left + 204, 915, (128, 126, 120))
        canvas.oval(left, 306, left + 204, 352, (222, 220, 212))
    for x, foot in ((420, 905), (640, 905), (860, 900)):
        top = 730 - (x - 250) * 0.46
        canvas.lattice(x - 22, top, x + 22, foot, (112, 122, 128), 5)
    canvas.shape([(230, 690), (1330, 190), (1330, 290), (230, 790)], (64, 122, 168))
    canvas.shape([(230, 690), (1330, 190), (1330, 172), (230, 672)], (196, 210, 216))
    for step in range(18):
        x = 270 + step * 56
        y = 718 - (x - 230) * 0.4545
        canvas.shape([(x, y - 8), (x + 30, y - 22), (x + 30, y + 8), (x, y + 22)], (206, 226, 234))
    canvas.box(1140, 150, 1420, 310, (64, 112, 150))
    canvas.windows(1150, 165, 1410, 250, 5, 1)
    canvas.building(110, 640, 330, 910, (64, 112, 150), side=50)
    canvas.windows(125, 665, 315, 760, 3, 1)
    for x in (60, 480, 730, 960):
        canvas.shrub(x, 935, 34)


def water_truck(canvas: Canvas) -> None:
    """Draw a sprinkler truck that wets the haul road."""
    open_air(canvas, 640)
    canvas.ground(640, (150, 134, 108), (182, 168, 140))
    canvas.shape([(560, 640), (760, 640), (1600, 1200), (0, 1200)], (118, 108, 94))
    canvas.shape([(600, 700), (960, 700), (1600, 1180), (860, 1180)], (88, 80, 72))
    for _drop in range(1300):
        reach = canvas.chance.random()
        x = 1120 + 400 * reach
        y = 760 - 130 * math.sin(math.pi * reach * 0.9) + 230 * reach * reach + canvas.chance.gauss(0, 24 + 40 * reach)
        size = canvas.chance.uniform(1, 3.4)
        canvas.oval(x - size, y - size, x + size, y + size, shade((212, 228, 238), canvas.chance.uniform(0.88, 1.1)))
    canvas.shadow(330, 1160, 905, 70)
    canvas.box(360, 800, 1130, 846, (62, 64, 68))
    for strip in range(38):
        light = 0.6 + 0.55 * math.sin(math.pi * (strip + 3) / 42)
        canvas.box(600, 570 + strip * 6, 1120, 577 + strip * 6, shade((64, 142, 96), light))
    canvas.oval(1088, 570, 1150, 800, (48, 108, 74))
    canvas.oval(572, 570, 634, 800, (72, 150, 104))
    canvas.text(860, 680, "洒水降尘", "WATER", 84, (244, 246, 240))
    canvas.shape([(350, 820), (350, 690), (400, 570), (560, 570), (560, 820)], (226, 166, 48))
    canvas.shape([(376, 690), (416, 596), (520, 596), (520, 690)], (120, 160, 182))
    canvas.shape([(376, 690), (416, 596), (452, 596), (420, 690)], (176, 204, 216))
    canvas.box(345, 770, 372, 800, (250, 240, 190))
    for x in (440, 820, 1020):
        canvas.oval(x - 68, 790, x + 68, 926, (36, 36, 38))
        canvas.oval(x - 32, 826, x + 32, 890, (150, 152, 154))
    for x in (80, 200, 1500):
        canvas.tree(x, 720, 150)


def dormitory(canvas: Canvas) -> None:
    """Draw the workers' dormitory with lawn, path and trees."""
    open_air(canvas, 720)
    canvas.ground(720, (104, 142, 76), (128, 158, 96))
    canvas.shadow(240, 1400, 862, 50)
    canvas.building(260, 300, 1280, 860, (222, 204, 172), side=120)
    canvas.windows(290, 330, 1250, 760, 9, 4)
    for floor in range(1, 4):
        canvas.box(260, 324 + floor * 108, 1280, 332 + floor * 108, (190, 150, 112))
    canvas.box(690, 740, 860, 860, (84, 96, 104))
    canvas.box(770, 740, 778, 860, (220, 222, 220))
    canvas.shape([(650, 742), (900, 742), (930, 716), (680, 716)], (178, 72, 56))
    canvas.box(640, 656, 910, 714, (250, 246, 236))
    canvas.text(775, 685, "职工公寓", "DORMITORY", 44, (168, 48, 40))
    canvas.shape([(690, 860), (860, 860), (1100, 1144), (440, 1144)], (198, 192, 180))
    for x, foot, height in ((130, 930, 300), (1460, 940, 320), (330, 960, 210), (1240, 965, 210)):
        canvas.tree(x, foot, height)
    for side, lean in ((650, -0.85), (900, 0.85)):
        for step in range(9):
            canvas.shrub(side + lean * step * 30, 890 + step * 30, 16 + step * 2, (70, 116, 58))


def workshop(canvas: Canvas) -> None:
    """Draw the inside of the repair shop: crane, lathe, marked walkway, tools on the wall."""
    canvas.ground(0, (196, 202, 200), (150, 160, 164), bottom=760, specks=0)
    canvas.ground(760, (96, 126, 112), (126, 150, 138), specks=500)
    for x in range(0, WIDTH, 320):
        canvas.box(x, 60, x + 26, 760, (112, 122, 128))
        canvas.windows(x + 50, 110, x + 296, 330, 2, 1)
    canvas.box(0, 40, WIDTH, 84, (224, 160, 40))
    canvas.box(740, 84, 900, 134, (196, 132, 30))
    canvas.line([(820, 134), (820, 392)], (60, 60, 62), 5)
    canvas.oval(800, 384, 840, 424, (70, 72, 74))
    canvas.shape([(0, 1050), (1600, 890), (1600, 908), (0, 1072)], (236, 206, 70))
    canvas.shape([(0, 1170), (1600, 990), (1600, 1008), (0, 1196)], (236, 206, 70))
    canvas.box(980, 420, 1480, 600, (210, 206, 192))
    for tool in range(13):
        x = 1006 + tool * 36
        length = canvas.chance.uniform(60, 130)
        canvas.line([(x, 446), (x, 446 + length)], (88, 94, 100), 9)
        canvas.oval(x - 12, 434, x + 12, 462, (176, 62, 48))
    canvas.shadow(170, 900, 880, 60)
    canvas.box(190, 700, 330, 880, (62, 108, 92))
    canvas.box(720, 730, 880, 880, (62, 108, 92))
    canvas.box(180, 650, 890, 724, (78, 134, 112))
    canvas.box(190, 560, 360, 660, (70, 122, 102))
    canvas.oval(330, 570, 410, 650, (150, 154, 156))
    canvas.box(380, 596, 760, 624, (196, 200, 202))
    canvas.box(720, 580, 850, 654, (70, 122, 102))
    canvas.oval(520, 640, 570, 690, (40, 42, 44))
    canvas.shadow(1010, 1450, 850, 50)
    canvas.box(1020, 690, 1440, 720, (150, 106, 70))
    canvas.box(1040, 720, 1070, 850, (96, 100, 104))
    canvas.box(1390, 720, 1420, 850, (96, 100, 104))
    canvas.box(1090, 640, 1180, 690, (62, 92, 140))
    canvas.box(1070, 352, 1390, 416, (244, 244, 238))
    canvas.text(1230, 384, "工具定置管理", "TOOL BOARD", 40, (60, 70, 74))


def archive_room(canvas: Canvas) -> None:
    """Draw the records room: shelves of labelled file boxes and a table."""
    canvas.ground(0, (224, 220, 208), (236, 234, 226), bottom=900, specks=0)
    canvas.ground(900, (168, 150, 126), (186, 170, 146), bottom=HEIGHT, specks=300)
    colors = ((54, 92, 140), (54, 92, 140), (60, 120, 96), (150, 60, 52), (196, 152, 66))
    for left in (70, 590, 1110):
        canvas.shadow(left - 10, left + 440, 920, 36)
        canvas.box(left, 130, left + 420, 920, (158, 162, 164))
        for row in range(5):
            top = 150 + row * 154
            canvas.box(left + 14, top, left + 406, top + 138, (104, 108, 112))
            for column in range(10):
                if canvas.chance.random() < 0.06:
                    continue
                x = left + 18 + column * 39
                tone = colors[(row + left // 500) % len(colors)]
                canvas.box(x, top + 14, x + 35, top + 138, shade(tone, canvas.chance.uniform(0.9, 1.1)))
                canvas.box(x + 6, top + 30, x + 29, top + 84, (242, 240, 232))
                canvas.line([(x + 11, top + 44), (x + 24, top + 44)], (90, 90, 92), 3)
                canvas.line([(x + 11, top + 58), (x + 24, top + 58)], (90, 90, 92), 3)
                canvas.oval(x + 11, top + 100, x + 24, top + 113, (236, 232, 220))
        canvas.box(left + 130, 74, left + 290, 124, (40, 92, 84))
    for x, words, latin in ((280, "采矿", "MINING"), (800, "环保", "ENVIRONMENT"), (1320, "安全", "SAFETY")):
        canvas.text(x, 99, words, latin, 32, (246, 246, 240))
    canvas.shadow(380, 1240, 1120, 50)
    canvas.shape([(420, 1000), (1180, 1000), (1280, 1080), (330, 1080)], (196, 150, 100))
    canvas.box(330, 1080, 1280, 1100, (156, 112, 70))
    canvas.box(350, 1100, 376, HEIGHT, (120, 84, 54))
    canvas.box(1234, 1100, 1260, HEIGHT, (120, 84, 54))
    for x, tone in ((560, (250, 248, 240)), (700, (54, 92, 140)), (900, (250, 248, 240))):
        canvas.shape([(x, 1018), (x + 110, 1018), (x + 118, 1058), (x - 14, 1058)], tone)
