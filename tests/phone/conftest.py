# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A server on this computer's own address, and phones that speak to it over real sockets, well or ill."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Event

import pytest

from evaluator_app.phone.page import make_page
from evaluator_app.phone.parcels import Limits, Parcel, Receipt
from evaluator_app.phone.server import PhoneServer

PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 300
LIMITS = Limits(file_bytes=1_000_000, files=20, spare_bytes=0, head_seconds=10.0, idle_seconds=10.0)


@dataclass
class Desk:
    """Whoever takes what arrives."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    receipt: Receipt = field(default_factory=lambda: Receipt(is_stored=True))
    go: Event | None = None
    """While it is not set, nothing is said to be stored."""

    def take(self, parcel: Parcel) -> Receipt:
        if self.go is not None:
            self.go.wait(10)
        content = parcel.path.read_bytes()
        assert hashlib.sha256(content).hexdigest() == parcel.sha256
        assert len(content) == parcel.size
        self.taken.append((parcel.name, content))
        self.paths.append(parcel.path)
        return self.receipt


@dataclass
class Phone:
    """A phone that was shown the code."""

    server: PhoneServer

    @property
    def place(self) -> str:
        return self.server.url.split("/")[2]

    @property
    def address(self) -> tuple[str, int]:
        host, _colon, port = self.place.partition(":")
        return host, int(port)

    @property
    def path(self) -> str:
        return "/" + self.server.url.split("/", 3)[3]

    def ask(self, method: str = "GET", path: str | None = None, body: bytes | None = None, **headers: str | None) -> HTTPResponse:
        connection = HTTPConnection(*self.address, timeout=10)
        connection.putrequest(method, self.path if path is None else path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": self.place, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        connection.close()
        return answer

    def send(self, body: bytes = PHOTO, name: str = "IMG_0001.JPG", **headers: str | None) -> HTTPResponse:
        usual = {
            "Origin": f"http://{self.place}",
            "Content-Length": str(len(body)),
            "X-File-Name": name,
            "X-File-Digest": hashlib.sha256(body).hexdigest(),
        }
        merged = {**usual, **{key.replace("_", "-"): value for key, value in headers.items()}}
        return self.ask("POST", f"{self.path}photos", body, **merged)

    def say(self, raw: bytes, *, then: bytes = b"", wait: float = 10) -> bytes:
        """Send bytes as they are, and return all that comes back."""
        with socket.create_connection(self.address, timeout=wait) as connection:
            connection.sendall(raw)
            if then:
                connection.sendall(then)
            heard = b""
            try:
                while piece := connection.recv(65536):
                    heard += piece
            except ConnectionError:
                pass
            return heard


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def open_server(tmp_path: Path, desk: Desk) -> Iterator[Callable[..., PhoneServer]]:
    opened: list[PhoneServer] = []

    def begin(limits: Limits = LIMITS) -> PhoneServer:
        opened.append(
            PhoneServer("127.0.0.1", make_page("示例煤矿 <b>", "A1.3 标识标牌", limits), tmp_path / "incoming", desk.take, limits)
        )
        return opened[-1]

    yield begin
    for server in opened:
        server.close()


@pytest.fixture
def phone(open_server: Callable[..., PhoneServer]) -> Phone:
    return Phone(open_server())
