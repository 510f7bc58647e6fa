# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Stating that a template is under trial, approved, withdrawn; whose word counts here; and nothing else that counts."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from evaluator_app.domain.approval import to_document
from evaluator_app.domain.canonical import canonical_bytes, digest
from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import ENGLISH, set_language
from evaluator_app.services import trusting
from evaluator_app.services.approving import approve, file_statement
from evaluator_app.services.statements import LARGEST, Filed, approval_of, read_statement, states_of, words
from evaluator_app.services.templates import INSTALLED, find_template
from evaluator_app.signing.sample_credential import create_sample_credential, root_beside
from evaluator_app.signing.seals import seal
from tests.signing.stewards import AUTHORITY, DAY, PASSWORD, Steward, make_steward

NATIONAL = "cn-mnr/green-mine-2024@2024-draft.1"
DRAFT = ApprovalState.DRAFT
ON = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language(ENGLISH)


@pytest.fixture(scope="module")
def steward(tmp_path_factory: pytest.TempPathFactory) -> Steward:
    return make_steward(tmp_path_factory.mktemp("steward") / "steward.p12")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return find_template(NATIONAL, tmp_path_factory.mktemp("nothing"))


def state(place: Path, template: Template, steward: Steward, stated: ApprovalState, notes: str = "") -> Filed:
    return approve(
        digest(template),
        steward.path,
        PASSWORD,
        workspace=place,
        state=stated,
        by=AUTHORITY,
        on=ON,
        notes=notes,
        signed_at=DAY,
    )


def test_a_template_without_statements_is_a_draft(place: Path, template: Template) -> None:
    found = approval_of(digest(template), place, at=DAY)
    assert (found.state, found.is_approved, found.history, found.doubt) == (ApprovalState.DRAFT, False, (), "")
    assert found.state_of(template) is ApprovalState.DRAFT
    assert words(found, template) == "Draft, not approved"
    assert approval_of("../../etc", place, at=DAY).history == ()
    assert states_of(place) == {}


def test_a_template_goes_from_trial_to_approval_to_withdrawal_and_its_history_stays(
    place: Path, template: Template, steward: Steward
) -> None:
    trusting.add(place, steward.certificate)
    names = []
    for stated in (ApprovalState.TRIAL, ApprovalState.APPROVED, ApprovalState.WITHDRAWN):
        filed = state(place, template, steward, stated, f"{stated.value}：说明")
        names.append(filed.name)
        found = approval_of(digest(template), place, at=DAY)
        assert (found.state, found.is_approved) == (stated, stated is ApprovalState.APPROVED)
        assert states_of(place) == {digest(template): stated}
    assert names == ["1-trial.p7s", "2-approved.p7s", "3-withdrawn.p7s"]
    found = approval_of(digest(template), place, at=DAY)
    notes = [each.endorsement.statement.notes for each in found.history if each.endorsement]
    assert notes == ["trial：说明", "approved：说明", "withdrawn：说明"]
    assert words(found, template) == f"Withdrawn ({AUTHORITY}, 2026-11-01)"
    folder = place / INSTALLED / "approvals" / digest(template)
    assert sorted(path.name for path in folder.iterdir()) == names
    with pytest.raises(UserFacingError, match="APR-002") as caught:
        state(place, template, steward, ApprovalState.APPROVED)
    assert "new edition" in caught.value.advice
    assert sorted(path.name for path in folder.iterdir()) == names


def test_a_draft_cannot_be_withdrawn(place: Path, template: Template, steward: Steward) -> None:
    with pytest.raises(UserFacingError, match="APR-002") as caught:
        state(place, template, steward, ApprovalState.WITHDRAWN)
    assert caught.value.advice == "What can follow: Under trial、Approved."


def test_the_word_of_an_unknown_steward_is_kept_and_counts_only_once_the_steward_is_known(
    place: Path, template: Template, steward: Steward
) -> None:
    filed = state(place, template, steward, ApprovalState.APPROVED)
    found = approval_of(digest(template), place, at=DAY)
    assert (found.state, found.is_approved, len(found.history)) == (ApprovalState.DRAFT, False, 1)
    assert found.doubt == "No trusted root on this machine knows 某省电子认证根."
    trusting.add(place, filed.certificate)
    found = approval_of(digest(template), place, at=DAY)
    assert (found.state, found.is_approved, found.doubt) == (ApprovalState.APPROVED, True, "")


def test_a_look_alike_neither_approves_nor_withdraws(place: Path, template: Template, steward: Steward, tmp_path: Path) -> None:
    alike = make_steward(tmp_path / "alike.p12")
    trusting.add(place, steward.certificate)
    state(place, template, steward, ApprovalState.APPROVED)
    state(place, template, alike, ApprovalState.APPROVED)
    state(place, template, alike, ApprovalState.WITHDRAWN)
    found = approval_of(digest(template), place, at=DAY)
    assert (found.state, found.is_approved, [each.counts for each in found.history]) == (ApprovalState.APPROVED, True, [True, False, False])
    assert state(place, template, steward, ApprovalState.WITHDRAWN).name == "4-withdrawn.p7s"
    assert approval_of(digest(template), place, at=DAY).state is ApprovalState.WITHDRAWN


def test_a_practice_certificate_approves_nothing(place: Path, template: Template, steward: Steward, tmp_path: Path) -> None:
    path = tmp_path / "practice.p12"
    create_sample_credential(path, PASSWORD, holder="李练习", organization="练习厅", now=DAY)
    trusting.add(place, root_beside(path))
    practice = Steward(path, b"", b"", DAY)
    state(place, template, practice, ApprovalState.APPROVED)
    found = approval_of(digest(template), place, at=DAY)
    assert (found.state, found.is_approved, found.state_of(template), states_of(place)) == (DRAFT, False, DRAFT, {})
    assert words(found, template) == "Approved (某省自然资源厅, 2026-11-01), with a practice certificate, which approves nothing"
    state(place, template, practice, ApprovalState.WITHDRAWN)
    trusting.add(place, steward.certificate)
    state(place, template, steward, ApprovalState.APPROVED)
    assert approval_of(digest(template), place, at=DAY).is_approved


def test_a_statement_about_another_template_says_nothing(place: Path, template: Template, steward: Steward) -> None:
    trusting.add(place, steward.certificate)
    state(place, template, steward, ApprovalState.APPROVED)
    folder = place / INSTALLED / "approvals"
    other = "ab" * 32
    shutil.copytree(folder / digest(template), folder / other)
    found = approval_of(other, place, at=DAY)
    assert (found.state, found.doubt) == (
        ApprovalState.DRAFT,
        f"The statement is about another template: its digest is {digest(template)[:12]}.",
    )


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: data.replace(b'"approved"', b'"APPROVED"'), lambda _data: b""])
def test_a_damaged_statement_counts_for_nothing_and_does_not_hide_the_others(
    spoil: object, place: Path, template: Template, steward: Steward
) -> None:
    trusting.add(place, steward.certificate)
    state(place, template, steward, ApprovalState.TRIAL)
    state(place, template, steward, ApprovalState.APPROVED)
    path = place / INSTALLED / "approvals" / digest(template) / "2-approved.p7s"
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    found = approval_of(digest(template), place, at=DAY)
    assert (found.state, len(found.history)) == (ApprovalState.TRIAL, 2)
    assert found.doubt
    assert found.history[1].endorsement is None
    assert state(place, template, steward, ApprovalState.APPROVED).name == "3-approved.p7s"


def test_what_is_signed_but_no_statement_counts_for_nothing(template: Template, steward: Steward) -> None:
    own = digest(template)
    for content in (b"approved", b'{"format":"green-mine-pack","version":1}'):
        found = read_statement(seal(content, steward.credential(), signed_at=DAY), own, roots=[steward.root], at=DAY)
        assert (found.counts, found.endorsement) == (False, None)
        assert found.reason.startswith("What was signed is no statement on a template.")
    assert not read_statement(bytes(LARGEST + 1), own, at=DAY).counts


def test_a_statement_must_name_the_template_by_its_name(place: Path, template: Template, steward: Steward) -> None:
    filed = state(place, template, steward, ApprovalState.APPROVED)
    assert filed.endorsement is not None
    document = {**to_document(filed.endorsement.statement), "edition": "2030"}
    data = seal(canonical_bytes(document), steward.credential(), signed_at=DAY)
    found = read_statement(data, digest(template), roots=[steward.root], at=DAY, template=template)
    assert not found.counts
    assert found.endorsement is not None
    assert not found.endorsement.is_approval
    assert "2030" in found.reason


@pytest.mark.parametrize(
    ("changed", "code"), [({"by": "  "}, "APR-003"), ({"notes": "字" * 30_000}, "APR-003"), ({"template_digest": "00" * 32}, "APR-001")]
)
def test_what_cannot_be_stated_is_not_signed(changed: dict[str, str], code: str, place: Path, template: Template, steward: Steward) -> None:
    given = {"template_digest": digest(template), "by": AUTHORITY, "notes": "", **changed}
    with pytest.raises(UserFacingError, match=code):
        approve(
            given["template_digest"],
            steward.path,
            PASSWORD,
            workspace=place,
            state=ApprovalState.APPROVED,
            by=given["by"],
            on=ON,
            notes=given["notes"],
            signed_at=DAY,
        )
    assert not (place / INSTALLED).exists()


def test_a_statement_cannot_be_made_with_an_expired_certificate(place: Path, template: Template, tmp_path: Path) -> None:
    expired = make_steward(tmp_path / "a.p12", begin=DAY - timedelta(days=90), days=30)
    with pytest.raises(UserFacingError, match="SIG-006"):
        state(place, template, expired, ApprovalState.APPROVED)
    assert not (place / INSTALLED).exists()


def test_statements_from_elsewhere_are_added_and_overwrite_nothing(
    place: Path, template: Template, steward: Steward, tmp_path: Path
) -> None:
    own = state(place, template, steward, ApprovalState.APPROVED)
    foreign = state(tmp_path / "elsewhere", template, make_steward(tmp_path / "b.p12"), ApprovalState.APPROVED)
    into = place / INSTALLED
    assert file_statement(own.data, digest(template), into, at=DAY) is None
    added = file_statement(foreign.data, digest(template), into, at=DAY)
    assert added is not None
    assert added.name == "1-approved-1.p7s"
    assert file_statement(foreign.data, digest(template), into, at=DAY) is None
    assert file_statement(foreign.data, "ab" * 32, into, at=DAY) is None
    assert [each.data for each in approval_of(digest(template), place, at=DAY).history] == [foreign.data, own.data]


def test_certificates_are_trusted_looked_at_and_removed_by_fingerprint(place: Path, steward: Steward, tmp_path: Path) -> None:
    file = tmp_path / "steward.pem"
    file.write_bytes(steward.certificate)
    info = trusting.look_at(file)
    assert not (place / trusting.FOLDER).exists()
    added = trusting.add(place, file)
    assert added == trusting.add(place, steward.certificate)
    assert added.path.name == f"{info.fingerprint[:32]}.cer"
    trusting.add(place, steward.root)
    (place / trusting.FOLDER / "broken.pem").write_text("nothing")
    listed = trusting.trusted(place)
    assert [each.problem for each in listed if each.info is None] == ["broken.pem is not a certificate."]
    assert len(trusting.roots(place)) == 2
    with pytest.raises(UserFacingError, match="TRU-002"):
        trusting.remove(place, info.fingerprint[:7])
    assert trusting.remove(place, info.fingerprint[:8].upper()).info == info
    assert trusting.remove(place, "broken.pem").info is None
    assert len(trusting.trusted(place)) == 1


@pytest.mark.parametrize(
    "data", [b"", b"not a certificate", bytes(100_000), b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_what_is_no_certificate_is_not_trusted(data: bytes, place: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.cer"
    file.write_bytes(data)
    with pytest.raises(UserFacingError, match="SIG-012"):
        trusting.add(place, file)
    with pytest.raises(UserFacingError, match="TRU-001"):
        trusting.add(place, tmp_path / "missing.cer")
    assert not (place / trusting.FOLDER).exists()
