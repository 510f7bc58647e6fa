# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Files that a phone sent, taken in as evidence one after the other; the phone waits until each is on the disk."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from evaluator_app.domain.assessment import Filing
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.importing import Importing
from evaluator_app.gui.session import Session
from evaluator_app.i18n import _
from evaluator_app.phone.parcels import Parcel, Receipt
from evaluator_app.services.taking_in import Order

if TYPE_CHECKING:
    from evaluator_app.services.taking_in import TakenIn

_PATIENCE = 300.0
"""Seconds that a phone waits for its file to be stored."""


@dataclass
class _Waiting:
    parcel: Parcel
    is_answered: Event = field(default_factory=Event)
    receipt: Receipt | None = None

    def answer(self, receipt: Receipt) -> None:
        self.receipt = receipt
        self.is_answered.set()


class PhoneDelivery(QObject):
    """`take` is called in threads of the server; all else happens in the main thread.

    *Signals:* received(str, Receipt): what became of a file, by its name.
    """

    received = Signal(str, object)
    _arrived = Signal(object)

    def __init__(self, session: Session, target: str, place: str, parent: QObject | None = None) -> None:
        """Take files in for an item or observation."""
        super().__init__(parent)
        self._target, self._place = target, place
        self._waiting: deque[_Waiting] = deque()
        self._reason = ""
        self._is_closed = False
        self._importing = Importing(session.opened, session.changed.emit, self._on_failed, self)
        self._importing.ended.connect(self._on_ended)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def take(self, parcel: Parcel) -> Receipt:
        """Hand a file over and wait until it is stored or refused."""
        waiting = _Waiting(parcel)
        self._arrived.emit(waiting)
        waiting.is_answered.wait(_PATIENCE)
        return waiting.receipt or Receipt(is_stored=False, message=_("The laptop no longer receives."))

    def close(self) -> None:
        """Finish what is under way and refuse what has not begun."""
        self._is_closed = True
        self._importing.close()
        while self._waiting:
            self._waiting.popleft().answer(Receipt(is_stored=False, message=_("The laptop no longer receives.")))

    def _on_arrived(self, waiting: _Waiting) -> None:
        if self._is_closed:
            waiting.answer(Receipt(is_stored=False, message=_("The laptop no longer receives.")))
            return
        self._waiting.append(waiting)
        self._importing.start(Order((waiting.parcel.path,), (self._target,), self._place, filed_by=Filing.PHONE, has_codes=True))

    def _on_failed(self, error: UserFacingError) -> None:
        self._reason = error.message

    def _on_ended(self, taken: TakenIn) -> None:
        reason, self._reason = self._reason, ""
        if not self._waiting:
            return
        waiting = self._waiting.popleft()
        if taken.added or taken.known:
            receipt = Receipt(is_stored=True)
        else:
            refused = taken.refused[0].message if taken.refused else ""
            receipt = Receipt(is_stored=False, message=refused or reason or _("The laptop could not store the file."))
        waiting.answer(receipt)
        self.received.emit(waiting.parcel.name, receipt)
