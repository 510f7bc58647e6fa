# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos from a phone straight to one item: choose the network, show the code, see what comes in. The port lives with this window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.phone_delivery import PhoneDelivery
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.icons import icon
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TOUCH, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.code_view import CodeView
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.phone.addresses import LocalAddress, local_addresses
from evaluator_app.phone.page import make_page
from evaluator_app.phone.parcels import Limits, Receipt
from evaluator_app.phone.server import PhoneServer

INCOMING = "incoming"
"""Folder of a workspace for files on their way in."""


class PhoneDialog(QDialog):
    """Nothing is opened until the button is pressed; closing the window, in whatever way, closes the port."""

    def __init__(
        self,
        session: Session,
        folder: Path,
        target: str,
        place: str = "",
        *,
        addresses: Callable[[], tuple[LocalAddress, ...]] = local_addresses,
        parent: QWidget | None = None,
    ) -> None:
        """Receive for an item or an observation of the session's assessment."""
        super().__init__(parent)
        self.setWindowTitle(_("Photos from a phone"))
        self._session, self._folder, self._addresses = session, folder, addresses
        self._title = target_words(session, target)
        self.delivery = PhoneDelivery(session, target, place, self)
        self.delivery.received.connect(self._on_received)
        self.server: PhoneServer | None = None
        self.choices: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        self._received = 0
        self.code = CodeView(_("The page for the phone as a code"))
        self.url = TextLabel("", TextRole.SMALL, wraps=True, selectable=True)
        self.count = TextLabel("", TextRole.HEADING)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Photos from a phone"))
        self.banner = Banner()
        self.banner.hide()
        self.begin_button = ActionButton(_("Begin to receive"), kind=ButtonKind.PRIMARY, icon_name="photo")
        self.again_button = ActionButton(_("Look for networks again"))
        self.close_button = ActionButton(_("Close"))
        self._nothing = EmptyState("link", "", "")
        self._stack = QStackedWidget()
        self._choice_room = QVBoxLayout()
        self._build()
        self.begin_button.clicked.connect(self.begin)
        self.again_button.clicked.connect(self.look)
        self.close_button.clicked.connect(self.reject)
        open_at(self, 860, 620)
        self.look()

    def look(self) -> None:
        """Ask the system which addresses this computer has now."""
        for choice in self.choices:
            self._group.removeButton(choice)
            self._choice_room.removeWidget(choice)
            choice.deleteLater()
        self.choices = []
        for one in self._addresses():
            words = _("{address} (network {name})").format(address=one.address, name=one.interface) if one.interface else one.address
            choice = QRadioButton(words)
            choice.setMinimumHeight(scaled(TOUCH))
            choice.setProperty("address", one.address)
            self._group.addButton(choice)
            self._choice_room.addWidget(choice)
            self.choices.append(choice)
        has_any = bool(self.choices)
        if has_any:
            self.choices[0].setChecked(True)
        self._stack.setCurrentIndex(1 if has_any else 0)
        self.begin_button.setVisible(has_any)
        self.again_button.setVisible(True)
        (self.begin_button if has_any else self.again_button).setFocus()

    def begin(self) -> None:
        """Open the port on the chosen address and show its code."""
        limits = Limits()
        address = str(next(choice.property("address") for choice in self.choices if choice.isChecked()))
        page = make_page(self._session.assessment.mine.name, self._title, limits)
        try:
            self.server = PhoneServer(address, page, self._folder / INCOMING, self.delivery.take, limits)
        except UserFacingError as error:
            self.banner.set_message(words_of(error), tone=Tone.VETO)
            self.banner.show()
            return
        self.banner.hide()
        self.code.set_text(self.server.url)
        self.url.setText(self.server.url)
        self._stack.setCurrentIndex(2)
        self.begin_button.hide()
        self.again_button.hide()
        self.close_button.setText(_("Close and stop receiving"))
        self.close_button.setFocus()
        self._tell_count()

    def done(self, result: int) -> None:
        """Override QDialog.done: the port is closed before the window is."""
        self._stop()
        super().done(result)

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent: a window that goes with its owner closes the port as well; one that is minimized stays open."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._stop()

    def _stop(self) -> None:
        server, self.server = self.server, None
        self.code.set_text("")
        if server is not None:
            self.delivery.close()
            server.close()

    def _build(self) -> None:
        self._nothing.set_words(
            _("This laptop is in no network of its own."),
            _("Turn on a phone's hotspot and connect the laptop to it, or let the laptop open one. No internet is needed."),
        )
        choosing, ready = QWidget(), QWidget()
        column = QVBoxLayout(choosing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        words = (
            _("The phone must be in the same network as the laptop, such as one's own hotspot. Nothing goes to the internet."),
            _("Whoever scans the code can send photos to this item until the window is closed. What is sent is not encrypted on the way."),
        )
        for line in words:
            column.addWidget(TextLabel(line, wraps=True))
        column.addWidget(TextLabel(_("Receive in which network?"), TextRole.STRONG))
        column.addLayout(self._choice_room)
        column.addStretch(1)
        both = QHBoxLayout(ready)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(3 * GRID)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.code, 1)
        left.addWidget(TextLabel(_("Scan it with the phone's camera, or type the address:"), TextRole.MUTED, wraps=True))
        left.addWidget(self.url)
        right.addWidget(self.count)
        right.addWidget(self.list, 1)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        for page in (self._nothing, choosing, ready):
            self._stack.addWidget(page)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addStretch(1)
        for button in (self.close_button, self.again_button, self.begin_button):
            button.setMinimumHeight(scaled(TOUCH))
            foot.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        outer.setSpacing(GRID + 4)
        outer.addWidget(TextLabel(_("Photos go to: {target}").format(target=self._title), TextRole.HEADING, wraps=True))
        outer.addWidget(self.banner)
        outer.addWidget(self._stack, 1)
        outer.addLayout(foot)

    def _on_received(self, name: str, receipt: Receipt) -> None:
        line = QListWidgetItem(name if receipt.is_stored else _("{name}: {message}").format(name=name, message=receipt.message))
        line.setIcon(icon("done", Tone.DONE) if receipt.is_stored else icon("veto", Tone.VETO))
        line.setToolTip(line.text())
        self.list.insertItem(0, line)
        self._received += receipt.is_stored
        self._tell_count()

    def _tell_count(self) -> None:
        self.count.setText(_("Received and stored: {count}").format(count=self._received))


def target_words(session: Session, target: str) -> str:
    """Return what an item or an observation is called where photos are sent to it."""
    observation = session.assessment.observations.get(target)
    if observation is None:
        return session.opened.title_of(target)
    words = observation.text or observation.place
    return _("{item}: {words}").format(item=session.opened.title_of(observation.target), words=words[:60])
