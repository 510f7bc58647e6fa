# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which credentials are accepted, and the sentence that each of the others gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import pem
from asn1crypto import x509 as plain
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.certificates import SAMPLE_POLICY, SAMPLE_UNIT, describe, issued_by
from evaluator_app.signing.credentials import load_credential
from evaluator_app.signing.sample_credential import create_sample_credential
from tests.signing.practice import NOW, PASSWORD, Signing

WEAK = 1024
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def test_a_sample_credential_says_who_holds_it_and_that_it_is_a_sample(signing: Signing) -> None:
    info = load_credential(signing.credential_file, PASSWORD, now=NOW).certificate_info
    assert (info.holder, info.organization) == ("张评估", "绿源评估有限公司")
    assert info.issuer == "示例根证书（仅供练习） / Sample root, practice only"
    assert info.is_sample
    assert info.not_before == NOW
    assert info.not_after == NOW + timedelta(days=365)
    assert len(info.fingerprint) == 64


def test_the_root_beside_a_sample_credential_issued_it(signing: Signing) -> None:
    root = plain.Certificate.load(pem.unarmor(signing.root)[2])
    assert issued_by(signing.credential.certificate, root)
    assert describe(root).is_sample
    assert not issued_by(root, signing.credential.certificate)


def test_a_sample_certificate_is_known_by_its_unit_and_by_its_policy(signing: Signing) -> None:
    certificate = signing.credential.certificate
    assert certificate.subject.native["organizational_unit_name"] == SAMPLE_UNIT
    assert certificate.certificate_policies_value.native[0]["policy_identifier"] == SAMPLE_POLICY
    assert set(certificate.key_usage_value.native) == {"digital_signature", "non_repudiation"}


def test_neither_key_nor_password_shows_in_a_representation(signing: Signing) -> None:
    shown = repr(signing.credential)
    assert PASSWORD not in shown
    assert "private_key" not in shown


def test_a_wrong_password_is_refused_by_name_and_not_repeated(signing: Signing) -> None:
    error = _refusal(signing.credential_file, "wrong-secret")
    assert error.code == "SIG-004"
    assert "leader.p12" in error.message
    assert "wrong-secret" not in str(error)
    assert error.__cause__ is None


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    error = _refusal(tmp_path / "gone.p12")
    assert error.code == "SIG-001"
    assert "gone.p12" in error.message


@pytest.mark.parametrize(
    "spoil",
    [lambda content: b"", lambda content: b"%PDF-1.7 not a key", lambda content: content[:-10], lambda content: content + b"x"],
    ids=["empty", "another kind", "cut off", "longer"],
)
def test_what_is_no_pkcs12_file_is_refused_by_name(signing: Signing, tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "other.p12"
    path.write_bytes(spoil(signing.credential_file.read_bytes()))
    error = _refusal(path)
    assert error.code == "SIG-003"
    assert "other.p12" in error.message


def test_a_file_larger_than_a_megabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "film.p12"
    path.write_bytes(bytes(1024 * 1024 + 1))
    assert _refusal(path).code == "SIG-002"


def test_a_file_without_a_private_key_is_refused(tmp_path: Path) -> None:
    certificate = _certificate(ec.generate_private_key(ec.SECP256R1()))
    path = tmp_path / "public.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", None, None, [certificate], BestAvailableEncryption(PASSWORD.encode())))
    assert _refusal(path).code == "SIG-005"


@pytest.mark.parametrize(
    ("key", "usable"),
    [
        (rsa.generate_private_key(public_exponent=65537, key_size=2048), True),
        (ec.generate_private_key(ec.SECP384R1()), True),
        (ec.generate_private_key(ec.SECP256K1()), False),
        (rsa.generate_private_key(public_exponent=65537, key_size=WEAK), False),
        (ed25519.Ed25519PrivateKey.generate(), False),
    ],
    ids=["RSA 2048", "P-384", "secp256k1", "RSA 1024", "Ed25519"],
)
def test_only_keys_that_every_reader_understands_are_accepted(tmp_path: Path, key: Key, usable: bool) -> None:
    path = _store(tmp_path / "own.p12", key, _certificate(key))
    if usable:
        assert load_credential(path, PASSWORD, now=NOW).holder == "李测试"
        assert not load_credential(path, PASSWORD, now=NOW).is_sample
    else:
        assert _refusal(path).code == "SIG-008"


def test_a_key_without_its_certificate_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bare.p12"
    key = ec.generate_private_key(ec.SECP256R1())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, None, None, BestAvailableEncryption(PASSWORD.encode())))
    assert _refusal(path).code == "SIG-009"


def test_an_expired_certificate_is_refused_with_its_date(signing: Signing) -> None:
    error = _refusal(signing.credential_file, now=NOW + timedelta(days=366))
    assert error.code == "SIG-006"
    assert "2027-03-14" in error.message
    assert "leader.p12" in error.message


def test_a_certificate_that_is_not_yet_valid_is_refused_with_its_date(signing: Signing) -> None:
    error = _refusal(signing.credential_file, now=NOW - timedelta(days=1))
    assert error.code == "SIG-007"
    assert "2026-03-14" in error.message


def test_a_certificate_for_another_purpose_is_refused(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    path = _store(tmp_path / "tls.p12", key, _certificate(key, signs=False))
    assert _refusal(path).code == "SIG-010"


def test_a_sample_credential_needs_names_and_a_password(tmp_path: Path) -> None:
    for holder, password, code in (("", "x", "SIG-013"), ("长" * 65, "x", "SIG-013"), ("张", "", "SIG-014")):
        with pytest.raises(UserFacingError) as caught:
            create_sample_credential(tmp_path / "a.p12", password, holder=holder, organization="甲", now=NOW)
        assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_sample_credential_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as caught:
        create_sample_credential(tmp_path / "no such folder" / "a.p12", "x", holder="张", organization="甲", now=NOW)
    assert caught.value.code == "SIG-011"
    assert list(tmp_path.iterdir()) == []


def _refusal(path: Path, password: str = PASSWORD, now: datetime = NOW) -> UserFacingError:
    with pytest.raises(UserFacingError) as caught:
        load_credential(path, password, now=now)
    assert caught.value.advice
    return caught.value


def _store(path: Path, key: Key, certificate: x509.Certificate) -> Path:
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, BestAvailableEncryption(PASSWORD.encode())))
    return path


def _certificate(key: Key, *, signs: bool = True) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "李测试")])
    usage = x509.KeyUsage(signs, signs, not signs, False, False, False, False, False, False)
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), NOW, NOW + timedelta(days=30))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    return builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
