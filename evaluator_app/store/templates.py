# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Templates as they were when an assessment was begun, kept by the digest of their canonical form."""

from __future__ import annotations

import hashlib
import sqlite3

from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError, decode
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _


def pin(connection: sqlite3.Connection, template: Template) -> str:
    """Keep a template for as long as the workspace lives; return its digest."""
    body = canonical_bytes(template)
    sha256 = hashlib.sha256(body).hexdigest()
    connection.execute(
        "insert into templates (sha256, template_id, edition, body) values (?, ?, ?, ?) on conflict do nothing",
        (sha256, template.id, template.edition, body.decode()),
    )
    return sha256


def read_template(connection: sqlite3.Connection, sha256: str) -> Template:
    """Return a template by its digest; UserFacingError if it is not there or no longer what the digest says."""
    rows = connection.execute("select body from templates where sha256 = ?", (sha256,)).fetchall()
    try:
        [(text,)] = rows
        body = text.encode()
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ValueError("digest")
        return decode(Template, read_json(body))
    except (ValueError, DocumentError) as error:
        raise UserFacingError(
            "STO-012",
            _("The scoring template {digest}, by which an assessment was begun, is missing or damaged.").format(digest=sha256[:12]),
            _("Restore the last good backup, or ask for help."),
        ) from error
