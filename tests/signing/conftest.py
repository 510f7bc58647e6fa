# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A small report signed with a practice credential, once for all tests; sentences in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evaluator_app.i18n import ENGLISH, current_language, set_language
from evaluator_app.signing.pdf_signatures import SignatureField, sign_pdf
from evaluator_app.signing.sample_credential import create_sample_credential, root_beside
from tests.signing.practice import NOW, PASSWORD, Signing, small_report


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = current_language()
    set_language(ENGLISH)
    yield
    set_language(before)


@pytest.fixture(scope="session")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    before = current_language()
    set_language(ENGLISH)
    folder = tmp_path_factory.mktemp("signing")
    source = folder / "report.pdf"
    source.write_bytes(small_report())
    credential_file = folder / "leader.p12"
    credential = create_sample_credential(credential_file, PASSWORD, holder="张评估", organization="绿源评估有限公司", now=NOW)
    fields = (
        SignatureField("leader", 0, (60, 60, 260, 130), "组长"),
        SignatureField("assessor", 1, (60, 60, 260, 130), "评估人员"),
        SignatureField("seal", -1, (300, 60, 480, 130), "机构印章"),
    )
    target = folder / "signed.pdf"
    sign_pdf(source, target, credential, fields=fields, field_name="leader", signed_at=NOW, reason="评估报告属实", location="榆林")
    set_language(before)
    return Signing(folder, source, credential_file, credential, root_beside(credential_file).read_bytes(), fields, target.read_bytes())
