# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A file is read once: its bytes, the digests of its beginnings, and what stands outside of its streams."""

from __future__ import annotations

import hashlib
from io import RawIOBase
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluator_app.errors import UserFacingError
from evaluator_app.signing import reading
from evaluator_app.signing.layout import outside_streams
from evaluator_app.signing.reading import Document, read_document
from evaluator_app.signing.verification import has_traces

MIB = 1024 * 1024


def stream(content: bytes, length: bytes = b"", ending: bytes = b"\nendstream\nendobj\n") -> bytes:
    return b"7 0 obj\n<</Type/XObject/Length %s>>\nstream\n%s%s" % (length or b"%d" % len(content), content, ending)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(content=st.binary(min_size=1, max_size=400), cuts=st.lists(st.integers(0, 400), max_size=5), from_file=st.booleans())
def test_the_digest_of_every_beginning_is_that_of_its_bytes(
    content: bytes, cuts: list[int], from_file: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_PART", 16)
        if from_file:
            path = tmp_path_factory.getbasetemp() / "any.bin"
            path.write_bytes(content)
            document = read_document(path)
        else:
            document = Document(content, "any.bin")
        assert document.content == content
        assert document.sha256() == hashlib.sha256(content).hexdigest()
        for cut in cuts:
            assert document.sha256_until(cut).digest() == hashlib.sha256(content[:cut]).digest()
            assert document.sha256_until(cut).digest() == hashlib.sha256(content[:cut]).digest()


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512"])
def test_the_digest_of_a_range_leaves_the_container_out(algorithm: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(bytes(range(256)) * 25_000)  # large enough for large pages, and no whole number of parts
    content = path.read_bytes()
    wanted = hashlib.new(algorithm, content[: 3 * MIB + 5] + content[4 * MIB : 4 * MIB + 77]).digest()
    assert read_document(path).digest_of_range([0, 3 * MIB + 5, 4 * MIB, 77], algorithm) == wanted


def test_a_file_that_gets_longer_while_it_is_read_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"begun")
    usual = reading._fill

    def fill(handle: RawIOBase, room: memoryview) -> int:
        if not room:
            with path.open("ab") as more:
                more.write(b" and ended")
        return usual(handle, room)

    monkeypatch.setattr(reading, "_fill", fill)
    document = read_document(path)
    assert document.content == b"begun and ended"
    assert document.sha256() == hashlib.sha256(b"begun and ended").hexdigest()


def test_a_file_that_gets_shorter_while_it_is_read_is_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"begun and ended")
    monkeypatch.setattr(reading, "_ask_for_large_pages", lambda _room: path.write_bytes(b"begun"))
    document = read_document(path)
    assert document.content == b"begun"
    assert document.sha256() == hashlib.sha256(b"begun").hexdigest()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_DOCUMENT", 10)
    (tmp_path / "a.pdf").write_bytes(bytes(11))
    for source in (tmp_path / "a.pdf", bytes(11)):
        with pytest.raises(UserFacingError, match="SIG-023"):
            read_document(source)


def test_streams_that_end_where_they_say_are_not_looked_into() -> None:
    inside = b"/ByteRange endstream 9 0 obj stream"
    found = outside_streams(b"%PDF-1.7\n" + stream(inside) + b"8 0 obj\n<</A 1>>\nendobj\n" + stream(inside) + b"trailer")
    assert found.is_exact
    assert inside not in found.text
    assert b"/A 1" in found.text
    assert found.text.endswith(b"trailer")


@pytest.mark.parametrize(
    "odd",
    [
        stream(b"abc", b"9999"),
        stream(b"abc", b"2"),
        stream(b"abc", b"8 0 R"),
        stream(b"abc", b"3/Length 3"),
        stream(b"abc", b"3", b"\nendstream"),
        stream(b"abc").replace(b"stream\n", b"stream ", 1),
    ],
)
def test_a_stream_that_does_not_keep_to_its_length_ends_at_the_next_word_that_says_so(odd: bytes) -> None:
    found = outside_streams(odd + b"8 0 obj\n<</A 1>>\nendobj\n")
    assert not found.is_exact
    assert b"abc" not in found.text
    assert b"/A 1" in found.text


def test_what_looks_like_a_signature_in_a_picture_is_no_trace_of_one() -> None:
    assert not has_traces(Document(stream(b"/ByteRange"), "a.pdf"))
    assert has_traces(Document(stream(b"x") + b"<</ByteRange[0 1 2 3]>>", "a.pdf"))


def test_a_trace_is_found_wherever_streams_do_not_keep_to_their_lengths() -> None:
    assert has_traces(Document(stream(b"/ByteRange", b"9999"), "a.pdf"))
