# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Authorities installed from a file that they give out, in any of its forms; what is none is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from evaluator_app.errors import UserFacingError
from evaluator_app.services import authorities
from tests.signing.made import TODAY, Authority


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def test_a_root_an_intermediate_and_a_list_are_told_apart_and_taken_away_again(tmp_path: Path, files: Path) -> None:
    workspace, root = tmp_path / "workspace", Authority("某省根")
    middle = Authority("某省二级", issuer=root)
    bundle = files / "chain.pem"
    bundle.write_bytes(root.pem() + middle.pem())
    (files / "list.crl").write_bytes(middle.list_of_revoked())
    assert [(part.kind.value, part.name) for part in authorities.look_at(bundle)] == [("root", "某省根"), ("intermediate", "某省二级")]
    assert not workspace.exists()
    added = authorities.add(workspace, bundle) + authorities.add(workspace, files / "list.crl")
    assert (len(authorities.roots(workspace)), len(authorities.intermediates(workspace)), len(authorities.revocation_lists(workspace))) == (
        1,
        1,
        1,
    )
    assert authorities.add(workspace, bundle) == added[:2]
    known = authorities.validation_data(workspace)
    assert (len(known.certificates), len(known.lists)) == (2, 1)
    for each in added:
        assert each.part is not None
        assert authorities.remove(workspace, each.part.fingerprint[:12].upper()).path == each.path
    assert authorities.authorities(workspace) == ()


@pytest.mark.parametrize("form", ["der", "pem", "p7b", "p7b pem"])
def test_every_form_that_authorities_give_out_is_read(form: str, tmp_path: Path, files: Path) -> None:
    made = Authority()
    content = {
        "der": made.certificate.public_bytes(Encoding.DER),
        "pem": made.pem(),
        "p7b": pkcs7.serialize_certificates([made.certificate], Encoding.DER),
        "p7b pem": pkcs7.serialize_certificates([made.certificate], Encoding.PEM),
    }[form]
    (files / "given").write_bytes(content)
    (added,) = authorities.add(tmp_path, files / "given")
    assert added.path.read_bytes() == made.certificate.public_bytes(Encoding.DER)


def test_a_newer_list_takes_the_place_of_an_older_one_and_never_the_other_way(tmp_path: Path, files: Path) -> None:
    made = Authority()
    (files / "ca").write_bytes(made.pem())
    (files / "old").write_bytes(made.list_of_revoked(TODAY - timedelta(days=9)))
    made.revoked.append((7, TODAY))
    (files / "new").write_bytes(made.list_of_revoked(TODAY))
    authorities.add(tmp_path, files / "ca")
    for name in ("old", "new", "old"):
        authorities.add(tmp_path, files / name)
    (path,) = authorities.revocation_lists(tmp_path)
    assert path.read_bytes() == (files / "new").read_bytes()


def test_a_list_of_an_unknown_or_forged_issuer_is_refused(tmp_path: Path, files: Path) -> None:
    honest, forger = Authority("某省根"), Authority("某省根")
    (files / "list").write_bytes(forger.list_of_revoked())
    with pytest.raises(UserFacingError, match="AUT-003"):
        authorities.add(tmp_path, files / "list")
    (files / "ca").write_bytes(honest.pem())
    authorities.add(tmp_path, files / "ca")
    with pytest.raises(UserFacingError, match="AUT-003"):
        authorities.add(tmp_path, files / "list")
    assert authorities.revocation_lists(tmp_path) == ()


def test_a_persons_certificate_is_no_authority(tmp_path: Path, files: Path) -> None:
    certificate = Authority().issue(files / "a.p12", "张评估")
    (files / "a.cer").write_bytes(certificate.public_bytes(Encoding.PEM))
    with pytest.raises(UserFacingError, match=r"AUT-002.*张评估"):
        authorities.add(tmp_path, files / "a.cer")
    assert not (tmp_path / authorities.FOLDER).exists()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"\x30\x80", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", bytes(1000)]
)
def test_what_is_no_such_file_is_refused(content: bytes, tmp_path: Path, files: Path) -> None:
    (files / "a").write_bytes(content)
    with pytest.raises(UserFacingError, match="AUT-001"):
        authorities.add(tmp_path, files / "a")
    with pytest.raises(UserFacingError, match="AUT-005"):
        authorities.add(tmp_path, files / "gone")
    with pytest.raises(UserFacingError, match="AUT-004"):
        authorities.remove(tmp_path, "abcdef01")


def test_a_file_that_somebody_put_there_and_that_is_none_counts_for_nothing(tmp_path: Path) -> None:
    folder = tmp_path / authorities.FOLDER
    folder.mkdir()
    (folder / "a.cer").write_bytes(b"nothing")
    (only,) = authorities.authorities(tmp_path)
    assert only.part is None
    assert only.problem
    assert authorities.roots(tmp_path) == ()
    authorities.remove(tmp_path, "a.cer")
