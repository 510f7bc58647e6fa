# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Template packs between two workspaces: what travels, what is shown first, and what is never installed half or in silence."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from evaluator_app.catalog.packs import Pack, PackRefusedError, pack_bytes, packed, read_pack
from evaluator_app.domain.template import ApprovalState
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import ENGLISH, set_language
from evaluator_app.services import statements, templates, trusting
from evaluator_app.services.approving import approve
from evaluator_app.services.distributing import Consent, Exported, Installed, export_pack, inspect_pack, install_pack
from evaluator_app.services.examining import Effect
from evaluator_app.services.statements import approval_of
from evaluator_app.services.templates import INSTALLED, catalog
from evaluator_app.signing.seals import seal
from tests.signing.stewards import AUTHORITY, DAY, PASSWORD, Steward, make_steward

SMALL = Path(__file__).resolve().parents[1] / "catalog/data/small.toml"
TODAY = date(2026, 11, 2)
EVERYTHING = frozenset(Consent)
OVERLAY = """
format = "green-mine-overlay/1"
id = "test/province"
edition = "1"
kind = "province"
over = ["test/small@1"]
title = "省补充"
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leave the shipped templates out: what is tested is small."""
    set_language(ENGLISH)
    nothing = tmp_path / "shipped"
    nothing.mkdir()
    for module in (templates, statements):
        monkeypatch.setattr(module, "scoring_templates", lambda: nothing)


@pytest.fixture(scope="module")
def steward(tmp_path_factory: pytest.TempPathFactory) -> Steward:
    return make_steward(tmp_path_factory.mktemp("steward") / "steward.p12")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Make a steward's workspace with a template and an overlay over it."""
    place = tmp_path / "office"
    put(place, SMALL.read_text("utf-8"), "small")
    put(place, OVERLAY, "province")
    return place


@pytest.fixture
def field(tmp_path: Path) -> Path:
    return tmp_path / "field"


def put(place: Path, text: str, name: str) -> None:
    path = place / INSTALLED / "own" / "test" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def raise_edition(place: Path, edition: str) -> None:
    put(place, SMALL.read_text("utf-8").replace('edition = "1"', f'edition = "{edition}"'), f"small-{edition}")


def export(office: Path, steward: Steward | None, *names: str, sequence: int = 1) -> Exported:
    return export_pack(
        office / "a.gmpack",
        names or ("test/province",),
        workspace=office,
        made_on=TODAY,
        signed_at=DAY,
        credential_path=steward.path if steward else None,
        password=PASSWORD,
        pack_id="test/pack",
        title="指标包",
        sequence=sequence,
    )


def install(path: Path, field: Path, *consents: Consent) -> Installed:
    return install_pack(path, field, at=DAY, consents=consents)


def refused(path: Path, field: Path, consents: Collection[Consent] = EVERYTHING) -> UserFacingError:
    """Return why a pack is not installed, and make sure that nothing was."""
    before = everything(field)
    with pytest.raises(UserFacingError) as caught:
        install_pack(path, field, at=DAY, consents=consents)
    assert everything(field) == before
    assert "Nothing was installed." in caught.value.message
    assert caught.value.advice
    return caught.value


def everything(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def state(place: Path, steward: Steward, name: str, stated: ApprovalState) -> str:
    entry = catalog(place).named(name)
    assert entry is not None
    approve(entry.digest, steward.path, PASSWORD, workspace=place, state=stated, by=AUTHORITY, on=TODAY, signed_at=DAY)
    return entry.digest


def test_a_pack_carries_what_a_template_needs_and_what_was_stated_of_it(office: Path, field: Path, steward: Steward) -> None:
    trusting.add(office, steward.root)
    digest = state(office, steward, "test/province", ApprovalState.APPROVED)
    exported = export(office, steward)
    assert [file.path for file in exported.manifest.files] == [
        f"approvals/{digest}/1-approved.p7s",
        "templates/test/province.toml",
        "templates/test/small.toml",
    ]
    trusting.add(field, steward.root)
    found = inspect_pack(exported.path, field, at=DAY)
    assert (found.is_trusted, found.obstacles, found.is_there) == (True, (), False)
    assert [(each.id, each.effect, each.statements) for each in found.templates] == [
        ("test/province", Effect.NEW, 1),
        ("test/small", Effect.NEW, 0),
    ]
    assert not (field / INSTALLED).exists()
    installed = install(exported.path, field)
    assert installed.path is not None
    assert [(entry.id, entry.status) for entry in catalog(field).entries()] == [
        ("test/province", ApprovalState.APPROVED),
        ("test/small", ApprovalState.TRIAL),
    ]
    assert approval_of(digest, field, at=DAY).is_approved
    assert [path.name for path in (field / INSTALLED).iterdir()] == [installed.path.name]


def test_the_same_pack_twice_changes_nothing(office: Path, field: Path, steward: Steward) -> None:
    trusting.add(field, steward.certificate)
    exported = export(office, steward)
    install(exported.path, field)
    before = everything(field)
    again = install(exported.path, field)
    assert (again.path, again.inspection.is_there) == (None, True)
    assert everything(field) == before


def test_the_pack_of_an_unknown_steward_needs_a_yes(office: Path, field: Path, steward: Steward) -> None:
    digest = state(office, steward, "test/small", ApprovalState.APPROVED)
    path = export(office, steward).path
    error = refused(path, field, ())
    assert error.code == "PCK-012"
    assert "李核定 (某省自然资源厅), who is not known here" in error.message
    info = trusting.look_at(steward.certificate)
    assert info.fingerprint in error.message
    untrusted = field.with_name("untrusted")
    install(path, untrusted, Consent.UNKNOWN_STEWARD)
    assert (trusting.trusted(untrusted), approval_of(digest, untrusted, at=DAY).is_approved) == ((), False)
    installed = install(path, field, Consent.TRUST_STEWARD)
    assert installed.trusted is not None
    assert installed.trusted.info == info
    assert approval_of(digest, field, at=DAY).is_approved


def test_an_unsigned_pack_is_refused_or_brings_nothing_but_drafts(office: Path, field: Path, steward: Steward) -> None:
    trusting.add(field, steward.certificate)
    digest = state(office, steward, "test/small", ApprovalState.APPROVED)
    path = export(office, None).path
    assert refused(path, field, EVERYTHING - {Consent.UNSIGNED}).code == "PCK-011"
    installed = install(path, field, Consent.UNSIGNED)
    assert installed.inspection.signer is None
    assert not approval_of(digest, field, at=DAY).history
    assert ApprovalState.APPROVED not in {entry.status for entry in catalog(field).entries()}


def test_an_older_pack_or_template_is_named_and_installed_only_when_asked(office: Path, field: Path, steward: Steward) -> None:
    trusting.add(field, steward.certificate)
    old = shutil.copy(export(office, steward, "test/small", sequence=1).path, office / "old.gmpack")
    raise_edition(office, "2")
    new = export(office, steward, "test/small@2", sequence=2).path
    assert [each.effect for each in install(new, field).inspection.templates] == [Effect.NEW]
    found = inspect_pack(Path(old), field, at=DAY)
    assert [(each.effect, each.installed_edition) for each in found.templates] == [(Effect.OLDER, "2")]
    assert [each.sentence for each in found.obstacles] == [
        "Pack test/pack, number 1, is older than the one installed, number 2. Nothing was installed.",
        "test/small, edition 1, is older than the one installed, edition 2. Nothing was installed.",
    ]
    assert refused(Path(old), field, EVERYTHING - {Consent.OLDER}).code == "PCK-013"
    install(Path(old), field, Consent.OLDER)
    assert [entry.edition for entry in catalog(field).entries()] == ["1", "2"]


def test_a_newer_edition_stands_beside_the_older_one(office: Path, field: Path, steward: Steward) -> None:
    trusting.add(field, steward.certificate)
    install(export(office, steward, "test/small", sequence=1).path, field)
    raise_edition(office, "2")
    found = install(export(office, steward, "test/small@2", sequence=2).path, field).inspection
    assert [(each.effect, each.installed_edition) for each in found.templates] == [(Effect.NEWER, "1")]
    assert [entry.edition for entry in catalog(field).entries()] == ["1", "2"]


def test_another_content_under_a_known_name_is_never_installed(office: Path, field: Path, steward: Steward) -> None:
    put(field, SMALL.read_text("utf-8").replace("摆放整齐", "摆放得整齐"), "small")
    path = export(office, steward).path
    assert [each.effect for each in inspect_pack(path, field, at=DAY).templates] == [Effect.NEW, Effect.CONTRADICTS]
    error = refused(path, field)
    assert (error.code, "test/small, edition 1, is installed already with another content." in error.message) == ("PCK-015", True)


def test_another_content_under_a_known_number_is_never_installed(office: Path, field: Path, steward: Steward) -> None:
    trusting.add(field, steward.certificate)
    install(export(office, steward, "test/small").path, field)
    assert refused(export(office, steward, "test/province").path, field).code == "PCK-015"


def altered(path: Path, change: Callable[[Pack], tuple[bytes, bytes, dict[str, bytes]]]) -> Path:
    """Write a pack anew from parts that were changed."""
    path.write_bytes(pack_bytes(*change(read_pack(path.read_bytes(), path.name))))
    return path


def with_softer_rules(pack: Pack) -> tuple[bytes, bytes, dict[str, bytes]]:
    path = "templates/test/small.toml"
    files = {**pack.files, path: pack.files[path].replace("摆放整齐".encode(), "摆放随意".encode())}
    named = tuple(packed(file.path, file.kind, files[file.path]) for file in pack.manifest.files)
    return replace(pack.manifest, files=named).to_bytes(), pack.signature, files


def test_a_changed_pack_under_the_old_signature_is_refused(office: Path, field: Path, steward: Steward) -> None:
    trusting.add(field, steward.certificate)
    error = refused(altered(export(office, steward).path, with_softer_rules), field)
    assert (error.code, "What was signed is not the manifest of this pack." in error.message) == ("PCK-010", True)


@pytest.mark.parametrize("spoil", [lambda data: data[:-7], lambda data: data[:-3] + bytes([data[-3] ^ 1]) + data[-2:], lambda _data: b"no"])
def test_a_damaged_signature_is_refused(spoil: Callable[[bytes], bytes], office: Path, field: Path, steward: Steward) -> None:
    path = altered(export(office, steward).path, lambda pack: (pack.manifest_bytes, spoil(pack.signature), dict(pack.files)))
    assert refused(path, field).code == "PCK-010"


def test_rules_that_are_not_what_the_manifest_names_are_refused_whoever_signed(office: Path, field: Path, steward: Steward) -> None:
    def signed_again(pack: Pack) -> tuple[bytes, bytes, dict[str, bytes]]:
        manifest, _signature, files = with_softer_rules(pack)
        return manifest, seal(manifest, steward.credential(), signed_at=DAY), files

    error = refused(altered(export(office, steward).path, signed_again), field)
    assert (error.code, "test/province 1" in error.message) == ("PCK-018", True)


def test_rules_with_errors_or_without_their_base_are_refused_whoever_signed(office: Path, field: Path, steward: Steward) -> None:
    def without_base(pack: Pack) -> tuple[bytes, bytes, dict[str, bytes]]:
        files = {path: data for path, data in pack.files.items() if not path.endswith("small.toml")}
        manifest = replace(
            pack.manifest,
            files=tuple(file for file in pack.manifest.files if file.path in files),
            templates=tuple(template for template in pack.manifest.templates if template.id != "test/small"),
        ).to_bytes()
        return manifest, seal(manifest, steward.credential(), signed_at=DAY), files

    assert refused(altered(export(office, steward).path, without_base), field).code == "PCK-014"


def test_a_statement_about_something_else_is_refused_whoever_signed(office: Path, field: Path, steward: Steward) -> None:
    digest = state(office, steward, "test/small", ApprovalState.APPROVED)
    other = catalog(office).named("test/province")
    assert other is not None

    def moved(pack: Pack) -> tuple[bytes, bytes, dict[str, bytes]]:
        files = {path.replace(digest, other.digest): data for path, data in pack.files.items()}
        named = tuple(replace(file, path=file.path.replace(digest, other.digest)) for file in pack.manifest.files)
        manifest = replace(pack.manifest, files=named).to_bytes()
        return manifest, seal(manifest, steward.credential(), signed_at=DAY), files

    error = refused(altered(export(office, steward).path, moved), field)
    assert (error.code, "The statement is about another template" in error.message) == ("PCK-020", True)


def test_a_pack_signed_with_an_expired_certificate_is_refused(office: Path, field: Path, tmp_path: Path) -> None:
    old = make_steward(tmp_path / "old.p12", begin=DAY - timedelta(days=60), days=30)
    credential = old.credential(now=DAY - timedelta(days=40))
    forever = replace(credential, certificate_info=replace(credential.certificate_info, not_after=DAY + timedelta(days=9)))
    path = altered(
        export(office, None).path, lambda pack: (pack.manifest_bytes, seal(pack.manifest_bytes, forever, signed_at=DAY), dict(pack.files))
    )
    error = refused(path, field)
    assert (error.code, "had expired when it signed" in error.message) == ("PCK-010", True)


def test_a_disk_that_refuses_leaves_nothing_behind(office: Path, field: Path, steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    path = export(office, steward).path

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    error = refused(path, field)
    assert (error.code, "No space left" in error.message) == ("PCK-016", True)
    assert trusting.trusted(field) == ()


def test_what_an_interrupted_install_left_is_no_template(office: Path, field: Path) -> None:
    shutil.copytree(office / INSTALLED / "own", field / INSTALLED / ".incoming-x")
    assert catalog(field).entries() == ()


def test_only_sound_templates_that_are_here_are_packed(office: Path, steward: Steward) -> None:
    put(office, SMALL.read_text("utf-8").replace('id = "test/small"', 'id = "Test"'), "faulty")
    for name in ("test/none", "Test", "test/small@9"):
        with pytest.raises(PackRefusedError, match="PCK-017"):
            export(office, steward, name)
    assert not (office / "a.gmpack").exists()


def test_a_pack_that_is_missing_or_cannot_be_written_gets_a_sentence(office: Path, field: Path, steward: Steward, tmp_path: Path) -> None:
    with pytest.raises(PackRefusedError, match="PCK-001"):
        inspect_pack(tmp_path / "none.gmpack", field, at=DAY)
    with pytest.raises(PackRefusedError, match="PCK-016"):
        export_pack(
            tmp_path / "no folder" / "a.gmpack",
            ["test/small"],
            workspace=office,
            made_on=TODAY,
            signed_at=DAY,
            credential_path=steward.path,
            password=PASSWORD,
        )


def test_id_title_and_number_come_from_the_template_and_the_day(office: Path, steward: Steward) -> None:
    exported = export_pack(
        office / "b.gmpack",
        ["test/province"],
        workspace=office,
        made_on=TODAY,
        signed_at=DAY,
        credential_path=steward.path,
        password=PASSWORD,
    )
    assert (exported.manifest.id, exported.manifest.title, exported.manifest.sequence) == ("test/province", "省补充", 20261102)
    assert exported.size == exported.path.stat().st_size


def test_an_inspection_is_shown_as_plain_data(office: Path, field: Path, steward: Steward) -> None:
    shown = inspect_pack(export(office, steward).path, field, at=DAY).to_json()
    assert [(each["id"], each["effect"]) for each in shown["templates"]] == [("test/province", "new"), ("test/small", "new")]
    assert [(each["code"], each["consent"]) for each in shown["obstacles"]] == [("PCK-012", "trust_steward")]
    assert shown["signer"]["organization"] == AUTHORITY
