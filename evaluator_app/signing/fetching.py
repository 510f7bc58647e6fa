# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The one place where signing asks the network: a question to an address that a person gave, an answer bounded in size and time.

Nothing here is needed to sign or to verify; whoever asks goes on without an answer.
"""

from __future__ import annotations

from typing import Final

from evaluator_app.errors import EvaluatorError
from evaluator_app.i18n import _

SECONDS: Final = 15.0
"""For the whole exchange."""
_REDIRECTS: Final = 3


class FetchError(EvaluatorError):
    """A sentence that says why there is no answer."""


async def fetch(
    address: str, *, largest: int, question: bytes | None = None, kind: str = "", answer_kind: str = "", seconds: float = SECONDS
) -> bytes:
    """Return what an http or https address answers, to a question (POST) or without (GET); FetchError for all that goes wrong."""
    import aiohttp

    if not address.lower().startswith(("http://", "https://")):
        raise FetchError(_("“{address}” is no http or https address.").format(address=address))
    headers = {name: value for name, value in (("Content-Type", kind), ("Accept", answer_kind)) if value}
    limit = aiohttp.ClientTimeout(total=seconds)
    try:
        async with aiohttp.ClientSession(timeout=limit, headers=headers) as session:
            asking = (
                session.get(address, max_redirects=_REDIRECTS)
                if question is None
                else session.post(address, data=question, allow_redirects=False)
            )
            async with asking as answer:
                if answer.status != 200:
                    raise FetchError(_("{address} answers with HTTP status {status}.").format(address=address, status=answer.status))
                return await _bounded(answer.content, largest, address)
    except TimeoutError:
        raise FetchError(_("{address} does not answer within {seconds:g} seconds.").format(address=address, seconds=seconds)) from None
    except (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError) as error:
        raise FetchError(_("{address} does not prove who it is (TLS): {reason}").format(address=address, reason=_distrust(error))) from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FetchError(_("{address} cannot be reached: {reason}").format(address=address, reason=_reason(error))) from None


async def _bounded(stream: object, largest: int, address: str) -> bytes:
    found = bytearray()
    async for part in stream.iter_chunked(64 * 1024):  # type: ignore[attr-defined]
        found += part
        if len(found) > largest:
            raise FetchError(_("The answer of {address} is too large.").format(address=address))
    return bytes(found)


def _distrust(error: BaseException) -> str:
    """Return what is wrong with the certificate of a server, by the numbers that OpenSSL gives to it."""
    found = getattr(error, "certificate_error", None)
    code = getattr(found, "verify_code", 0)
    for codes, sentence in (
        ({9}, _("its certificate is not valid yet.")),
        ({10}, _("its certificate has expired.")),
        ({18}, _("it vouches for itself alone.")),
        ({19, 20, 21}, _("no authority that this computer trusts vouches for it.")),
        ({62, 64}, _("its certificate names another server.")),
    ):
        if code in codes:
            return sentence
    return str(getattr(found, "verify_message", "")) or _reason(error)


def _reason(error: BaseException) -> str:
    return str(error) or type(error).__name__
