# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where the person stands, what was seen of the item there, and, folded, what was seen of it elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from evaluator_app.domain.sightings import NOTHING, Sightings, sightings_of
from evaluator_app.domain.template import Indicator
from evaluator_app.gui.keymap import key_hint
from evaluator_app.gui.models.indicator_row import Here
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.walking import places_of


class PlaceLine(QWidget):
    """The place can be changed here whichever way the items are listed.

    *Signals:* nothing_found(): the person looked at the item here and found nothing.
    """

    nothing_found = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._indicator: Indicator | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.place = Chip("", tone=Tone.ACCENT, icon_name="place")
        self.place.setCheckable(False)
        self.place.setToolTip(_("New observations and photos begin with this place"))
        self.state = StateBadge("", Tone.OPEN)
        self.nothing = ActionButton("", kind=ButtonKind.QUIET, icon_name="done")
        self.others = ActionButton("", kind=ButtonKind.QUIET, icon_name="next")
        self.others.setCheckable(True)
        self.elsewhere = TextLabel(role=TextRole.SMALL, wraps=True)
        """What was seen at other places; whoever uses the line puts it where there is room."""
        flow = FlowLayout(self, spacing=GRID)
        for part in (self.place, self.state, self.nothing, self.others):
            flow.addWidget(part)
        self.place.clicked.connect(self._on_place_clicked)
        self.nothing.clicked.connect(self.nothing_found)
        self.others.toggled.connect(self._on_others_toggled)
        session.place_changed.connect(self._on_place_changed)
        self.elsewhere.hide()

    def show_item(self, indicator: Indicator) -> None:
        """Show where one stands, and what was seen of an item here and elsewhere."""
        if self._indicator is not None and indicator.id != self._indicator.id:
            self.others.setChecked(False)
        self._indicator = indicator
        place = self._session.place
        self.place.setText(_("At: {place}").format(place=place) if place else _("Where are you?"))
        self.place.updateGeometry()
        found = sightings_of(self._session.assessment, indicator.id)
        seen = found.get(place, NOTHING)
        self.state.set_state(_here(seen), Here(seen).tone)
        self.state.setVisible(bool(place))
        hint = key_hint("item.seen_here")
        words = _("Looked at, nothing found")
        self.nothing.setText(_("{words} ({key})").format(words=words, key=hint) if hint else words)
        self.nothing.setVisible(bool(place) and not seen.is_looked_at)
        lines = self._lines_of(indicator, place, {title: there for title, there in found.items() if title != place})
        self.others.setText(_("Other places: {count}").format(count=len(lines)))
        self.others.setVisible(bool(lines))
        self.elsewhere.setText(_("; ").join(lines))

    def menu(self) -> QMenu:
        """Return the places one can go to, those of the item first, and nowhere."""
        menu = QMenu(self)
        stops = places_of(self._session.opened)
        wanted = self._indicator.places if self._indicator else ()
        own = self._session.assessment.places
        first = [stop for stop in stops if stop.id in wanted or (stop.id in own and own[stop.id].of in wanted)]
        for part in (first, [stop for stop in stops if stop not in first]):
            for stop in part:
                action = menu.addAction(("　" if stop.depth else "") + stop.title.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(stop.title == self._session.place)
                action.triggered.connect(partial(self._on_place_chosen, stop.title))
            menu.addSeparator()
        menu.addAction(_("No place")).triggered.connect(partial(self._on_place_chosen, ""))
        return menu

    def _lines_of(self, indicator: Indicator, place: str, seen: Mapping[str, Sightings]) -> list[str]:
        titles = {each.id: each.title for each in self._session.template.places}
        asked = [titles.get(each, each) for each in indicator.places]
        asked += [each.title for each in self._session.assessment.places.values() if each.of in indicator.places]
        names = dict.fromkeys((*(title for title in asked if title != place), *seen))
        said = {title: Here(seen.get(title, NOTHING)) for title in names}
        return [_("{place}: {state}").format(place=title, state=self._word(here)) for title, here in said.items()]

    def _word(self, here: Here) -> str:
        if here.seen.faults:
            return _("{count} problems").format(count=here.seen.faults)
        return _("looked at, nothing found") if here.seen.clear else _("not looked at")

    def _on_place_clicked(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.place.mapToGlobal(QPoint(0, self.place.height() + 2)))

    def _on_place_chosen(self, title: str, checked: bool = False) -> None:
        self._session.stand_at(title)

    def _on_others_toggled(self, checked: bool) -> None:
        self.elsewhere.setVisible(checked)

    def _on_place_changed(self, place: str) -> None:
        if self._indicator is not None:
            self.show_item(self._indicator)


def _here(seen: Sightings) -> str:
    if seen.faults:
        return _("{count} problems here").format(count=seen.faults)
    return _("Looked at here") if seen.clear else _("Not looked at here")
