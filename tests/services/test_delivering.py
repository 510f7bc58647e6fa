# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""From a completed assessment to a signed report, and what a clerk is told about it and about altered copies."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.changes import change_status, record_outcome
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import ENGLISH, set_language
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.credentials import KeyFile
from evaluator_app.services.delivering import reopen, write_report
from evaluator_app.services.report_data import DATA_NAME, read_report_data, report_data
from evaluator_app.services.sample import PRACTICE_PASSWORD, SAMPLE_ID, Played
from evaluator_app.services.signing_reports import sign_report
from evaluator_app.services.verifying import verify_report
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.credentials import load_credential
from evaluator_app.signing.pdf_signatures import SignatureField, sign_pdf
from evaluator_app.signing.sample_credential import create_sample_credential
from evaluator_app.signing.secret import Secret

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def folder(story: Played) -> Path:
    """Return where the story left everything."""
    return next(iter(story.files.values())).parent


def answers(path: Path) -> dict[str, bool | None]:
    """Return what verification says of a file."""
    return {name: answer.value for name, answer in verify_report(path, at=NOW).answers.items()}


def test_the_story_ends_with_a_sound_report_by_a_practice_signer(story: Played) -> None:
    values = {name: answer.value for name, answer in story.verification.answers.items()}
    asked = {name: values[name] for name in ("intact", "trusted", "named", "complete", "matches", "recomputes", "approved")}
    assert asked == {name: name != "approved" for name in asked}
    assert [signature.is_sample for signature in story.verification.signatures] == [True] * 6
    assert all(path.exists() for path in story.files.values())


def test_the_verification_is_one_object_with_a_reason_for_every_answer(story: Played) -> None:
    read = json.loads((folder(story) / "verification.json").read_bytes())
    assert set(read["reasons"]) | {"reasons", "sound", "file", "report", "missing", "long_term", "signatures"} == set(read)
    assert all(read["reasons"].values())


def test_the_same_assessment_gives_the_same_report_byte_for_byte(story: Played, tmp_path: Path) -> None:
    with Workspace(folder(story) / "workspace") as workspace:
        opened = workspace.open_assessment(SAMPLE_ID)
        first = write_report(opened, tmp_path / "1.pdf", issued_on=date(2025, 9, 20))
        second = write_report(opened, tmp_path / "2.pdf", issued_on=date(2025, 9, 20))
    assert first == second
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


def test_the_language_of_the_window_does_not_change_the_report(story: Played, tmp_path: Path) -> None:
    with Workspace(folder(story) / "workspace") as workspace:
        opened = workspace.open_assessment(SAMPLE_ID)
        write_report(opened, tmp_path / "1.pdf", issued_on=date(2025, 9, 20))
        set_language(ENGLISH)
        write_report(opened, tmp_path / "2.pdf", issued_on=date(2025, 9, 20))
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


def test_the_signed_file_begins_with_the_unsigned_one(story: Played) -> None:
    unsigned = (folder(story) / "report-unsigned.pdf").read_bytes()
    assert (folder(story) / "report.pdf").read_bytes().startswith(unsigned)


def test_a_signed_assessment_is_closed_for_good(story: Played) -> None:
    with Workspace(folder(story) / "workspace") as workspace:
        opened = workspace.open_assessment(SAMPLE_ID)
        assert opened.assessment.profile.status is AssessmentStatus.SIGNED
        with pytest.raises(UserFacingError, match="ASM-001"):
            opened.do(record_outcome(opened.assessment, "site.signs", Outcome.MET))
        with pytest.raises(UserFacingError, match="ASM-004"):
            reopen(opened)


def test_one_changed_byte_makes_the_report_not_intact(story: Played, tmp_path: Path) -> None:
    data = (folder(story) / "report.pdf").read_bytes()
    for position in (100, len(data) // 3, len(data) // 2, len(data) - 3000, len(data) - 2):
        altered = tmp_path / "altered.pdf"
        altered.write_bytes(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])
        assert answers(altered)["intact"] is False, position


def _with_data(story: Played, target: Path, old: bytes, new: bytes) -> Path:
    """Write the unsigned report with other data inside."""
    with pikepdf.open(folder(story) / "report-unsigned.pdf") as pdf:
        attached = bytes(pdf.attachments[DATA_NAME].get_file().read_bytes())
        assert old in attached
        moment = "D:20250920000000+00'00'"
        replaced = attached.replace(old, new)
        pdf.attachments[DATA_NAME] = pikepdf.AttachedFileSpec(
            pdf, replaced, filename=DATA_NAME, mime_type="application/json", creation_date=moment, mod_date=moment, description=""
        )
        pdf.save(target)
    return target


def sign_anyway(story: Played, report: Path) -> None:
    """Sign a report with other means than ours, which look at nothing."""
    now = datetime.now(UTC)
    credential = load_credential(folder(story) / "sample-credential.p12", PRACTICE_PASSWORD, now=now)
    with pikepdf.open(report) as pdf:
        places = json.loads(pdf.attachments["signature-places.json"].get_file().read_bytes())
    fields = [SignatureField(place["slot"], place["page"], tuple(place["box"]), place["label"]) for place in places]
    sign_pdf(report, report, credential, fields=fields, field_name="assessor-wang", signed_at=now)


def test_an_altered_report_is_not_signed(story: Played, tmp_path: Path) -> None:
    altered = tmp_path / "altered.pdf"
    with pikepdf.open(folder(story) / "report-unsigned.pdf") as pdf:
        pdf.pages[6].contents_add(b"q 1 1 1 rg 100 600 200 40 re f Q")
        pdf.save(altered)
    with pytest.raises(UserFacingError, match="REP-014"):
        sign_report(
            altered,
            tmp_path / "signed.pdf",
            KeyFile(folder(story) / "sample-credential.p12", Secret(PRACTICE_PASSWORD)),
            signed_at=datetime.now(UTC),
        )
    assert not (tmp_path / "signed.pdf").exists()


def test_pages_that_say_other_than_the_data_are_noticed_although_well_signed(story: Played, tmp_path: Path) -> None:
    altered = _with_data(story, tmp_path / "altered.pdf", "没有开展职工满意度调查".encode(), "开展了职工满意度调查啊".encode())
    sign_anyway(story, altered)
    found = answers(altered)
    assert (found["intact"], found["matches"], found["recomputes"]) == (True, False, True)


def test_a_score_edited_in_the_data_does_not_recompute(story: Played, tmp_path: Path) -> None:
    altered = _with_data(story, tmp_path / "altered.pdf", b'"secured":"89.84"', b'"secured":"98.48"')
    sign_anyway(story, altered)
    found = answers(altered)
    assert (found["intact"], found["matches"], found["recomputes"]) == (True, False, False)


def test_a_white_box_over_a_figure_is_noticed(story: Played, tmp_path: Path) -> None:
    altered = tmp_path / "altered.pdf"
    with pikepdf.open(folder(story) / "report-unsigned.pdf") as pdf:
        pdf.pages[6].contents_add(b"q 1 1 1 rg 100 600 200 40 re f Q")
        pdf.save(altered)
    assert answers(altered)["matches"] is False


def test_a_font_that_shows_other_letters_than_it_claims_is_noticed(story: Played, tmp_path: Path) -> None:
    altered = tmp_path / "altered.pdf"
    with pikepdf.open(folder(story) / "report-unsigned.pdf") as pdf:
        font = next(iter(pdf.pages[6].resources.Font.values()))
        meaning = font.ToUnicode.read_bytes()
        font.ToUnicode.write(meaning.replace(b"beginbfchar", b"beginbfchar ", 1))
        pdf.save(altered)
    assert answers(altered)["matches"] is False


def test_an_unsigned_report_is_said_to_be_unsigned(story: Played) -> None:
    found = answers(folder(story) / "report-unsigned.pdf")
    asked = {"intact": None, "trusted": None, "named": None, "complete": False, "matches": True, "recomputes": True, "approved": False}
    assert {name: found[name] for name in asked} == asked


def test_a_foreign_pdf_carries_nothing_to_judge(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(foreign)
    found = answers(foreign)
    assert (found["matches"], found["recomputes"], found["approved"]) == (None, None, None)


def test_the_report_of_an_open_assessment_is_marked_as_draft_and_cannot_be_signed(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    draft, credential = tmp_path / "draft.pdf", tmp_path / "wang.p12"
    write_report(coal_mine, draft, issued_on=date(2026, 11, 21))
    create_sample_credential(credential, "secret", holder="王示范", organization="试验机构", now=NOW)
    with pytest.raises(UserFacingError, match="REP-012"):
        sign_report(draft, tmp_path / "signed.pdf", KeyFile(credential, Secret("secret")), signed_at=NOW)
    assert not (tmp_path / "signed.pdf").exists()


def test_someone_without_a_place_on_the_signature_page_cannot_sign(story: Played, tmp_path: Path) -> None:
    credential = tmp_path / "stranger.p12"
    create_sample_credential(credential, "secret", holder="路人甲", organization="别家", now=NOW)
    with pytest.raises(UserFacingError, match="REP-013"):
        sign_report(folder(story) / "report-unsigned.pdf", tmp_path / "signed.pdf", KeyFile(credential, Secret("secret")), signed_at=NOW)


def test_a_pdf_that_is_no_report_of_ours_is_not_signed(tmp_path: Path) -> None:
    foreign, credential = tmp_path / "foreign.pdf", tmp_path / "wang.p12"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(foreign)
    create_sample_credential(credential, "secret", holder="王示范", organization="试验机构", now=NOW)
    with pytest.raises(UserFacingError, match="REP-011"):
        sign_report(foreign, tmp_path / "signed.pdf", KeyFile(credential, Secret("secret")), signed_at=NOW)


def test_report_data_read_back_are_the_same(coal_mine: OpenAssessment) -> None:
    data = report_data(coal_mine.assessment, coal_mine.template, issued_on=date(2026, 1, 2), language=ENGLISH)
    read = read_report_data(data)
    assert (read.assessment, read.template, read.issued_on) == (coal_mine.assessment, coal_mine.template, date(2026, 1, 2))
    assert canonical_bytes(read_json(data)) == data


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_poppler_gives_the_words_back_and_agrees_on_the_signature(story: Played) -> None:
    report = folder(story) / "report.pdf"
    text = subprocess.run(["pdftotext", str(report), "-"], capture_output=True, check=True).stdout.decode()
    for words in ("评分模板未经核定", "示例煤矿（练习）", "采区回采率", "矸石山北坡", "扣分台账"):
        assert words in text
    told = subprocess.run(["pdfsig", str(report)], capture_output=True, check=False).stdout.decode()
    assert "Signature is Valid" in told
    assert "Total document signed" in told


def test_rare_characters_reach_the_page_and_an_unknown_one_is_named(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    from evaluator_app.domain.changes import record_remark

    coal_mine.do(record_remark(coal_mine.assessment, "site.zoning", "矸石、硐室、磴口、𬭊、CO₂、10⁻⁵、☑"))
    write_report(coal_mine, tmp_path / "report.pdf", issued_on=date(2026, 11, 21))
    coal_mine.do(record_remark(coal_mine.assessment, "site.zoning", "\U000e0041"))
    with pytest.raises(UserFacingError, match="REP-001"):
        write_report(coal_mine, tmp_path / "other.pdf", issued_on=date(2026, 11, 21))
    assert not (tmp_path / "other.pdf").exists()


def test_the_attachment_is_the_canonical_form_of_what_the_workspace_holds(story: Played) -> None:
    with pikepdf.open(io.BytesIO((folder(story) / "report.pdf").read_bytes())) as pdf:
        attached = read_report_data(bytes(pdf.attachments[DATA_NAME].get_file().read_bytes()))
    assert attached.assessment.profile.status is AssessmentStatus.COMPLETED
    with Workspace(folder(story) / "workspace") as workspace:
        kept = workspace.open_assessment(SAMPLE_ID)
        assert kept.assessment.observations == attached.assessment.observations
        assert kept.template == attached.template


def _photo(coal_mine: OpenAssessment, tmp_path: Path) -> Path:
    from PIL import Image

    Image.new("RGB", (64, 48), "green").save(tmp_path / "照片.jpg")
    coal_mine.add_files([tmp_path / "照片.jpg"], ["site.zoning"])
    (evidence,) = coal_mine.assessment.evidence.values()
    coal_mine.prepare_pictures()
    return coal_mine.file_of(evidence)


@pytest.mark.parametrize("is_swapped", [True, False])
def test_a_report_does_not_vouch_for_evidence_that_was_swapped_or_lost(coal_mine: OpenAssessment, tmp_path: Path, is_swapped: bool) -> None:
    kept = _photo(coal_mine, tmp_path)
    coal_mine.do(change_status(coal_mine.assessment, AssessmentStatus.COMPLETED))
    write_report(coal_mine, tmp_path / "good.pdf", issued_on=date(2026, 11, 21))
    if is_swapped:
        kept.write_bytes(b"another photo")
    else:
        kept.unlink()
    with pytest.raises(UserFacingError, match=r"ASM-007.*照片\.jpg"):
        write_report(coal_mine, tmp_path / "bad.pdf", issued_on=date(2026, 11, 21))
    assert not (tmp_path / "bad.pdf").exists()


def test_a_report_does_not_vouch_for_records_changed_past_the_journal(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    coal_mine.do(record_outcome(coal_mine.assessment, "site.facilities", Outcome.NOT_MET))
    coal_mine.do(change_status(coal_mine.assessment, AssessmentStatus.COMPLETED))
    with closing(sqlite3.connect(tmp_path / "workspace" / "evaluator.db")) as connection, connection:
        connection.execute("update records set body = replace(body, 'not_met', 'met') where kind = 'finding'")
    with pytest.raises(UserFacingError, match=r"ASM-006.*site\.facilities"):
        write_report(coal_mine, tmp_path / "bad.pdf", issued_on=date(2026, 11, 21))
