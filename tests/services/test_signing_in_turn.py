# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who may sign a report when: in turn, in the own place, with the own certificate; the seal on the page; the stamp afterwards."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from evaluator_app.errors import UserFacingError
from evaluator_app.services import authorities
from evaluator_app.services.credentials import KeyFile
from evaluator_app.services.sample import Played
from evaluator_app.services.signing_places import Turn
from evaluator_app.services.signing_reports import add_time_stamp, sign_report, signing_state
from evaluator_app.services.verifying import verify_report
from evaluator_app.signing.appending import SignedFile
from tests.signing.made import TODAY, Authority, secret, serving

FIRM = "示例评估机构（虚构）"
TEAM = ("李样本", "张演练", "赵习题", "陈举例")
LEADER = "王示范"


def unsigned(story: Played) -> Path:
    """Return the report of the sample before anybody signed it: four assessors, their leader, the firm."""
    return next(iter(story.files.values())).parent / "report-unsigned.pdf"


class Office:
    """People with certificates of one authority, and the report that they sign."""

    def __init__(self, folder: Path, source: Path) -> None:
        self.folder = folder
        self.authority = Authority()
        self.report = folder / "report.pdf"
        shutil.copyfile(source, self.report)

    def sign(self, holder: str, organization: str = FIRM, *, signer: str = "", days: int = 365, seal: Path | None = None) -> SignedFile:
        """Let somebody sign with a certificate of that name, in the signer's place or the own one."""
        file = self.folder / f"{holder[:2]}.p12"
        self.authority.issue(file, holder, organization, days=days)
        return self.with_file(file, signer=signer, seal=seal)

    def with_file(self, file: Path, *, signer: str = "", seal: Path | None = None, workspace: Path | None = None) -> SignedFile:
        """Sign with a credential that is there."""
        choice = KeyFile(file, secret())
        return sign_report(self.report, self.report, choice, signed_at=TODAY, signer=signer, seal_image=seal, workspace=workspace)

    def refusal(self, holder: str, organization: str = FIRM, *, signer: str = "", days: int = 365) -> UserFacingError:
        """Return why somebody may not sign; the report stays as it was."""
        before = self.report.read_bytes()
        with pytest.raises(UserFacingError) as caught:
            self.sign(holder, organization, signer=signer, days=days)
        assert self.report.read_bytes() == before
        return caught.value


@pytest.fixture
def office(story: Played, tmp_path: Path) -> Office:
    return Office(tmp_path, unsigned(story))


def test_assessors_sign_in_any_order_then_the_leader_then_the_firm(office: Office) -> None:
    from evaluator_app.paths import resource

    turns = {LEADER: Turn.LEADER, **dict.fromkeys(TEAM, Turn.ASSESSOR), FIRM: Turn.FIRM}
    assert {place.who: place.turn for place in signing_state(office.report)} == turns
    for name in reversed(TEAM):
        assert LEADER not in {place.who for place in signing_state(office.report) if place.is_signed}
        office.sign(name)
    office.sign(LEADER)
    office.sign(FIRM, seal=resource("sample/seal.png"))
    assert all(place.is_signed for place in signing_state(office.report))
    (office.folder / "ca.cer").write_bytes(office.authority.pem())
    found = verify_report(office.report, trust_roots=[office.folder / "ca.cer"], at=TODAY)
    values = {name: answer.value for name, answer in found.answers.items()}
    assert {name: values[name] for name in ("intact", "trusted", "named", "complete", "matches", "recomputes")} == {
        "intact": True,
        "trusted": True,
        "named": True,
        "complete": True,
        "matches": True,
        "recomputes": True,
    }
    assert [each.certificate.holder for each in found.signatures if each.certificate] == [*reversed(TEAM), LEADER, FIRM]
    with serving(lambda _question: (503, b"")) as address, pytest.raises(UserFacingError, match="TSP-003"):
        add_time_stamp(office.report, office.report, address, at=TODAY)


def test_who_signs_too_early_is_refused_by_the_names_of_those_who_are_missing(office: Office) -> None:
    early = office.refusal(LEADER)
    assert early.code == "SIG-040"
    assert all(name in early.message for name in TEAM)
    assert FIRM not in early.message
    for name in TEAM[1:]:
        office.sign(name)
    assert TEAM[0] in office.refusal(LEADER).message
    assert TEAM[1] not in office.refusal(LEADER).message
    seal = office.refusal(FIRM)
    assert (seal.code, TEAM[0] in seal.message, LEADER in seal.message) == ("SIG-040", True, True)


def test_a_certificate_of_somebody_else_is_refused_by_name(office: Office) -> None:
    error = office.refusal("路人甲", signer="李样本")
    assert error.code == "SIG-041"
    assert "李样本" in error.message
    assert "路人甲" in error.message
    assert office.refusal("路人甲").code == "REP-013"
    assert office.refusal("王示范", signer="李样本").code == "SIG-041"
    for name in (*TEAM, LEADER):
        office.sign(name)
    for holder, organization in (("别家评估有限公司", "别家评估有限公司"), (LEADER, FIRM), ("路人甲", FIRM)):
        assert office.refusal(holder, organization, signer=FIRM).code == "SIG-041"
    office.sign(f"{FIRM}电子印章", FIRM)


def test_spaces_and_numbers_around_a_name_do_not_make_another_person(office: Office) -> None:
    office.sign("李 样本")
    office.sign("051@张演练@1234@1")
    assert [place.who for place in signing_state(office.report) if place.is_signed] == ["李样本", "张演练"]
    assert office.refusal("赵习题二", signer="赵习题").code == "SIG-041"


def test_an_expired_certificate_is_refused_with_its_date(office: Office) -> None:
    error = office.refusal("李样本", days=10)
    assert error.code == "SIG-006"
    assert f"{TODAY - timedelta(days=20):%Y-%m-%d}" in error.message


def test_a_certificate_that_an_installed_list_names_as_revoked_is_refused(office: Office) -> None:
    workspace = office.folder / "workspace"
    file = office.folder / "li.p12"
    certificate = office.authority.issue(file, "李样本", FIRM)
    (office.folder / "ca.cer").write_bytes(office.authority.certificate.public_bytes(Encoding.DER))
    (office.folder / "first.crl").write_bytes(office.authority.list_of_revoked(TODAY - timedelta(days=5)))
    authorities.add(workspace, office.folder / "ca.cer")
    authorities.add(workspace, office.folder / "first.crl")
    before = office.report.read_bytes()
    office.with_file(file, workspace=workspace)
    office.report.write_bytes(before)
    office.authority.revoke(certificate)
    (office.folder / "second.crl").write_bytes(office.authority.list_of_revoked())
    authorities.add(workspace, office.folder / "second.crl")
    with pytest.raises(UserFacingError, match=r"SIG-042.*李样本") as caught:
        office.with_file(file, workspace=workspace)
    assert f"{TODAY - timedelta(days=2):%Y-%m-%d}" in caught.value.message
    assert office.report.read_bytes() == before
