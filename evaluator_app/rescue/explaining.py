# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What people find on the stick without this program: what it is, how to bring it back, what lies where. Chinese first, then English."""

from __future__ import annotations

from evaluator_app.i18n import CHINESE, ENGLISH, N_, translator
from evaluator_app.rescue.manifest import COPIES, EVIDENCE, FILES, WORKSPACE, CopyManifest

LANGUAGES = (CHINESE, ENGLISH)
_MARK = "\ufeff"
"""Tells programs on Windows that a text is UTF-8."""
_RULE = "\r\n\r\n" + "=" * 72 + "\r\n\r\n"
_LINES = (
    N_("Copies of the assessments of a green mine evaluator"),
    "",
    N_("Each folder in “{copies}” is one copy of everything that was in a laptop; the highest number is the newest."),
    N_("Photos and documents lie in “{evidence}”, other large files in “{files}”; all copies share them, so keep these folders together."),
    N_("Private keys and passwords are not in it. Nothing is encrypted: keep the stick as you keep the laptop."),
    "",
    N_("With the program: install it, open it, choose “Bring back a copy…”, or run"),
    "    evaluator --workspace NEW_FOLDER rescue-restore THIS_FOLDER",
    N_("It checks every file first and overwrites no assessment."),
    "",
    N_("By hand, without it:"),
    N_("1. Check: in the folder of a copy run  sha256sum -c SHA256SUMS"),
    N_("2. Copy what is in its folder “{workspace}” into an empty folder."),
    N_("3. Copy the folder “{evidence}” beside this text into the same folder."),
    N_("4. contents.txt of the copy tells the name of each file in “{files}”."),
    N_("The folder is then a workspace of the program: the database evaluator.db is SQLite, photos and documents are named by SHA-256."),
)


def readme() -> bytes:
    """Return the text that explains the folder on the stick."""
    places = {"copies": COPIES, "evidence": EVIDENCE, "files": FILES, "workspace": WORKSPACE}
    blocks = []
    for language in LANGUAGES:
        say = translator(language)
        blocks.append("\r\n".join(say(line).format(**places) if line else "" for line in _LINES))
    return (_MARK + _RULE.join(blocks) + "\r\n").encode()


def contents(manifest: CopyManifest) -> bytes:
    """Return what one copy holds: its assessments, then where each file that is no evidence lies on the stick."""
    rows = [
        f"{manifest.taken_at.isoformat(timespec='minutes')}  {manifest.by or '-'}  {manifest.computer or '-'}",
        "",
        *(f"{held.mine}  {held.acts}  {held.changed_at.isoformat(timespec='minutes')}  {held.id}" for held in manifest.assessments),
        "",
        *(f"{file.path}  <-  {file.place}" for file in manifest.files if not file.path.startswith(f"{EVIDENCE}/")),
        *(f"{left.path}  -  {left.why.value}" for left in manifest.left_out),
    ]
    return (_MARK + "\r\n".join(rows) + "\r\n").encode()
