# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The addresses by which phones nearby can reach this computer: those of private networks, asked of the system without sending anything."""

from __future__ import annotations

import os
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network

_PRIVATE = tuple(IPv4Network(network) for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8"))
_ASK_ADDRESS = 0xC0206921 if sys.platform == "darwin" else 0x8915
"""SIOCGIFADDR of the system."""


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """One address of this computer."""

    address: str
    interface: str = ""
    """The system's name of the network it belongs to, such as wlan0; empty where it is not told."""


def is_local(address: str) -> bool:
    """Tell whether an address is an IPv4 address of a private network, or of this computer alone."""
    try:
        found = IPv4Address(address)
    except AddressValueError:
        return False
    return any(found in network for network in _PRIVATE)


def local_addresses() -> tuple[LocalAddress, ...]:
    """Return the addresses that phones nearby may reach, those of home and office networks first; none without a network."""
    found = _of_interfaces() if os.name == "posix" else _of_the_name()
    kept = {one.address: one for one in found if is_local(one.address) and not IPv4Address(one.address).is_loopback}
    return tuple(sorted(kept.values(), key=_order))


def _of_interfaces() -> list[LocalAddress]:
    import fcntl

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _number, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode()[:15])
            with suppress(OSError):  # an interface without an address
                answer = fcntl.ioctl(asking.fileno(), _ASK_ADDRESS, request)
                found.append(LocalAddress(socket.inet_ntoa(answer[20:24]), name))
    return found


def _of_the_name() -> list[LocalAddress]:
    """Return what the system knows of its own name; on Windows all of its addresses."""
    with suppress(OSError):
        return [LocalAddress(str(known[4][0])) for known in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return []


def _order(one: LocalAddress) -> tuple[int, tuple[int, ...]]:
    rank = 0 if one.address.startswith("192.168.") else 2 if one.address.startswith("169.254.") else 1
    is_virtual = one.interface.startswith(("docker", "br-", "veth", "virbr", "vmnet", "tun", "tap", "utun"))
    return (rank + 3 * is_virtual, tuple(int(part) for part in one.address.split(".")))
