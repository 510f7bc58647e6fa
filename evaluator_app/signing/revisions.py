# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What was added to a file after each of its signatures, and whether that is more than further signatures.

Goes beyond the reader's own judgment: a changed title or description after signing is foul play here.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.metadata.xmp_xml import parse_xmp
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.diff_analysis.policy_api import DiffResult
from pyhanko.sign.validation.status import SignatureCoverageLevel

from evaluator_app.i18n import _
from evaluator_app.signing.containers import DamageError

_LEVELS: Final = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "time_stamps",
    ModificationLevel.FORM_FILLING: "form_filling",
}
_VOLATILE_ENTRIES: Final = frozenset({"/ModDate", "/Producer"})
_VOLATILE_PROPERTIES: Final = frozenset({"ModifyDate", "MetadataDate", "Producer", "InstanceID"})
_LARGEST_DESCRIPTION: Final = 4 * 1024 * 1024


def judge_revisions(reader: PdfFileReader, signature: Any) -> str:
    """Return the kind of additions made after the signature; DamageError if they are not what its signer permits."""
    signature.compute_integrity_info()
    found = signature.summarise_integrity_info()
    if found["coverage"] not in {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}:
        raise DamageError(_("A signature does not cover all that was in the file when it was made."))
    result = found["diff_result"]
    level = _LEVELS.get(result.modification_level) if isinstance(result, DiffResult) else None
    if level is None or found["docmdp_ok"] is not True:
        raise DamageError(_("The file was changed after it was signed, in ways that its signer does not permit."))
    if _description(reader.get_historical_resolver(signature.signed_revision)) != _description(reader):
        raise DamageError(_("The title or the description of the file was changed after it was signed."))
    return level


def _description(revision: Any) -> tuple[dict[str, str], list[dict[str, object]]]:
    info = _entry(revision, revision.trailer_view, "/Info") or {}
    entries = {str(key): str(_entry(revision, info, key)) for key in info if key not in _VOLATILE_ENTRIES}
    stream = _entry(revision, _entry(revision, revision.trailer_view, "/Root"), "/Metadata")
    return entries, [] if stream is None else _statements(stream.read_data(DecodePurpose.XMP_METADATA))


def _entry(revision: Any, dictionary: Any, key: str) -> Any:
    """Return an entry as it was in that revision; the reader itself would follow references into the newest one."""
    value = dictionary.raw_get(key) if key in dictionary else None
    return revision.get_object(value.reference) if isinstance(value, IndirectObject) else value


def _statements(packet: bytes) -> list[dict[str, object]]:
    """Return what the XMP packet states, apart from when and by what it was written."""
    if len(packet) > _LARGEST_DESCRIPTION:
        raise DamageError(_("The description of the file is not fit to be read."))
    structures = parse_xmp(BytesIO(packet))
    return [{str(name): value for name, value in structure if name.local_name not in _VOLATILE_PROPERTIES} for structure in structures]
