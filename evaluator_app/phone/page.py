# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The one page that a phone is shown: whole in itself, in the language of the program, with nothing from elsewhere."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from html import escape

from evaluator_app.i18n import CHINESE, _, current_language
from evaluator_app.paths import resource
from evaluator_app.phone.parcels import Limits


@dataclass(frozen=True, slots=True)
class Page:
    """The page, and the policy under which it is shown."""

    html: bytes
    policy: str
    """Content-Security-Policy: only its own script and style, only to where it came from."""


def make_page(mine: str, target: str, limits: Limits) -> Page:
    """Return the page that sends photos for a target of a mine."""
    nonce = secrets.token_urlsafe(18)
    words = {
        "checking": _("Being read…"),
        "sending": _("Being sent…"),
        "storing": _("Sent, being stored…"),
        "received": _("Received"),
        "failed": _("Not received: the connection was lost. Stay on the laptop's Wi-Fi and send it again."),
        "gone": _("The laptop no longer receives. Open it there again and scan the new code."),
        "large": _("Empty or too large to be sent."),
        "changed": _("Not received: it arrived changed. Send it again."),
        "again": _("Send again"),
        "summary": _("Received: {received} of {count}"),
    }
    filled = {
        "@NONCE@": nonce,
        "@LANGUAGE@": "zh-CN" if current_language() == CHINESE else "en",
        "@TITLE@": escape(_("Photos for the laptop")),
        "@MINE@": escape(mine),
        "@TARGET@": escape(target),
        "@CAMERA@": escape(_("Take a photo")),
        "@ALBUM@": escape(_("Choose from the album")),
        "@ADVICE@": escape(_("Keep this page open until all is received.")),
        "@WORDS@": json.dumps(words, ensure_ascii=False).replace("<", "\\u003c"),
        "@LIMIT@": str(limits.file_bytes),
    }
    html = resource("phone/page.html").read_text("utf-8")
    for token, text in filled.items():
        html = html.replace(token, text)
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return Page(html.encode("utf-8"), policy)
