# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A key made on a token, its certificate request, and the issued certificate put beside it; the key never leaves the token."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pkcs11
from asn1crypto import keys
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.certificates import CertificateInfo, describe, read_certificate
from evaluator_app.signing.credentials import read_credential_file
from evaluator_app.signing.requests import KINDS, Subject, request_from, request_info, write
from evaluator_app.signing.secret import Secret
from evaluator_app.signing.tokens import TokenKey, failed, session_on

_RSA_BITS: Final = 3072


def make_request_on_token(
    library: Path, pin: str | Secret, request_path: Path, *, subject: Subject, token: str = "", kind: str = KINDS[0]
) -> None:
    """Make a key on the token and write a request for it; UserFacingError where the token cannot make such a key."""
    pin = Secret(pin)
    subject.name()
    with session_on(library, pin, token=token, writing=True) as (session, _label):
        named = {"id": os.urandom(8), "label": subject.holder, "store": True}
        private_only = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}
        try:
            if kind == KINDS[0]:
                curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
                parameters = session.create_domain_parameters(KeyType.EC, curve, local=True)
                public, private = parameters.generate_keypair(private_template=private_only, **named)
                der = encode_ec_public_key(public)
            else:
                public, private = session.generate_keypair(KeyType.RSA, _RSA_BITS, private_template=private_only, **named)
                der = keys.PublicKeyInfo.wrap(keys.RSAPublicKey.load(encode_rsa_public_key(public)), "rsa").dump()
        except pkcs11.PKCS11Error as error:
            raise failed(error) from None
        info = request_info(subject, bytes(der))
        made = request_from(info, TokenKey(private).sign(info), is_elliptic=kind == KINDS[0])
        write(request_path, made)


def put_certificate_on_token(library: Path, pin: str | Secret, certificate: Path, *, token: str = "") -> CertificateInfo:
    """Put an issued certificate beside its key on the token; UserFacingError if no key there is the one it was issued for."""
    pin = Secret(pin)
    issued = read_certificate(read_credential_file(certificate), certificate.name)
    wanted = issued.public_key.dump()
    with session_on(library, pin, token=token, writing=True) as (session, label):
        try:
            for key in session.get_objects({Attribute.CLASS: ObjectClass.PUBLIC_KEY}):
                if _public(key) == wanted:
                    session.create_object(
                        {
                            Attribute.CLASS: ObjectClass.CERTIFICATE,
                            Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                            Attribute.TOKEN: True,
                            Attribute.ID: key[Attribute.ID],
                            Attribute.LABEL: describe(issued).holder,
                            Attribute.SUBJECT: issued.subject.dump(),
                            Attribute.ISSUER: issued.issuer.dump(),
                            Attribute.SERIAL_NUMBER: issued["tbs_certificate"]["serial_number"].dump(),
                            Attribute.VALUE: issued.dump(),
                        }
                    )
                    return describe(issued)
        except pkcs11.PKCS11Error as error:
            raise failed(error) from None
    raise UserFacingError(
        "SIG-055",
        _("No key on the token {label} is the one that {certificate} was issued for.").format(label=label, certificate=certificate.name),
        _("Put in the token on which the request was made."),
    )


def _public(key: pkcs11.PublicKey) -> bytes:
    if key.key_type is KeyType.EC:
        return bytes(encode_ec_public_key(key))
    return bytes(keys.PublicKeyInfo.wrap(keys.RSAPublicKey.load(encode_rsa_public_key(key)), "rsa").dump())
