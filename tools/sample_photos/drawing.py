# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sample mine's photos: twelve drawings, each marked as a sample, with EXIF time, position and direction.

They exist so that the program can be tried without a mine; no picture of a real place is among them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from evaluator_app.paths import resource
from tools.sample_photos import grounds, works
from tools.sample_photos.canvas import Canvas

DEVICE = "Sample Camera"
FIRST_DAY = date(2025, 9, 16)
ORIGIN = (Decimal("35.630000"), Decimal("112.740000"))
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class SamplePhoto:
    """One drawn photo."""

    path: Path
    """Where the JPEG lies."""
    scene: str
    """Stable name of the scene, such as gangue_heap; also in the file name."""
    title: str
    """What is to be seen, in Chinese as sample data is."""
    taken_at: datetime
    """What its EXIF says, with offset +08:00."""
    latitude: Decimal
    """What its EXIF says, degrees north, six places."""
    longitude: Decimal
    """What its EXIF says, degrees east, six places."""
    direction: Decimal
    """What its EXIF says, degrees clockwise from true north."""


@dataclass(frozen=True, slots=True)
class _Scene:
    draw: Callable[[Canvas], None]
    title: str
    clock: time
    north: str
    east: str
    direction: int


_SCENES = (
    _Scene(grounds.notice_board, "矿区大门公示牌", time(8, 42, 10), "-0.002100", "-0.003400", 12),
    _Scene(works.headframe, "主井井架与工业广场", time(8, 57, 31), "0.000000", "0.000000", 38),
    _Scene(works.gallery, "封闭式输煤廊道与煤仓", time(9, 16, 5), "0.000850", "0.001320", 74),
    _Scene(works.workshop, "机修车间内部", time(9, 40, 48), "-0.000620", "0.001950", 190),
    _Scene(grounds.scattered_rollers, "库房外托辊散放", time(9, 58, 22), "-0.000940", "0.002260", 265),
    _Scene(grounds.mixed_store, "油料库油桶与锚杆混放", time(10, 11, 37), "-0.001080", "0.002510", 350),
    _Scene(grounds.settling_pond, "矿井水处理站沉淀池", time(10, 34, 2), "0.001740", "0.003080", 128),
    _Scene(works.water_truck, "运输道路洒水降尘", time(10, 52, 44), "0.003260", "0.004150", 305),
    _Scene(grounds.gangue_heap, "矸石山未覆土边坡", time(11, 20, 19), "0.006480", "0.007930", 57),
    _Scene(grounds.planted_slope, "复绿边坡拱形骨架", time(11, 38, 56), "0.005710", "0.006020", 214),
    _Scene(works.dormitory, "职工公寓与绿化", time(14, 6, 13), "-0.002870", "0.000760", 5),
    _Scene(works.archive_room, "档案室资料分类存放", time(14, 31, 40), "-0.002540", "0.000310", 88),
)


def draw_sample_photos(folder: Path, *, day: date = FIRST_DAY, origin: tuple[Decimal, Decimal] = ORIGIN) -> tuple[SamplePhoto, ...]:
    """Draw all photos into a folder and return them in the order of the walk; same input, same bytes.

    `day` is the day of the visit and `origin` the latitude and longitude of the main shaft that the EXIF will state.
    """
    folder.mkdir(parents=True, exist_ok=True)
    font = resource("fonts/NotoSansSC-Regular.ttf")
    return tuple(_photo(folder, number, scene, day, origin, font) for number, scene in enumerate(_SCENES, start=1))


def _photo(folder: Path, number: int, scene: _Scene, day: date, origin: tuple[Decimal, Decimal], font: Path) -> SamplePhoto:
    name = scene.draw.__name__
    photo = SamplePhoto(
        path=folder / f"{number:02}_{name}.jpg",
        scene=name,
        title=scene.title,
        taken_at=datetime.combine(day, scene.clock, _CHINA),
        latitude=origin[0] + Decimal(scene.north),
        longitude=origin[1] + Decimal(scene.east),
        direction=Decimal(scene.direction),
    )
    canvas = Canvas(name, font if font.is_file() else None)
    scene.draw(canvas)
    canvas.finished().save(photo.path, "JPEG", quality=85, exif=_exif(photo))
    return photo


def _exif(photo: SamplePhoto) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.ImageDescription] = "Sample drawing for practice, not a photograph"
    exif[Base.Model] = DEVICE
    exif[Base.Orientation] = 1
    taken = exif.get_ifd(IFD.Exif)
    taken[Base.DateTimeOriginal] = photo.taken_at.strftime("%Y:%m:%d %H:%M:%S")
    taken[Base.OffsetTimeOriginal] = "+08:00"
    position = exif.get_ifd(IFD.GPSInfo)
    position[GPS.GPSLatitudeRef] = "N" if photo.latitude >= 0 else "S"
    position[GPS.GPSLatitude] = _sexagesimal(photo.latitude)
    position[GPS.GPSLongitudeRef] = "E" if photo.longitude >= 0 else "W"
    position[GPS.GPSLongitude] = _sexagesimal(photo.longitude)
    position[GPS.GPSAltitudeRef] = b"\x00"
    position[GPS.GPSAltitude] = IFDRational(812, 1)
    position[GPS.GPSImgDirectionRef] = "T"
    position[GPS.GPSImgDirection] = IFDRational(int(photo.direction), 1)
    return exif


def _sexagesimal(angle: Decimal) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Return degrees, minutes and seconds; ten-thousandths of a second keep six decimal places of a degree."""
    parts = int((abs(angle) * 36_000_000).to_integral_value())
    minutes, seconds = divmod(parts, 600_000)
    return IFDRational(minutes // 60, 1), IFDRational(minutes % 60, 1), IFDRational(seconds, 10_000)
