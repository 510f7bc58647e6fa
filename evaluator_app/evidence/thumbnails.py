# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Small upright JPEG pictures of photos, for lists and reports, made once and kept beside the evidence.

The cache may be deleted at any time; it is never evidence.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import Image

from evaluator_app.evidence.decoding import content, opened_photo
from evaluator_app.evidence.exif import exif_facts

LIST_SIDE = 320
"""Pixels of the longer side of the pictures in lists."""

_QUALITY = 85
_PARTIAL = ".partial-"
_LARGEST_ROUGH = 640
"""Pixels up to which the quick way of making smaller looks as good."""
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def thumbnail(
    source: bytes | Path, side: int, *, cache_root: Path | None = None, name: str | None = None, sha256: str | None = None
) -> bytes:
    """Return JPEG bytes of the photo, upright, no side longer than `side` pixels, never enlarged.

    `sha256` is the digest of the source where it is known already; with it a cached picture is found without reading
    the photo. UserFacingError names what is wrong with the photo; a cache that cannot be written is passed over.
    """
    if not 16 <= side <= 4096:
        raise ValueError(f"side out of range: {side}")
    if cache_root is not None and sha256 is not None and (kept := _kept(_cache_path(cache_root, sha256, side))):
        return kept
    data, shown = content(source, name)
    if cache_root is None:
        return _small(data, shown, side)
    cached = _cache_path(cache_root, hashlib.sha256(data).hexdigest(), side)
    kept = _kept(cached)
    if kept is None:
        kept = _small(data, shown, side)
        with suppress(OSError):
            _keep(cached, kept)
    return kept


def thumbnail_file(source: Path, side: int, *, cache_root: Path, name: str, sha256: str) -> Path | bytes:
    """Return where the small picture of a photo is kept, made now if need be; its bytes where the cache cannot be written.

    UserFacingError as for `thumbnail`.
    """
    cached = _cache_path(cache_root, sha256, side)
    if _is_whole(cached):
        return cached
    made = thumbnail(source, side, cache_root=cache_root, name=name, sha256=sha256)
    return cached if _is_whole(cached) else made


def keep_thumbnail(picture: bytes, side: int, cache_root: Path, sha256: str) -> None:
    """Keep a small picture that was made while its photo was taken in; a cache that cannot be written is passed over."""
    with suppress(OSError):
        _keep(_cache_path(cache_root, sha256, side), picture)


def remove_leftovers(cache_root: Path) -> None:
    """Delete what a killed program left half written; only for the one program that holds the workspace."""
    for leftover in cache_root.glob(f"{_PARTIAL}*"):
        with suppress(OSError):
            leftover.unlink()


def _small(data: bytes, name: str, side: int) -> bytes:
    with opened_photo(data, name) as (image, _kind):
        return as_jpeg(small_upright(image, side, exif_facts(image).orientation))


def small_upright(image: Image.Image, side: int, orientation: int) -> Image.Image:
    """Decode an opened picture to its end, no larger than needed, and return it small, turned upright and opaque."""
    if side > _LARGEST_ROUGH:
        image.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=1.5)
    else:
        image.thumbnail((side, side), Image.Resampling.BOX, reducing_gap=1.0)
    picture = _opaque(image)
    return picture.transpose(_TURNS[orientation]) if orientation in _TURNS else picture


def as_jpeg(picture: Image.Image) -> bytes:
    """Return a small picture as JPEG."""
    target = BytesIO()
    picture.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()


def _opaque(image: Image.Image) -> Image.Image:
    """Return the picture as RGB: transparent parts on white, 16-bit gray scaled down."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level / 256).convert("L").convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGB", layer.size, "white")
    white.paste(layer, mask=layer.getchannel("A"))
    return white


def _cache_path(cache_root: Path, sha256: str, side: int) -> Path:
    return cache_root / sha256[:2] / f"{sha256}-{side}.jpg"


def _kept(cached: Path) -> bytes | None:
    """Return a cached picture; None if there is none or it was cut off by a power loss."""
    try:
        found = cached.read_bytes()
    except OSError:
        return None
    return found if found.startswith(b"\xff\xd8") and found.endswith(b"\xff\xd9") else None


def _is_whole(cached: Path) -> bool:
    """Tell what `_kept` would, without reading all of it."""
    try:
        with cached.open("rb") as file:
            begins = file.read(2) == b"\xff\xd8"
            file.seek(-2, os.SEEK_END)
            return begins and file.read(2) == b"\xff\xd9"
    except OSError:
        return False


def _keep(cached: Path, picture: bytes) -> None:
    cached.parent.mkdir(parents=True, exist_ok=True)
    descriptor, partial_name = tempfile.mkstemp(prefix=_PARTIAL, dir=cached.parent.parent)
    partial = Path(partial_name)
    try:
        with os.fdopen(descriptor, "wb") as target:
            target.write(picture)
        partial.replace(cached)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise
