# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Listens on one address of this computer for phones that know a random token, while a person keeps it open.

Whatever is not exactly what our page sends is refused. A file is put down under a name of ours, checked against the digest that the
phone computed, and handed over; the phone hears "received" only after whoever took it says that it is stored.
"""

from __future__ import annotations

import hmac
import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from threading import BoundedSemaphore, Lock, Thread

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.phone.addresses import is_local
from evaluator_app.phone.gate import Gate
from evaluator_app.phone.page import Page
from evaluator_app.phone.parcels import Limits, Parcel, Receipt
from evaluator_app.phone.talking import Handler

Deliver = Callable[[Parcel], Receipt]
"""Called in a thread of the server with each file that arrived whole; returns once it is stored, or refused."""

_LEFT = "phone-"


class Listener(ThreadingMixIn, TCPServer):
    """The open port with all that its conversations share."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False
    request_queue_size = 16

    def __init__(self, address: str, page: Page, folder: Path, deliver: Deliver, limits: Limits) -> None:
        self.page, self.folder, self.deliver, self.limits = page, folder, deliver, limits
        self.token = secrets.token_urlsafe(24)
        self.gate = Gate(limits)
        self._room = BoundedSemaphore(limits.connections)
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._files = self._bytes = 0
        super().__init__((address, 0), Handler)
        self.place = f"{address}:{self.server_address[1]}"

    def is_token(self, given: str) -> bool:
        """Tell, without giving away how far it is right, whether this is the token."""
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())

    def reserve(self, size: int) -> str:
        """Take room for a file; return why there is none, or an empty text."""
        with self._lock:
            if self._files >= self.limits.files or self._bytes + size > self.limits.all_bytes:
                return _("The laptop has received as much as it takes at once. Close the window there and open it again.")
            if shutil.disk_usage(self.folder).free < size + self.limits.spare_bytes:
                return _("The laptop's disk is nearly full; nothing more is received.")
            self._files += 1
            self._bytes += size
            return ""

    def release(self, size: int) -> None:
        """Give the room of a file back that did not arrive, so that a bad connection does not use it up."""
        with self._lock:
            self._files -= 1
            self._bytes -= size

    def verify_request(self, request: object, client_address: object) -> bool:
        """Override BaseServer.verify_request: nobody from outside private networks."""
        return isinstance(client_address, tuple) and is_local(str(client_address[0]))

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Override ThreadingMixIn.process_request: no more conversations at a time than there is room for."""
        if not isinstance(request, socket.socket) or not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def process_request_thread(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Override ThreadingMixIn.process_request_thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            if isinstance(request, socket.socket):
                with self._lock:
                    self._open.discard(request)
            self._room.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Override BaseServer.handle_error: a conversation that breaks off is nothing to tell."""

    def hang_up(self) -> None:
        """End every conversation under way."""
        with self._lock:
            under_way = list(self._open)
        for connection in under_way:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class PhoneServer:
    """Opens the port when it is made and closes it with `close`; what was not handed over by then is gone."""

    def __init__(self, address: str, page: Page, folder: Path, deliver: Deliver, limits: Limits | None = None) -> None:
        """Listen on a local address; the folder keeps files for the moment. UserFacingError if the address cannot be used."""
        if not is_local(address):
            raise UserFacingError(
                "PHN-001",
                _("{address} is not an address of a private network; phones are received on such alone.").format(address=address),
                _("Choose another address, or connect the laptop to a Wi-Fi of its own, such as a phone's hotspot."),
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for left in folder.glob(f"{_LEFT}*"):
                shutil.rmtree(left, ignore_errors=True)
            self._folder = Path(tempfile.mkdtemp(prefix=_LEFT, dir=folder))
            self._listener = Listener(address, page, self._folder, deliver, limits or Limits())
        except OSError as error:
            raise UserFacingError(
                "PHN-002",
                _("Phones cannot be received on {address}: {reason}.").format(address=address, reason=error.strerror or str(error)),
                _("Check that the laptop is still connected to that network, or choose another address."),
            ) from error
        self._thread: Thread | None = Thread(target=self._listener.serve_forever, args=(0.1,), name="phone", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """What the phone opens; whoever knows it can send files until this is closed."""
        return f"http://{self._listener.place}/{self._listener.token}/"

    @property
    def is_open(self) -> bool:
        """Whether it still listens."""
        return self._thread is not None

    def close(self) -> None:
        """Close the port and end what is under way."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._listener.shutdown()
        self._listener.server_close()
        self._listener.hang_up()
        thread.join()
        shutil.rmtree(self._folder, ignore_errors=True)
