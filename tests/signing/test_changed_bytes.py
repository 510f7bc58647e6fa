# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One changed byte, wherever it lies, is noticed."""

from __future__ import annotations

import random
from functools import partial

import pytest
from asn1crypto import cms

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.containers import DamageError, check_container, cut_container
from evaluator_app.signing.reading import Document
from evaluator_app.signing.verification import verify_pdf
from tests.signing.practice import NOW, Signing


def test_every_byte_of_the_signature_container_counts(signing: Signing) -> None:
    data, byte_range = signing.signed, _byte_range(signing.signed)
    digest = Document(data, "a.pdf").digest_of_range(byte_range, "sha256")
    der = cut_container(data, byte_range)
    check_container(der, lambda _algorithm: digest, ())
    unnoticed = []
    for offset in range(byte_range[1], byte_range[2]):
        spoiled = _spoiled(data, offset, 0x01)
        try:
            sealed = check_container(cut_container(spoiled, byte_range), lambda _algorithm: digest, ())
        except DamageError:
            continue
        if not sealed.unchecked:
            unnoticed.append(offset)
    assert unnoticed == []


def test_every_byte_of_the_cross_reference_and_trailer_counts(signing: Signing) -> None:
    data = signing.signed
    begin = data.rindex(b"xref", 0, data.rindex(b"startxref"))
    assert [offset for offset in range(begin, len(data), 2) if _holds(_spoiled(data, offset, 0x01))] == []


def test_random_changes_anywhere_count(signing: Signing) -> None:
    choose = random.Random(20260314)
    places = [(choose.randrange(len(signing.signed)), choose.randrange(1, 256)) for _each in range(200)]
    assert [place for place in places if _holds(_spoiled(signing.signed, *place))] == []


def test_changes_to_the_certificates_of_a_signature_count(signing: Signing) -> None:
    data, byte_range = signing.signed, _byte_range(signing.signed)
    der = cut_container(data, byte_range)
    places: list[int] = []
    for choice in cms.ContentInfo.load(der)["content"]["certificates"]:
        begin = der.index(choice.chosen.dump())
        places += range(begin, begin + len(choice.chosen.dump()), 12)
    holds = partial(_holds_with_container, data, byte_range, der)
    assert [place for place in places if holds(place)] == []


@pytest.mark.parametrize("change", ["lower case", "padding", "more padding"])
def test_the_same_signature_in_other_digits_counts(signing: Signing, change: str) -> None:
    data, byte_range = signing.signed, _byte_range(signing.signed)
    digits = data[byte_range[1] + 1 : byte_range[2] - 1]
    if change == "lower case":
        place = next(at for at, digit in enumerate(digits) if digit in b"ABCDEF")
        digits = digits[:place] + digits[place : place + 1].lower() + digits[place + 1 :]
    else:
        digits = digits[:-1] + (b"1" if change == "padding" else b"00")
    assert not _holds(data[: byte_range[1] + 1] + digits + data[byte_range[2] - 1 :])


def test_additions_outside_the_signed_attributes_count(signing: Signing) -> None:
    data, byte_range = signing.signed, _byte_range(signing.signed)
    info = cms.ContentInfo.load(cut_container(data, byte_range))
    info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes(
        [cms.CMSAttribute({"type": "content_type", "values": [cms.ContentType("data")]})]
    )
    digest = Document(data, "a.pdf").digest_of_range(byte_range, "sha256")
    with pytest.raises(DamageError, match="nothing protects"):
        check_container(info.dump(force=True), lambda _algorithm: digest, ())


def _holds_with_container(data: bytes, byte_range: list[int], der: bytes, place: int) -> bool:
    spoiled = _spoiled(der, place, 0x04).hex().upper().encode()
    begin = byte_range[1] + 1
    return _holds(data[:begin] + spoiled + data[begin + len(spoiled) :])


def _holds(data: bytes) -> bool:
    """Tell whether verification has nothing to say against the file."""
    try:
        return verify_pdf(data, at=NOW).intact is not False
    except UserFacingError:
        return False


def _spoiled(data: bytes, offset: int, mask: int) -> bytes:
    return data[:offset] + bytes([data[offset] ^ mask]) + data[offset + 1 :]


def _byte_range(data: bytes) -> list[int]:
    numbers = data.split(b"/ByteRange [")[1].split(b"]")[0].split()
    return [int(number) for number in numbers]
