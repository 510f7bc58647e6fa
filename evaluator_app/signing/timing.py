# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""When the signatures of a file were there at the latest, by time stamps that are trusted; and what their signers are worth then.

A signature's own stamp, or one of the whole file that came after it. What its signer claims proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import x509

from evaluator_app.i18n import _
from evaluator_app.signing.certificates import describe
from evaluator_app.signing.containers import SealedBy
from evaluator_app.signing.statuses import StampStatus
from evaluator_app.signing.trust import Moment, Vouched, judge_trust
from evaluator_app.signing.validation_data import ValidationData


@dataclass(frozen=True, slots=True)
class Sealed:
    """One signature of the file, the oldest first."""

    by: SealedBy | None  # None where it does not hold
    is_time_stamp: bool


@dataclass(frozen=True, slots=True)
class Timed:
    """What was found of one signature."""

    vouched: Vouched
    proven_at: datetime | None
    stamp: StampStatus | None


class Judge:
    """Judges the signatures of one file; the newest stamp first, for it proves those before it."""

    def __init__(self, roots: Sequence[x509.Certificate], known: ValidationData, at: datetime, sealed: Sequence[Sealed]) -> None:
        self.at = at
        self._roots = roots
        self._known = known
        self._sealed = sealed
        self._stamps: dict[int, Vouched] = {}
        self._proven: dict[int, datetime] = {}
        proven: datetime | None = None
        for number in range(len(sealed) - 1, -1, -1):
            if proven is not None:
                self._proven[number] = proven
            by = sealed[number].by
            if sealed[number].is_time_stamp and by is not None and by.moment is not None:
                vouched = self._vouched(by, Moment(by.moment, proven, at), time_stamp=True)
                self._stamps[number] = vouched
                if vouched.value is True and not describe(by.signer).is_sample:
                    proven = by.moment if proven is None else min(proven, by.moment)

    def timed(self, number: int, claimed: datetime | None) -> Timed:
        """Return what one signature is worth, by what its signer claims and what stamps prove."""
        by, proven = self._sealed[number].by, self._proven.get(number)
        if by is None:
            return Timed(Vouched(False, _("A damaged signature is trusted by nobody.")), None, None)
        if number in self._stamps:
            return Timed(self._stamps[number], proven, None)
        stamp = self._stamp(by.stamp, proven)
        if stamp is not None and stamp.trusted is True and not stamp.certificate.is_sample:
            proven = stamp.moment if proven is None else min(proven, stamp.moment)
        vouched = self._vouched(by, Moment(claimed, proven, self.at), time_stamp=False)
        if vouched.value is True and proven is not None and claimed is not None and claimed > proven:
            vouched = replace(vouched, reason=_("{reason} It claims a later time than its time stamp.").format(reason=vouched.reason))
        return Timed(vouched, proven, stamp)

    def _stamp(self, by: SealedBy | None, proven: datetime | None) -> StampStatus | None:
        if by is None or by.moment is None:
            return None
        vouched = self._vouched(by, Moment(by.moment, proven, self.at), time_stamp=True)
        return StampStatus(describe(by.signer), by.moment, vouched.value, vouched.reason)

    def _vouched(self, by: SealedBy, moment: Moment, *, time_stamp: bool) -> Vouched:
        known = replace(self._known, certificates=(*by.certificates, *self._known.certificates))
        return judge_trust(by.signer, self._roots, known, moment, time_stamp=time_stamp)
