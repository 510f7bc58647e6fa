# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The picture of a seal: bounded, decoded, drawn at its true size with its clear parts; nothing of the file's own bytes goes in."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.pdf_signatures import SignatureField, sign_pdf
from evaluator_app.signing.seal_pictures import LARGEST_FILE, read_seal_picture
from evaluator_app.signing.verification import verify_pdf
from tests.signing.practice import NOW, Signing

MM = 72 / 25.4


def seal(path: Path, *, margin: int = 50, side: int = 400) -> Path:
    """Draw a red ring on a clear ground, with clear margins and a note in the file."""
    picture = Image.new("RGBA", (side + 2 * margin, side + 2 * margin), (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((margin, margin, margin + side - 1, margin + side - 1), outline=(200, 20, 20, 255), width=12)
    note = PngInfo()
    note.add_text("Comment", "secret-note-of-the-drawer")
    picture.save(path, pnginfo=note)
    return path


def signed(signing: Signing, path: Path, box: tuple[int, int, int, int], picture: Path) -> Path:
    """Let the firm sign in a box of this size."""
    fields = (SignatureField("seal", 0, box, "机构印章"),)
    chosen = read_seal_picture(picture)
    sign_pdf(signing.source, path, signing.credential, fields=fields, field_name="seal", signed_at=NOW, seal_picture=chosen)
    return path


def drawn(path: Path) -> tuple[pikepdf.Object, list[float]]:
    """Return the picture in the box and how it is laid: across, 0, 0, up, left, bottom."""
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        form = pdf.Root.AcroForm.Fields[0].AP.N
        steps = pikepdf.parse_content_stream(form)
        at = next(index for index, step in enumerate(steps) if str(step.operator) == "Do")
        image = form.Resources.XObject.Picture
        assert (str(image.ColorSpace), int(image.BitsPerComponent), "/Interpolate" in image) == ("/DeviceRGB", 8, False)
        assert image.SMask.ColorSpace == "/DeviceGray"
        assert (len(image.read_bytes()), len(image.SMask.read_bytes())) == (image.Width * image.Height * 3, image.Width * image.Height)
        return image.Width, [float(value) for value in steps[at - 1].operands]


@pytest.mark.parametrize("width", [125, 200])
def test_a_seal_is_42_mm_across_whatever_its_margins(width: int, signing: Signing, tmp_path: Path) -> None:
    path = signed(signing, tmp_path / "a.pdf", (60, 60, 60 + width, 185), seal(tmp_path / "seal.png"))
    points, (across, _skew, _slant, up, left, _bottom) = drawn(path)
    assert points == 400
    assert across == pytest.approx(42 * MM, abs=0.01)
    assert up == pytest.approx(42 * MM, abs=0.01)
    assert left == pytest.approx(3 if width == 200 else (width - 42 * MM) / 2, abs=0.01)
    assert verify_pdf(path, at=NOW).intact is True
    assert b"secret-note" not in path.read_bytes()


def test_a_jpeg_is_taken_as_it_is_and_a_large_one_made_smaller(tmp_path: Path) -> None:
    Image.new("CMYK", (3000, 1500), (0, 255, 255, 0)).save(tmp_path / "a.jpg")
    found = read_seal_picture(tmp_path / "a.jpg")
    assert (found.width, found.height, found.opacity) == (1000, 500, None)
    assert len(found.colors) == 1000 * 500 * 3


def _claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def test_what_is_not_fit_to_be_a_seal_is_refused_by_name(tmp_path: Path) -> None:
    gif, clear = BytesIO(), BytesIO()
    Image.new("P", (10, 10)).save(gif, "GIF")
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    seal(tmp_path / "good.png")
    cut = (tmp_path / "good.png").read_bytes()[:300]
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    for content in (
        b"",
        b"%PDF-1.7",
        svg,
        gif.getvalue(),
        clear.getvalue(),
        cut,
        _claiming(60_000, 60_000),
        _claiming(5001, 5000),
        bytes(LARGEST_FILE + 1),
    ):
        (tmp_path / "印章.png").write_bytes(content)
        with pytest.raises(UserFacingError, match=r"SIG-045.*印章\.png"):
            read_seal_picture(tmp_path / "印章.png")
    with pytest.raises(UserFacingError, match="SIG-044"):
        read_seal_picture(tmp_path / "gone.png")
