# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Signing a report: alone, by several people, and when it cannot be done."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.appending import SignedFile
from evaluator_app.signing.pdf_signatures import SignatureField, sign_pdf
from evaluator_app.signing.sample_credential import create_sample_credential
from evaluator_app.signing.verification import verify_pdf
from tests.signing.practice import NOW, PASSWORD, Signing


def test_three_people_sign_one_after_the_other_in_the_same_file(signing: Signing, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(signing.signed)
    second = create_sample_credential(tmp_path / "b.p12", PASSWORD, holder="王评估", organization="甲", now=NOW)
    for field, credential in (("assessor", second), ("seal", signing.credential)):
        sign_pdf(path, path, credential, fields=signing.fields, field_name=field, signed_at=NOW, reason="同意")
    found = verify_pdf(path, at=NOW)
    assert found.intact is True
    assert [(each.field_name, each.modifications, each.covers_whole_file) for each in found.signatures] == [
        ("leader", "form_filling", False),
        ("assessor", "form_filling", False),
        ("seal", "none", True),
    ]
    assert [each.certificate.holder for each in found.signatures if each.certificate] == ["张评估", "王评估", "张评估"]


def test_signing_only_appends(signing: Signing) -> None:
    assert signing.signed.startswith(signing.source.read_bytes())


def test_the_answer_is_size_and_digest_of_what_was_written(signing: Signing, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    answer = _sign(signing, signing.source, path)
    assert answer.size == path.stat().st_size
    assert answer.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert list(tmp_path.iterdir()) == [path]


def test_all_fields_are_there_with_their_labels_after_the_first_signature(signing: Signing) -> None:
    with pikepdf.open(BytesIO(signing.signed)) as pdf:
        form = pdf.Root.AcroForm
        assert [(str(field.T), str(field.TU), "/V" in field) for field in form.Fields] == [
            ("leader", "组长", True),
            ("assessor", "评估人员", False),
            ("seal", "机构印章", False),
        ]
        assert form.Fields[0].V.Reference[0].TransformParams.P == 2


def test_the_box_shows_name_time_reason_and_the_sample_mark(signing: Signing, tmp_path: Path) -> None:
    text = _texts_in_box(signing.signed)
    for words in ("示例证书 SAMPLE", "张评估", "2026-03-14 09:30:00", "评估报告属实"):
        assert words in text
    assert len(signing.signed) - len(signing.source.read_bytes()) < 40_000  # the font of 10 MB is embedded as a subset


def test_a_long_reason_is_broken_to_stay_in_the_box(signing: Signing, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    _sign(signing, signing.source, path, reason="对报告中全部评分项目及现场核查结论负责。" * 8, extra_lines=["证书编号 A-1"])
    assert "证书编号A-1" in _texts_in_box(path.read_bytes()).replace(" ", "")
    assert verify_pdf(path, at=NOW).intact is True


def test_a_character_without_a_shape_is_named_and_nothing_is_written(signing: Signing, tmp_path: Path) -> None:
    error = _refusal(signing, signing.source, tmp_path / "signed.pdf", reason="好 \U0001f600")
    assert error.code == "SIG-029"
    assert "U+1F600" in error.message
    assert list(tmp_path.iterdir()) == []


def test_a_signature_is_refused_where_there_is_one_or_no_place(signing: Signing, tmp_path: Path) -> None:
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(signing.signed)
    assert _refusal(signing, signed, signed).code == "SIG-027"
    assert _refusal(signing, signed, signed, field_name="auditor").code == "SIG-026"
    far = (SignatureField("leader", 7, (0, 0, 10, 10), "x"),)
    assert _refusal(signing, signing.source, signed, fields=far).code == "SIG-026"
    assert signed.read_bytes() == signing.signed


def test_a_file_changed_after_a_signature_is_not_signed_again(signing: Signing, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signing.signed + b"\n")
    error = _refusal(signing, path, path, field_name="assessor")
    assert error.code == "SIG-025"
    assert "1 bytes were added" in error.message


def test_what_cannot_be_signed_is_refused_by_name(signing: Signing, tmp_path: Path) -> None:
    path, target = tmp_path / "other.pdf", tmp_path / "signed.pdf"
    with pikepdf.open(signing.source) as pdf:
        encrypted = BytesIO()
        pdf.save(encrypted, encryption=pikepdf.Encryption(owner="a", user="b"))
    source = signing.source.read_bytes()
    for content, code in (
        (b"", "SIG-021"),
        (b"PK\x03\x04 a word file", "SIG-022"),
        (encrypted.getvalue(), "SIG-030"),
        (source[: len(source) // 2], "SIG-024"),
    ):
        path.write_bytes(content)
        assert _refusal(signing, path, target).code == code
    assert _refusal(signing, tmp_path / "gone.pdf", target).code == "SIG-020"
    assert not target.exists()


def test_an_expired_credential_does_not_sign(signing: Signing, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as caught:
        sign_pdf(
            signing.source,
            tmp_path / "signed.pdf",
            signing.credential,
            fields=signing.fields,
            field_name="leader",
            signed_at=NOW + timedelta(days=400),
        )
    assert caught.value.code == "SIG-006"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file_and_nothing_else(signing: Signing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(signing.signed)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    error = _refusal(signing, path, path, field_name="seal")
    assert error.code == "SIG-028"
    assert "no room" in error.message
    assert path.read_bytes() == signing.signed
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_popplers_pdfsig_agrees(signing: Signing, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signing.signed)
    said = subprocess.run(["pdfsig", str(path)], capture_output=True, check=True).stdout.decode()
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    spoiled = bytearray(signing.signed)
    spoiled[spoiled.index(b"endstream") - 3] ^= 1
    path.write_bytes(spoiled)
    assert "Signature is Valid" not in subprocess.run(["pdfsig", str(path)], capture_output=True, check=False).stdout.decode()


def _sign(signing: Signing, source: Path, target: Path, *, reason: str = "", extra_lines: Sequence[str] = ()) -> SignedFile:
    return sign_pdf(
        source,
        target,
        signing.credential,
        fields=signing.fields,
        field_name="leader",
        signed_at=NOW,
        reason=reason,
        extra_lines=extra_lines,
    )


def _refusal(
    signing: Signing,
    source: Path,
    target: Path,
    *,
    field_name: str = "leader",
    fields: Sequence[SignatureField] | None = None,
    reason: str = "",
) -> UserFacingError:
    with pytest.raises(UserFacingError) as caught:
        sign_pdf(
            source,
            target,
            signing.credential,
            fields=signing.fields if fields is None else fields,
            field_name=field_name,
            signed_at=NOW,
            reason=reason,
        )
    assert caught.value.advice
    return caught.value


def _texts_in_box(data: bytes) -> str:
    """Read the appearance back through the character map of its font."""
    with pikepdf.open(BytesIO(data)) as pdf:
        drawn = pdf.Root.AcroForm.Fields[0].AP.N
        characters: dict[int, str] = {}
        for line in drawn.Resources.Font.Seal.ToUnicode.read_bytes().decode().splitlines():
            hexes = [word.strip("<>[]") for word in line.replace("[", " ").replace("]", " ").split() if word.startswith(("<", "["))]
            if len(hexes) == 2:
                characters[int(hexes[0], 16)] = bytes.fromhex(hexes[1]).decode("utf-16-be")
            elif len(hexes) > 2:
                first = int(hexes[0], 16)
                characters |= {first + at: bytes.fromhex(each).decode("utf-16-be") for at, each in enumerate(hexes[2:])}
        text = ""
        for instruction in pikepdf.parse_content_stream(drawn):
            for operand in instruction.operands if str(instruction.operator) in {"Tj", "TJ"} else ():
                for piece in operand if isinstance(operand, pikepdf.Array) else [operand]:
                    if isinstance(piece, pikepdf.String):
                        raw = bytes(piece)
                        text += "".join(characters.get(int.from_bytes(raw[at : at + 2]), "?") for at in range(0, len(raw), 2))
        return text
