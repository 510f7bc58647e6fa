# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the dialog for certificates, with a real authority made for the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pytestqt.qtbot import QtBot

from evaluator_app.gui.dialogs.certificates_dialog import CertificatesDialog
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.services.authorities import authorities
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.credentials import load_credential
from tests.gui.frame.hands import dialog_of, press

Show = Callable[[], MainWindow]
LONG = 60_000
NOW = datetime.now(UTC)


@pytest.fixture
def dialog(show: Show) -> CertificatesDialog:
    window = show()
    window.acts.certificates.trigger()
    return dialog_of(window, CertificatesDialog)


@pytest.fixture(scope="module")
def authority() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    return certificate(_name("试验签章机构"), key.public_key(), _name("试验签章机构"), key, is_authority=True), key


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def certificate(
    subject: x509.Name, public: object, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_authority: bool
) -> x509.Certificate:
    """Issue a certificate for a year."""
    builder = x509.CertificateBuilder().issuer_name(issuer).subject_name(subject).public_key(public)  # type: ignore[arg-type]
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=365))
    return builder.add_extension(x509.BasicConstraints(is_authority, None), critical=True).sign(key, hashes.SHA256())


def finished(card: WorkCard, qtbot: QtBot) -> str:
    """Wait for the work of a card and return what it says."""
    qtbot.waitUntil(lambda: not card.job.is_running, timeout=LONG)
    return card.banner.text()


def test_an_authority_is_installed_after_its_fingerprint_was_shown_and_taken_away_again(
    dialog: CertificatesDialog, qtbot: QtBot, workspace: Workspace, tmp_path: Path, authority: tuple[x509.Certificate, object]
) -> None:
    file = tmp_path / "机构.cer"
    file.write_bytes(authority[0].public_bytes(Encoding.DER))
    card = dialog.authorities
    assert "尚未安装" in card.installed.item(0).text()
    card.source.set_path(file)
    finished(card, qtbot)
    shown = authority[0].fingerprint(hashes.SHA256()).hex().upper()
    assert shown in card.found.text().replace(" ", "")
    assert not authorities(workspace.root)
    press(card.add_button)
    assert "试验签章机构" in finished(card, qtbot)
    assert [each.part.name for each in authorities(workspace.root) if each.part] == ["试验签章机构"]
    card.installed.setCurrentRow(0)
    press(card.remove_button)
    assert "已移除" in finished(card, qtbot)
    assert not authorities(workspace.root)


def test_a_file_that_is_none_of_an_authority_is_refused(dialog: CertificatesDialog, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "notes.cer"
    file.write_text("nothing of the kind")
    dialog.authorities.source.set_path(file)
    assert "AUT-001" in finished(dialog.authorities, qtbot)
    assert not dialog.authorities.add_button.isVisible()


def test_from_a_request_to_a_credential(
    dialog: CertificatesDialog, qtbot: QtBot, tmp_path: Path, authority: tuple[x509.Certificate, ec.EllipticCurvePrivateKey]
) -> None:
    card = dialog.request
    press(card.make_button)
    assert card.holder_row.error()
    assert card.password_row.error()
    card.holder.setText("李敏")
    card.organization.setText("示例评估机构")
    card.key.set_path(tmp_path / "own" / "signing.key")
    card.request.set_path(tmp_path / "own" / "request.csr")
    card.password.setText("a long password")
    card.again.setText("another one")
    press(card.make_button)
    assert card.again_row.error()
    card.again.setText("a long password")
    press(card.make_button)
    assert "request.csr" in finished(card, qtbot)
    assert card.password.text() == ""

    asked = x509.load_pem_x509_csr((tmp_path / "own" / "request.csr").read_bytes())
    issued = certificate(asked.subject, asked.public_key(), authority[0].subject, authority[1], is_authority=False)
    (tmp_path / "issued.cer").write_bytes(issued.public_bytes(Encoding.PEM))
    joining = dialog.joining
    assert joining.key.path() == tmp_path / "own" / "signing.key"
    joining.certificate.set_path(tmp_path / "issued.cer")
    joining.destination.set_path(tmp_path / "own" / "signing.p12")
    joining.password.setText("wrong")
    press(joining.join_button)
    assert finished(joining, qtbot)
    assert not (tmp_path / "own" / "signing.p12").exists()
    joining.password.setText("a long password")
    press(joining.join_button)
    assert "李敏" in finished(joining, qtbot)
    assert load_credential(tmp_path / "own" / "signing.p12", "a long password", now=NOW).holder == "李敏"
