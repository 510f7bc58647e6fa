# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One request of a phone: the page, or one file. Everything else is refused, briefly."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from evaluator_app.i18n import _
from evaluator_app.phone.gate import PatientReader
from evaluator_app.phone.parcels import Parcel, safe_name

if TYPE_CHECKING:
    from evaluator_app.phone.server import Listener

_PIECE = 64 * 1024
_SWALLOWED = 1024 * 1024
"""Bytes of a refused file that are still read, so that the phone hears why it was refused."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"\d{1,12}")
_UPLOAD = "photos"


class _RefusedError(Exception):
    """A request that is not answered as it wishes; the words are for whoever holds the phone."""

    def __init__(self, status: HTTPStatus, words: str = "") -> None:
        super().__init__(status)
        self.status, self.words = status, words


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.0: one request a connection, so that nothing of one can pass for another."""

    protocol_version = "HTTP/1.0"
    server_version = "phone"
    sys_version = ""

    def setup(self) -> None:
        """Override StreamRequestHandler.setup: read with patience, but not without end."""
        self._limits = self._listener.limits
        super().setup()
        self.connection.settimeout(self._limits.idle_seconds)
        self.rfile.close()
        self._reader = PatientReader(self.connection, self._limits.idle_seconds)
        self._reader.allow(self._limits.head_seconds)
        self.rfile = io.BufferedReader(self._reader)

    def do_GET(self) -> None:
        """Show the page."""
        self._answer(self._show_page)

    def do_POST(self) -> None:
        """Take one file."""
        self._answer(self._take_file)

    def do_HEAD(self) -> None:
        """Refuse all other ways of asking."""
        self._answer(self._refuse)

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = do_HEAD  # noqa: N815 - named by the base class

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Override BaseHTTPRequestHandler.send_error: say nothing of ourselves to what is no request."""
        self._listener.gate.note_mistake(str(self.client_address[0]))
        self._send(HTTPStatus(code), b"", "text/plain")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
        """Override BaseHTTPRequestHandler.log_message: addresses hold the token and are written nowhere."""

    @property
    def _listener(self) -> Listener:
        return cast("Listener", self.server)

    def _answer(self, act: Callable[[], None]) -> None:
        peer = str(self.client_address[0])
        try:
            if not self._listener.gate.admits(peer):
                raise _RefusedError(HTTPStatus.TOO_MANY_REQUESTS)
            self._require_our_place()
            act()
        except _RefusedError as refused:
            if not refused.words:
                self._listener.gate.note_mistake(peer)
            self._tell(refused.status, {"stored": False, "message": refused.words})
            self._swallow()
        except TimeoutError:
            self._tell(HTTPStatus.REQUEST_TIMEOUT, {"stored": False, "message": ""})

    def _refuse(self) -> None:
        raise _RefusedError(HTTPStatus.METHOD_NOT_ALLOWED)

    def _require_our_place(self) -> None:
        """Refuse a request that was led here under another name, as a page from elsewhere would do it."""
        if self.headers.get_all("Host", []) != [self._listener.place]:
            raise _RefusedError(HTTPStatus.MISDIRECTED_REQUEST)

    def _require_path(self, ending: str) -> None:
        token, slash, rest = self.path.removeprefix("/").partition("/")
        if not self.path.startswith("/") or not slash or rest != ending or not self._listener.is_token(token):
            raise _RefusedError(HTTPStatus.NOT_FOUND)

    def _show_page(self) -> None:
        self._require_path("")
        self._send(HTTPStatus.OK, self._listener.page.html, "text/html; charset=utf-8")

    def _take_file(self) -> None:
        self._require_path(_UPLOAD)
        if self.headers.get_all("Origin", []) != [f"http://{self._listener.place}"]:
            raise _RefusedError(HTTPStatus.FORBIDDEN)
        size, digest, name = self._announced()
        if size > self._limits.file_bytes:
            raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("This file is too large to be received."))
        if why_not := self._listener.reserve(size):
            raise _RefusedError(HTTPStatus.INSUFFICIENT_STORAGE, why_not)
        room = Path(tempfile.mkdtemp(dir=self._listener.folder))
        has_arrived = False
        try:
            self._receive(room / name, size, digest)
            has_arrived = True
            receipt = self._listener.deliver(Parcel(room / name, name, size, digest))
        except OSError as error:
            if isinstance(error, TimeoutError | ConnectionError):
                raise
            raise _RefusedError(HTTPStatus.INSUFFICIENT_STORAGE, _("The laptop could not write the file.")) from error
        finally:
            shutil.rmtree(room, ignore_errors=True)
            if not has_arrived:
                self._listener.release(size)
        self._tell(HTTPStatus.OK, {"stored": receipt.is_stored, "sha256": digest, "message": receipt.message})

    def _announced(self) -> tuple[int, str, str]:
        """Return size, digest and name as the page announces them."""
        lengths = self.headers.get_all("Content-Length", [])
        digest, given = self.headers.get("X-File-Digest", ""), self.headers.get("X-File-Name", "")
        if self.headers.get_all("Transfer-Encoding", []) or len(lengths) != 1:
            raise _RefusedError(HTTPStatus.LENGTH_REQUIRED)
        if not _NUMBER.fullmatch(lengths[0]) or int(lengths[0]) == 0 or not _DIGEST.fullmatch(digest):
            raise _RefusedError(HTTPStatus.BAD_REQUEST)
        return int(lengths[0]), digest, safe_name(unquote(given[:1000], errors="replace"))

    def _receive(self, path: Path, size: int, digest: str) -> None:
        self._reader.allow(self._limits.idle_seconds + size / self._limits.least_bytes_a_second)
        found, left = hashlib.sha256(), size
        with path.open("wb") as target:
            while left:
                piece = self.rfile.read1(min(left, _PIECE))
                if not piece:
                    raise ConnectionAbortedError("the phone broke off")
                found.update(piece)
                target.write(piece)
                left -= len(piece)
        if found.hexdigest() != digest:
            raise _RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, _("The file arrived changed; send it again."))

    def _tell(self, status: HTTPStatus, answer: dict[str, str | bool]) -> None:
        self._send(status, json.dumps(answer, ensure_ascii=False).encode(), "application/json; charset=utf-8")

    def _send(self, status: HTTPStatus, body: bytes, media_type: str) -> None:
        with suppress(OSError):
            self.connection.settimeout(self._limits.idle_seconds)
            self.send_response_only(status)
            for name, value in {
                "Content-Type": media_type,
                "Content-Length": str(len(body)),
                "Content-Security-Policy": self._listener.page.policy,
                "Cache-Control": "no-store",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY",
                "Connection": "close",
            }.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
            self.wfile.flush()

    def _swallow(self) -> None:
        if self.command != "POST":
            return
        self._reader.allow(0.5)
        left = _SWALLOWED
        with suppress(OSError):
            while left > 0 and (piece := self.rfile.read1(_PIECE)):
                left -= len(piece)
