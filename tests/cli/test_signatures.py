# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Signing on the command line: from the request to the signed report, authorities, and secrets that are printed nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from evaluator_app.cli import main_group
from tests.signing.made import Authority

PASSWORD = "a-long-密码-4711"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SECRET", PASSWORD)
    return tmp_path


def call(folder: Path, *arguments: object, answer: str = "") -> Result:
    return CliRunner().invoke(
        main_group, ["--language", "en", "--workspace", str(folder / "workspace"), *map(str, arguments)], input=answer
    )


def test_from_a_request_to_a_report_signed_in_turn(folder: Path) -> None:
    begun = call(
        folder, "new", "--template", "cn-mnr/green-mine-2024-coal", "--mine", "青石煤矿", "--organization", "绿源评估有限公司", "--json"
    )
    assessment, authority = str(json.loads(begun.output)["id"]), Authority()
    report, key, credential = folder / "report.pdf", folder / "a.key", folder / "a.p12"
    made = call(
        folder,
        "make-request",
        folder / "a.csr",
        "--holder",
        "绿源评估有限公司",
        "--organization",
        "绿源评估有限公司",
        "--key",
        key,
        "--password-env",
        "SECRET",
    )
    assert made.exit_code == 0, made.output
    asked = x509.load_pem_x509_csr((folder / "a.csr").read_bytes())
    (folder / "a.cer").write_bytes(authority.certify(asked).public_bytes(Encoding.PEM))
    joined = call(folder, "join-certificate", folder / "a.cer", "--key", key, "--password-env", "SECRET", "--output", credential)
    assert "绿源评估有限公司 can sign with this until" in joined.output
    assert call(folder, "report", assessment, report).exit_code == 0
    refused = call(folder, "sign", report, "--credential", credential, "--password-env", "SECRET")
    assert (refused.exit_code, "REP-012" in refused.stderr) == (2, True)
    assert PASSWORD not in made.output + joined.output + refused.output + refused.stderr
    state = call(folder, "signing-state", report, "--json")
    assert (state.exit_code, "REP-012" in state.stderr) == (2, True)


def test_an_authority_is_installed_after_a_yes_and_removed_by_its_fingerprint(folder: Path) -> None:
    authority = Authority("某省根")
    (folder / "ca.cer").write_bytes(authority.pem())
    asked = call(folder, "authorities", "add", folder / "ca.cer", answer="n\n")
    assert (asked.exit_code, "SHA-256" in asked.output) == (1, True)
    assert "No authority" in call(folder, "authorities", "list").output
    assert call(folder, "authorities", "add", folder / "ca.cer", "--yes").exit_code == 0
    (folder / "list.crl").write_bytes(authority.list_of_revoked())
    assert call(folder, "authorities", "add", folder / "list.crl", "--yes").exit_code == 0
    listed = json.loads(call(folder, "authorities", "list", "--json").output)
    assert sorted(each["kind"] for each in listed) == ["revocation_list", "root"]
    (root,) = [each for each in listed if each["kind"] == "root"]
    assert root["name"] == "某省根"
    assert call(folder, "authorities", "remove", root["fingerprint"][:10]).exit_code == 0
    assert len(json.loads(call(folder, "authorities", "list", "--json").output)) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("sign", "report.pdf"), "--credential or --token"),
        (("make-request", "a.csr", "--holder", "王", "--organization", "甲"), "--key"),
        (("join-certificate", "a.cer"), "--key and --output"),
        (("tokens", "no-such.so"), "SIG-034"),
        (("time-stamp", "report.pdf"), "TSP-001"),
        (("authorities", "add", "gone.cer"), "AUT-005"),
        (("authorities", "remove", "0123456789"), "AUT-004"),
    ],
)
def test_what_cannot_be_done_says_why(arguments: tuple[str, ...], told: str, folder: Path) -> None:
    said = call(folder, *arguments)
    assert said.exit_code == 2
    assert told in said.stderr + said.output
