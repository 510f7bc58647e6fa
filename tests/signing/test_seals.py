# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A sealed document: what holds, and the sentence for each thing that does not."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.certificates import read_certificate
from evaluator_app.signing.cms_signer import CredentialSigner
from evaluator_app.signing.keys import SoftwareKey
from evaluator_app.signing.seals import LARGEST_SEAL, open_seal, seal
from tests.signing.practice import Signing
from tests.signing.stewards import DAY, PASSWORD, Steward, make_steward

CONTENT = '{"言":"矿"}'.encode()


@pytest.fixture(scope="module")
def steward(tmp_path_factory: pytest.TempPathFactory) -> Steward:
    return make_steward(tmp_path_factory.mktemp("steward") / "steward.p12")


@pytest.fixture(scope="module")
def sealed(steward: Steward) -> bytes:
    return seal(CONTENT, steward.credential(), signed_at=DAY)


KEYS: dict[str, Callable[[], ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey]] = {
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "RSA": lambda: rsa.generate_private_key(65537, 2048),
}


@pytest.mark.parametrize("kind", KEYS)
def test_a_seal_gives_its_document_back_and_says_whose_it_is(kind: str, tmp_path: Path) -> None:
    made = make_steward(tmp_path / "a.p12", key=KEYS[kind]())
    found = open_seal(seal(CONTENT, made.credential(), signed_at=DAY), roots=[made.root], at=DAY)
    assert found.content == CONTENT
    assert (found.intact, found.usable, found.trusted, found.is_sound, found.is_sample) == (True, True, True, True, False)
    assert found.certificate is not None
    assert (found.certificate.holder, found.certificate.organization) == ("李核定", "某省自然资源厅")
    assert found.signed_at == DAY
    assert read_certificate(found.certificate_der, "").dump() == read_certificate(made.certificate, "").dump()


def test_a_signer_is_trusted_by_a_root_or_by_the_own_certificate_and_by_nothing_else(
    steward: Steward, sealed: bytes, tmp_path: Path
) -> None:
    alike = make_steward(tmp_path / "alike.p12")
    assert open_seal(sealed, roots=[steward.certificate], at=DAY).trusted
    assert open_seal(sealed, roots=[steward.root], at=DAY).trusted
    for roots in ((), [alike.certificate]):
        found = open_seal(sealed, roots=roots, at=DAY)
        assert (found.is_sound, found.trusted) == (True, False)
        assert found.reason == "No trusted root on this machine knows 某省电子认证根."


def test_a_look_alike_under_a_root_of_the_same_name_is_not_the_steward(steward: Steward, tmp_path: Path) -> None:
    alike = make_steward(tmp_path / "alike.p12")
    found = open_seal(seal(CONTENT, alike.credential(), signed_at=DAY), roots=[steward.root, steward.certificate], at=DAY)
    assert not found.trusted


def test_a_practice_seal_says_so(signing: Signing) -> None:
    at = signing.credential.certificate_info.not_before
    found = open_seal(seal(CONTENT, signing.credential, signed_at=at), roots=[signing.root], at=at)
    assert (found.is_sound, found.is_sample) == (True, True)
    assert "proves nothing" in found.reason


def test_no_changed_byte_goes_unnoticed(sealed: bytes) -> None:
    for at in range(0, len(sealed), 5):
        for flipped in (1, 0x80):
            changed = bytearray(sealed)
            changed[at] ^= flipped
            found = open_seal(bytes(changed), at=DAY)
            assert not found.intact, at
            assert (found.content, found.usable, found.trusted) == (b"", False, False)


def test_what_is_cut_off_or_goes_on_is_damaged(sealed: bytes) -> None:
    for wrong in (*(sealed[:length] for length in range(0, len(sealed), 31)), sealed + b"\0", sealed + sealed):
        assert not open_seal(wrong, at=DAY).intact


def test_a_changed_document_is_told_from_a_changed_signature(sealed: bytes) -> None:
    found = open_seal(sealed.replace("矿".encode(), "山".encode()), at=DAY)
    assert found.reason == "The file was changed after it was signed: its digest is another."


@given(st.binary(max_size=400))
def test_any_bytes_get_a_sentence(data: bytes) -> None:
    found = open_seal(data, at=DAY)
    assert not found.intact
    assert found.reason


@pytest.mark.parametrize("data", [b"\x30\x80" * 5000, b"\x30\x84\xff\xff\xff\xff", b"\x30" + b"\x82\x0f\xff" * 3000, bytes(100_000)])
def test_hostile_bytes_get_a_sentence(data: bytes) -> None:
    assert not open_seal(data, at=DAY).intact


def test_a_seal_that_is_too_large_is_not_read() -> None:
    assert "more than 4 MB" in open_seal(bytes(LARGEST_SEAL + 1), at=DAY).reason


def detached(steward: Steward) -> bytes:
    credential = steward.credential()
    signer = CredentialSigner(replace(credential, other_certificates=()))
    return bytes(asyncio.run(signer.async_sign_general_data(CONTENT, "sha256", detached=True)).dump())


def of_another_type(steward: Steward) -> bytes:
    credential = steward.credential()
    signer = CredentialSigner(replace(credential, other_certificates=()))
    content = cms.EncapsulatedContentInfo({"content_type": "1.2.156.1", "content": cms.ParsableOctetString(CONTENT)})
    return bytes(asyncio.run(signer.async_sign_general_data(content, "sha256", detached=False)).dump())


@pytest.mark.parametrize(
    "make", [detached, of_another_type, lambda _steward: cms.ContentInfo({"content_type": "data", "content": CONTENT}).dump()]
)
def test_another_kind_of_container_is_no_seal(make: Callable[[Steward], bytes], steward: Steward) -> None:
    assert open_seal(make(steward), at=DAY).reason == "This is no signature with its document inside."


@pytest.mark.parametrize(
    ("begin", "days", "reason"),
    [
        (DAY - timedelta(days=40), 30, "The certificate of 李核定 had expired when it signed."),
        (DAY + timedelta(days=2), 30, "The certificate of 李核定 was not valid yet when it signed."),
    ],
)
def test_a_certificate_out_of_its_period_seals_nothing(begin: datetime, days: int, reason: str, tmp_path: Path) -> None:
    made = make_steward(tmp_path / "a.p12", begin=begin, days=days)
    credential = made.credential(now=made.made_on + timedelta(days=1))
    with pytest.raises(UserFacingError, match=r"SIG-00[67]"):
        seal(CONTENT, credential, signed_at=DAY)
    always = replace(credential.certificate_info, not_before=DAY - timedelta(days=999), not_after=DAY + timedelta(days=999))
    found = open_seal(seal(CONTENT, replace(credential, certificate_info=always), signed_at=DAY), roots=[made.root], at=DAY)
    assert (found.intact, found.usable, found.trusted, found.reason) == (True, False, False, reason)


def test_a_certificate_for_another_purpose_seals_nothing(steward: Steward, tmp_path: Path) -> None:
    made = make_steward(tmp_path / "a.p12", for_signing=False)
    with pytest.raises(UserFacingError, match="SIG-010"):
        made.credential()
    honest = steward.credential()
    forged = replace(honest, certificate=read_certificate(made.certificate, ""), key=_key_of(made), other_certificates=())
    found = open_seal(seal(CONTENT, forged, signed_at=DAY), roots=[made.root, made.certificate], at=DAY)
    assert (found.intact, found.usable, found.trusted) == (True, False, False)
    assert found.reason == "The certificate of 李核定 is not meant for signing documents."


def test_a_seal_from_the_future_is_not_trusted(steward: Steward, sealed: bytes) -> None:
    found = open_seal(sealed, roots=[steward.root], at=DAY - timedelta(days=3))
    assert (found.is_sound, found.trusted) == (True, False)
    assert "in the future" in found.reason


def test_what_was_signed_in_time_holds_after_the_certificate_expired(steward: Steward, sealed: bytes) -> None:
    assert open_seal(sealed, roots=[steward.root], at=DAY + timedelta(days=900)).trusted


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
def test_openssl_reads_a_seal(steward: Steward, sealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.p7s").write_bytes(sealed)
    (tmp_path / "root.pem").write_bytes(steward.root)
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-in", "a.p7s", "-CAfile", "root.pem", "-purpose", "any"]
    moment = ["-attime", str(int(DAY.timestamp()))]
    ran = subprocess.run([*command, *moment], cwd=tmp_path, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, CONTENT), ran.stderr


def _key_of(made: Steward) -> SoftwareKey:
    key = pkcs12.load_pkcs12(made.path.read_bytes(), PASSWORD.encode()).key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return SoftwareKey(key)


def test_an_issuer_that_lost_its_name_is_not_taken_for_a_root(steward: Steward, sealed: bytes) -> None:
    name = read_certificate(steward.root, "").subject.dump()
    at = sealed.index(name)
    for place in range(at, at + len(name)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert not open_seal(bytes(changed), at=DAY).intact, place
