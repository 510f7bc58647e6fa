# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A report signed with time stamps of a local service, or stamped later: verified by who, when, and by which authority."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.serialization import Encoding

from evaluator_app.cli import main_group
from evaluator_app.i18n import ENGLISH, set_language
from evaluator_app.services import authorities
from evaluator_app.services.sample import Played
from evaluator_app.services.verifying import verify_report
from tests.signing.made import PASSWORD, TODAY, Authority, serving
from tests.signing.openssl_services import openssl_service

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
FIRM = "示例评估机构（虚构）"
SIGNERS = ("李样本", "张演练", "赵习题", "陈举例", "王示范", FIRM)
PERSONS, STAMPS = "某省数字证书认证中心（试验）", "时间戳认证中心（试验）"


@dataclass
class Office:
    """A firm's workspace with the authorities installed, credentials, and a report to sign."""

    folder: Path
    report: Path
    workspace: Path
    persons: Authority
    stamps: Authority

    def call(self, *arguments: object) -> Result:
        """Run a command of the program in the workspace."""
        return CliRunner().invoke(main_group, ["--language", "en", "--workspace", str(self.workspace), *map(str, arguments)])

    def sign(self, who: str, *more: object) -> Result:
        """Let somebody sign by the command line."""
        file = self.folder / f"{SIGNERS.index(who)}.p12"
        return self.call("sign", self.report, "--credential", file, "--password-env", "SECRET", *more)

    def verified(self) -> dict[str, object]:
        """Return what the command that verifies says, as data."""
        found = json.loads(self.call("verify", self.report, "--json").output)
        assert isinstance(found, dict)
        return found


@pytest.fixture
def office(story: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    set_language(ENGLISH)
    monkeypatch.setenv("SECRET", PASSWORD)
    report = tmp_path / "report.pdf"
    shutil.copyfile(next(iter(story.files.values())).parent / "report-unsigned.pdf", report)
    made = Office(tmp_path, report, tmp_path / "ws", Authority(PERSONS), Authority(STAMPS))
    for number, who in enumerate(SIGNERS):
        made.persons.issue(tmp_path / f"{number}.p12", who, FIRM, days=60)
    for number, authority in enumerate((made.persons, made.stamps)):
        source = tmp_path / f"{number}.cer"
        source.write_bytes(authority.certificate.public_bytes(Encoding.DER))
        authorities.add(made.workspace, source)
    return made


def moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text))


def test_a_report_signed_with_stamps_says_who_signed_when_and_who_vouches(office: Office) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    with serving(openssl_service(office.folder / "tsa", office.stamps)) as address:
        for who in SIGNERS:
            done = office.sign(who, "--tsa", address)
            assert done.exit_code == 0, done.stderr
            assert "Without a time stamp" not in done.output
    found = office.verified()
    wanted = ("intact", "trusted", "named", "complete", "matches", "recomputes", "harmless", "sound")
    assert {name: found[name] for name in wanted} == dict.fromkeys(wanted, True), found["reasons"]
    signatures = found["signatures"]
    assert isinstance(signatures, list)
    assert [each["certificate"]["holder"] for each in signatures] == list(SIGNERS)
    assert [each["place"]["who"] for each in signatures] == list(SIGNERS)
    assert {each["authority"] for each in signatures} == {PERSONS}
    for each in signatures:
        stamp = each["time_stamp"]
        assert (stamp["trusted"], STAMPS in stamp["trusted_reason"]) == (True, True)
        assert before <= moment(stamp["moment"]) <= datetime.now(UTC)
        assert moment(each["proven_at"]) == moment(stamp["moment"])
    text = office.call("verify", office.report).output
    assert f"王示范 (leader): Signed by 王示范 at {TODAY.astimezone():%Y-%m-%d}" in text
    assert f"{PERSONS} leads to the trusted root {PERSONS}" in text
    assert "Time stamp by 试验时间戳服务 of " in text


def test_stamps_prove_signatures_after_the_certificates_of_the_signers_have_ended(office: Office) -> None:
    with serving(openssl_service(office.folder / "tsa", office.stamps)) as address:
        for who in SIGNERS[:2]:
            office.sign(who, "--tsa", address)
    office.sign(SIGNERS[2])
    found = verify_report(office.report, at=TODAY + timedelta(days=100), workspace=office.workspace)
    assert found.intact.value is True
    assert [each.trusted for each in found.signatures] == [True, True, None]
    assert [each.expired_now for each in found.signatures] == [True, True, True]
    assert "no time stamp proves" in found.signatures[2].trusted_reason
    ended = verify_report(office.report, at=TODAY + timedelta(days=500), workspace=office.workspace)
    stamp = ended.signatures[0].stamp
    assert stamp is not None
    assert (stamp.trusted, "试验时间戳服务 has expired" in stamp.trusted_reason) == (None, True)  # no newer stamp renewed it


def test_a_stamp_that_was_deferred_is_added_later_for_all_signatures(office: Office) -> None:
    for who in SIGNERS[:2]:
        done = office.sign(who, "--tsa", "http://127.0.0.1:9/")
        assert done.exit_code == 0, done.stderr
        assert "Without a time stamp: http://127.0.0.1:9/ cannot be reached" in done.output
    refused = office.call("time-stamp", office.report, "--tsa", "http://127.0.0.1:9/")
    assert (refused.exit_code, "TSP-003" in refused.stderr) == (2, True)
    without = office.verified()["signatures"]
    assert isinstance(without, list)
    assert {each["proven_at"] for each in without} == {None}
    with serving(openssl_service(office.folder / "tsa", office.stamps)) as address:
        stamped = office.call("time-stamp", office.report, "--tsa", address)
    assert stamped.exit_code == 0, stamped.stderr
    found = office.verified()
    assert (found["intact"], found["trusted"], found["matches"], found["sound"]) == (True,) * 4, found["reasons"]
    signatures = found["signatures"]
    assert isinstance(signatures, list)
    *signed, stamp = signatures
    assert (stamp["is_time_stamp"], stamp["trusted"], stamp["authority"]) == (True, True, STAMPS)
    assert {each["proven_at"] for each in signed} == {stamp["signed_at"]}
    text = office.call("verify", office.report).output
    assert text.count("A later time stamp proves it for ") == 2
    assert "For later the file keeps " in text
    later = verify_report(office.report, at=TODAY + timedelta(days=100), workspace=office.workspace)
    assert {each.trusted for each in later.signatures if not each.is_time_stamp} == {True}


def test_a_stamp_of_an_authority_that_is_not_installed_proves_nothing(office: Office) -> None:
    strange = Authority("无人知道的机构")
    with serving(openssl_service(office.folder / "tsa", strange)) as address:
        assert office.sign(SIGNERS[0], "--tsa", address).exit_code == 0
    found = office.verified()
    signatures = found["signatures"]
    assert isinstance(signatures, list)
    assert (found["intact"], signatures[0]["time_stamp"]["trusted"], signatures[0]["proven_at"]) == (True, False, None)
    assert "无人知道的机构" in signatures[0]["time_stamp"]["trusted_reason"]
