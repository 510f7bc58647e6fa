# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""DER to the letter: every other way to write the same is told from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.signing.encoding import is_der
from tests.signing.practice import Signing


def test_certificates_are_der(signing: Signing) -> None:
    assert is_der(signing.credential.certificate.dump())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("0101ff", "010101"),
        ("0101ff", "01020000"),
        ("020101", "02020001"),
        ("0201ff", "0202ffff"),
        ("0a0100", "0a020000"),
        ("020100", "0200"),
        ("0500", "050100"),
        ("030200fe", "030201fe"),
        ("030100", "030107"),
        ("030100", "0300"),
        ("06032a8648", "06032a8086"),
        ("06022a03", "06032a8003"),
        ("06012a", "06022a86"),
        ("06012a", "0600"),
        ("040101", "04810101"),
        ("040101", "2403040101"),
        ("3003020101", "3080020101 0000"),
        ("3003020101", "300302010100"),
        ("3003020101", "3003020101 00"),
        ("3003020101", "3004020101"),
        ("3003020101", "1003020101"),
        ("3106020101020102", "3106020102020101"),
        ("a003020101", "a0020201"),
        ("0401 01", "1f0101"),
        ("0401 01", "0001 01"),
        ("0400", "04"),
        ("0400", ""),
        ("0400", "0485000000000100"),
    ],
)
def test_there_is_one_way_to_write_a_value(right: str, wrong: str) -> None:
    assert (is_der(bytes.fromhex(right)), is_der(bytes.fromhex(wrong))) == (True, False)


@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    assert is_der(b"\x04\x81" + bytes([len(data)]) + data) is (len(data) >= 0x80)
    is_der(data)


@pytest.mark.parametrize("data", [b"\x30\x80" * 50_000, b"\x30\x82\xff\xff" * 50_000, b"\x30\x00" * 100_000])
def test_hostile_bytes_are_answered_at_once(data: bytes) -> None:
    assert not is_der(data)
