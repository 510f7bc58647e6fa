# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Taking the attached files out of a report, and refusing to drown in them."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.attachments import read_attachments
from tests.signing.practice import Signing


def test_the_attachment_comes_back_from_the_signed_report(signing: Signing) -> None:
    assert read_attachments(signing.signed) == {"assessment.json": b'{"total": "87.5"}'}
    assert read_attachments(signing.source) == {"assessment.json": b'{"total": "87.5"}'}


def test_a_file_without_attachments_gives_none() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        assert read_attachments(_saved(pdf)) == {}


def test_an_attachment_that_unpacks_beyond_the_limit_is_refused() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["bomb.json"] = bytes(5_000_000)
        data = _saved(pdf)
    assert len(data) < 20_000
    assert len(read_attachments(data)["bomb.json"]) == 5_000_000
    with pytest.raises(UserFacingError) as one:
        read_attachments(data, limit=1_000_000)
    with pytest.raises(UserFacingError) as together:
        read_attachments(data, total_limit=2_000_000)
    assert one.value.code == together.value.code == "SIG-032"


def test_two_attachments_of_one_name_are_refused(signing: Signing) -> None:
    with pikepdf.open(signing.source) as pdf:
        names = pdf.Root.Names.EmbeddedFiles.Names
        names.append(pikepdf.String("zzz"))
        names.append(names[1])
        data = _saved(pdf)
    with pytest.raises(UserFacingError) as caught:
        read_attachments(data)
    assert caught.value.code == "SIG-033"


def test_a_name_tree_that_bites_its_own_tail_is_refused(signing: Signing) -> None:
    with pikepdf.open(signing.source) as pdf:
        tree = pdf.make_indirect(pikepdf.Dictionary())
        tree.Kids = pikepdf.Array([tree, tree])
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=tree)
        data = _saved(pdf)
    with pytest.raises(UserFacingError) as caught:
        read_attachments(data)
    assert caught.value.code == "SIG-024"


def _saved(pdf: pikepdf.Pdf) -> bytes:
    result = BytesIO()
    pdf.save(result, compress_streams=True)
    return result.getvalue()
