# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Taking files in beside the window: read and stored in threads of their own, attached batch by batch in the main thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from evaluator_app.errors import UserFacingError

if TYPE_CHECKING:
    from evaluator_app.evidence.intake import Batch
    from evaluator_app.services.assessing import Done, OpenAssessment
    from evaluator_app.services.taking_in import Intake, Order, TakenIn


class Importing(QObject):
    """One order after the other for one assessment; the window stays free meanwhile.

    *Signals:* progressed(int, int): files done and all; ended(TakenIn): an order was carried out, stopped, or failed.
    """

    progressed = Signal(int, int)
    ended = Signal(object)
    _arrived = Signal()

    def __init__(
        self, opened: OpenAssessment, tell: Callable[[Done], None], fail: Callable[[UserFacingError], None], parent: QObject | None = None
    ) -> None:
        """Begin with no order; tell and fail are called in the main thread with each act, and with what could not be done."""
        super().__init__(parent)
        self._opened, self._tell, self._fail = opened, tell, fail
        self._orders: deque[Order] = deque()
        self._intake: Intake | None = None
        self._thread: Thread | None = None
        self._stop = Event()
        self._found: SimpleQueue[Batch | UserFacingError | None] = SimpleQueue()
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether an order is being carried out."""
        return self._intake is not None

    def start(self, order: Order) -> None:
        """Carry an order out, after those that were given before."""
        self._orders.append(order)
        if not self.is_running:
            self._begin()

    def cancel(self) -> None:
        """Stop; what came in by then stays."""
        self._orders.clear()
        self._stop.set()

    def close(self) -> TakenIn | None:
        """Stop and wait for what is under way; what it brought is attached. Return what came of it; None if nothing was under way."""
        intake = self._intake
        self.cancel()
        while self.is_running:
            self._take(self._found.get())
        return None if intake is None else intake.taken

    def _begin(self) -> None:
        from evaluator_app.services.taking_in import Intake

        self._stop = Event()
        self._intake = Intake(self._opened, self._orders.popleft())
        self._thread = Thread(target=self._work, args=(self._intake, self._stop), name="importing", daemon=True)
        self._thread.start()

    def _work(self, intake: Intake, stop: Event) -> None:
        """Read and store, in the thread of the import."""
        end: UserFacingError | None = None
        try:
            for batch in intake.batches(stop.is_set):
                self._hand_over(batch)
        except UserFacingError as error:
            end = error
        self._hand_over(end)

    def _hand_over(self, found: Batch | UserFacingError | None) -> None:
        self._found.put(found)
        self._arrived.emit()

    def _on_arrived(self) -> None:
        try:
            found = self._found.get_nowait()
        except Empty:
            return
        self._take(found)

    def _take(self, found: Batch | UserFacingError | None) -> None:
        intake = self._intake
        if intake is None:
            return
        if found is None or isinstance(found, UserFacingError):
            self._end(intake, found)
            return
        if self._attempt(lambda: intake.attach(found)):
            self.progressed.emit(intake.taken.done, intake.taken.total)
        else:
            self.cancel()

    def _end(self, intake: Intake, error: UserFacingError | None) -> None:
        if error is not None:
            self._fail(error)
        self._attempt(intake.file)
        self._intake = None
        self.ended.emit(intake.taken)
        if self._orders:
            self._begin()

    def _attempt(self, act: Callable[[], Done | None]) -> bool:
        try:
            done = act()
        except UserFacingError as error:
            self._fail(error)
            return False
        if done is not None:
            self._tell(done)
        return True
