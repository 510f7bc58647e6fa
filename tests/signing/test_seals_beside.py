# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A seal that is kept beside its document holds for that document alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.signing.seals import open_seal, seal, seal_beside
from tests.signing.stewards import DAY, Steward, make_steward

CONTENT = '{"言":"矿"}'.encode()


@pytest.fixture(scope="module")
def steward(tmp_path_factory: pytest.TempPathFactory) -> Steward:
    return make_steward(tmp_path_factory.mktemp("steward") / "steward.p12")


@pytest.fixture(scope="module")
def beside(steward: Steward) -> bytes:
    return seal_beside(CONTENT, steward.credential(), signed_at=DAY)


def test_it_holds_for_its_document_and_for_no_other(steward: Steward, beside: bytes) -> None:
    found = open_seal(beside, beside=CONTENT, roots=[steward.root], at=DAY)
    assert (found.is_sound, found.trusted, found.content, found.signed_at) == (True, True, b"", DAY)
    for other in (b"", CONTENT + b" ", CONTENT[:-1]):
        assert not open_seal(beside, beside=other, roots=[steward.root], at=DAY).intact


def test_a_seal_with_its_document_inside_is_none_beside_it_and_the_other_way_round(steward: Steward, beside: bytes) -> None:
    inside = seal(CONTENT, steward.credential(), signed_at=DAY)
    assert not open_seal(inside, beside=CONTENT, at=DAY).intact
    assert not open_seal(beside, at=DAY).intact


def test_the_same_document_signer_and_time_give_the_same_seal(steward: Steward, beside: bytes) -> None:
    assert seal_beside(CONTENT, steward.credential(), signed_at=DAY) == beside


@given(st.data())
def test_no_flipped_byte_leaves_it_whole(beside: bytes, data: st.DataObject) -> None:
    altered = bytearray(beside)
    at = data.draw(st.integers(0, len(beside) - 1))
    altered[at] ^= data.draw(st.integers(1, 255))
    assert not open_seal(bytes(altered), beside=CONTENT, at=DAY).is_sound


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
def test_openssl_reads_it(steward: Steward, beside: bytes, tmp_path: Path) -> None:
    for name, data in (("a.p7s", beside), ("manifest.json", CONTENT), ("root.pem", steward.root)):
        (tmp_path / name).write_bytes(data)
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-in", "a.p7s", "-content", "manifest.json", "-CAfile", "root.pem"]
    moment = ["-purpose", "any", "-attime", str(int(DAY.timestamp()))]
    ran = subprocess.run([*command, *moment], cwd=tmp_path, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, CONTENT), ran.stderr
