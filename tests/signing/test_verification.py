# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What verification says about untouched, foreign, damaged and tampered files."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.pdf_signatures import sign_pdf
from evaluator_app.signing.sample_credential import create_sample_credential, root_beside
from evaluator_app.signing.verification import verify_pdf
from tests.signing.practice import NOW, PASSWORD, Signing

NUMBER: Any = generic.NumberObject
Update = Callable[[IncrementalPdfFileWriter], None]


def test_an_untouched_report_is_intact_and_says_by_whom(signing: Signing) -> None:
    found = verify_pdf(signing.signed, at=NOW)
    (status,) = found.signatures
    assert found.intact is True
    assert status.intact is True
    assert (status.covers_whole_file, status.modifications, status.permitted) == (True, "none", True)
    assert status.certificate == signing.credential.certificate_info
    assert status.signed_at == NOW
    assert status.reason == "[示例证书 SAMPLE] 评估报告属实"
    assert status.location == "榆林"
    assert "张评估 (示例证书 SAMPLE)" in status.summary


def test_the_verification_is_plain_json(signing: Signing) -> None:
    found = json.loads(json.dumps(verify_pdf(signing.signed, at=NOW).to_json(), allow_nan=False))
    assert (found["intact"], found["trusted"], found["is_sample"]) == (True, False, True)
    assert found["signatures"][0]["certificate"]["holder"] == "张评估"
    assert found["signatures"][0]["signed_at"] == "2026-03-14T09:30:00+08:00"


def test_nobody_is_trusted_without_a_root(signing: Signing) -> None:
    found = verify_pdf(signing.signed, at=NOW)
    assert found.trusted is False
    assert found.trusted_reason == "No trusted root on this machine knows 示例根证书（仅供练习） / Sample root, practice only."


def test_a_practice_certificate_stays_one_even_when_its_root_is_trusted(signing: Signing, tmp_path: Path) -> None:
    as_file = tmp_path / "root.cer"
    as_file.write_bytes(signing.root)
    for root in (signing.root, as_file):
        found = verify_pdf(signing.signed, trust_roots=[root], at=NOW)
        assert found.trusted is True
        assert found.is_sample
        assert "practice certificate" in found.trusted_reason


def test_a_root_of_the_same_name_but_another_key_is_not_trusted(signing: Signing, tmp_path: Path) -> None:
    path = tmp_path / "impostor.p12"
    create_sample_credential(path, PASSWORD, holder="张评估", organization="绿源评估有限公司", now=NOW)
    found = verify_pdf(signing.signed, trust_roots=[root_beside(path)], at=NOW)
    assert found.trusted is False
    assert found.intact is True


def test_what_is_no_certificate_is_refused_as_a_root(signing: Signing, tmp_path: Path) -> None:
    for root in (b"no certificate", tmp_path / "gone.cer"):
        with pytest.raises(UserFacingError) as caught:
            verify_pdf(signing.signed, trust_roots=[root], at=NOW)
        assert caught.value.code in {"SIG-012", "SIG-031"}


def test_a_certificate_that_expired_since_is_noted_and_the_signature_holds(signing: Signing) -> None:
    found = verify_pdf(signing.signed, trust_roots=[signing.root], at=NOW + timedelta(days=500))
    assert (found.intact, found.trusted) == (True, True)
    assert (found.signatures[0].valid_when_signed, found.signatures[0].expired_now) == (True, True)


def test_a_file_without_a_signature_is_neither_intact_nor_not(signing: Signing) -> None:
    found = verify_pdf(signing.source, at=NOW)
    assert (found.intact, found.trusted, found.signatures) == (None, None, ())
    assert found.intact_reason == "The file carries no signature."


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "SIG-021"), (b"\xff\xd8\xff not a document", "SIG-022"), (b"%PDF-1.7\nnothing else", "SIG-024")],
)
def test_what_cannot_be_verified_at_all_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        verify_pdf(content, at=NOW)
    assert caught.value.code == code


def test_an_encrypted_file_is_refused(signing: Signing) -> None:
    saved = BytesIO()
    with pikepdf.open(signing.source) as pdf:
        pdf.save(saved, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UserFacingError) as caught:
        verify_pdf(saved.getvalue(), at=NOW)
    assert caught.value.code == "SIG-030"


def test_bytes_added_at_the_end_are_counted(signing: Signing) -> None:
    found = verify_pdf(signing.signed + b"\n% more\n", at=NOW)
    assert found.intact is False
    assert found.intact_reason == "8 bytes were added after the signature."
    assert found.trusted is False


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95, 0.999])
def test_a_cut_off_file_is_damaged(signing: Signing, kept: float) -> None:
    assert verify_pdf(signing.signed[: int(len(signing.signed) * kept)], at=NOW).intact is False


def test_a_resaved_file_is_not_intact(signing: Signing) -> None:
    saved = BytesIO()
    with pikepdf.open(BytesIO(signing.signed)) as pdf:
        pdf.save(saved)
    assert verify_pdf(saved.getvalue(), at=NOW).intact is False


def _turn_a_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NUMBER(180)
    writer.update_container(page)


def _change_the_title(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer["/Info"]
    info["/Title"] = generic.TextStringObject("Report 2")
    writer.update_container(info)


def _swap_the_attachment(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]["/EF"]["/F"]
    stream._data = b'{"total": "99.9"}'
    stream._encoded_data = None
    writer.update_container(stream)


UPDATES = pytest.mark.parametrize("update", [_turn_a_page, _change_the_title, _swap_the_attachment])


@UPDATES
def test_an_update_after_signing_is_noticed(signing: Signing, update: Update) -> None:
    found = verify_pdf(_updated(signing.signed, update), at=NOW)
    assert found.intact is False
    assert "bytes were added" in found.intact_reason


@UPDATES
def test_an_update_between_two_signatures_is_noticed(
    signing: Signing, tmp_path: Path, update: Update, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(_updated(signing.signed, update))
    monkeypatch.setattr("evaluator_app.signing.pdf_signatures._refuse_changed", lambda *_args, **_named: None)
    sign_pdf(path, path, signing.credential, fields=(), field_name="seal", signed_at=NOW)
    found = verify_pdf(path, at=NOW)
    assert found.intact is False
    assert [each.permitted for each in found.signatures] == [False, True]
    assert found.signatures[-1].covers_whole_file


def test_changed_metadata_between_two_signatures_is_noticed(signing: Signing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def retitle(writer: IncrementalPdfFileWriter) -> None:
        metadata = writer.root["/Metadata"]
        metadata._data = metadata.data.replace(b"Report 1", b"Report 2")
        metadata._encoded_data = None
        writer.update_container(metadata)

    test_an_update_between_two_signatures_is_noticed(signing, tmp_path, retitle, monkeypatch)


def _updated(data: bytes, update: Update) -> bytes:
    result = BytesIO()
    writer: Any = IncrementalPdfFileWriter(BytesIO(data))
    update(writer)
    writer._update_meta = lambda: None
    writer.write(result)
    assert result.getvalue().startswith(data)
    return result.getvalue()
