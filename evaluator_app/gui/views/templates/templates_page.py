# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page of scoring templates: list, contents, details; quality and comparison; trying out, writing, publishing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.actions import Actions
from evaluator_app.gui.bench import Bench, Chosen
from evaluator_app.gui.icons import icon
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.models.templates_model import STATE_LOOKS, made_for
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.key_binding import KeyBinding
from evaluator_app.gui.views.settings_menu import SettingsButton
from evaluator_app.gui.views.templates.compare_view import CompareView
from evaluator_app.gui.views.templates.detail_pane import DetailPane
from evaluator_app.gui.views.templates.more_button import MoreButton
from evaluator_app.gui.views.templates.outline import Node, Outline
from evaluator_app.gui.views.templates.quality_view import QualityView
from evaluator_app.gui.views.templates.template_list_panel import TemplateListPanel
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.drafting import Draft
from evaluator_app.services.edits import RemoveMember
from evaluator_app.services.statements import words as state_words

TABS = ("browse", "quality", "compare")
_NARROW = 1180
"""Width, at 14 px text, under which list and tree make room for the details."""
_QUIET_MS = 250
"""Milliseconds of rest after an edit before quality is looked at again."""


class TemplatesPage(QWidget):
    """*Signals:* home_requested(); trial_requested(Template): a practice assessment that is not kept."""

    home_requested = Signal()
    trial_requested = Signal(object)

    def __init__(self, bench: Bench, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self._actions = actions
        self._bindings: list[KeyBinding] = []
        self._on_action: Callable[[], None] | None = None
        self._is_narrow: bool | None = None
        self.list_panel = TemplateListPanel(bench)
        self.outline = Outline(bench)
        self.details = DetailPane(bench)
        self.quality = QualityView(bench)
        self.compare = CompareView(bench)
        self.tabs = QTabBar()
        self.banner = Banner()
        self.banner.hide()
        self._title = ElidedLabel("", TextRole.HEADING)
        self._subtitle = ElidedLabel("", TextRole.SMALL)
        self._state = StateBadge("", Tone.FOUND)
        self.try_button = ActionButton(_("Try it out"), icon_name="next")
        self.edit_button = ActionButton(_("Edit…"), icon_name="edit")
        self.publish_button = ActionButton(_("Publish…"), kind=ButtonKind.PRIMARY, icon_name="sign")
        self.more = MoreButton(bench, self)
        self._later = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._later.timeout.connect(self.quality.refresh)
        self._build()
        self._connect()
        self._bind_keys()
        if bench.is_loaded:
            self.list_panel.refresh()
            self._on_chosen()

    def show_tab(self, tab: str) -> None:
        """Show "browse", "quality" or "compare"; ValueError for another."""
        self.details.settle()
        number = TABS.index(tab)
        self._pages.setCurrentIndex(number)  # first, for the change of the tab asks for it
        self.tabs.setCurrentIndex(number)
        if tab == "quality":
            self.quality.refresh()
            self.quality.focus_list()
        elif tab == "compare":
            self.compare.refresh()
        else:
            self.outline.tree.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: where it is narrow the list makes room."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < scaled(_NARROW)
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            outer, inner = self._splitters
            width, sizes = event.size().width(), (scaled(236), scaled(250)) if is_narrow else (scaled(318), scaled(330))
            outer.setSizes([sizes[0], width - sizes[0]])
            inner.setSizes([sizes[1], width - sum(sizes)])

    def settle(self) -> None:
        """Take over what is being typed; called before the page is left."""
        self.details.settle()

    def key_bindings(self) -> tuple[KeyBinding, ...]:
        """Return the keys of this page, for the page that lists them."""
        return tuple(self._bindings)

    def go_to(self, node: Node) -> None:
        """Show a thing of the template in its tree."""
        self.show_tab("browse")
        self.outline.go_to(node)
        if node.part == "rows":
            self.details.show_node(Node("tables", node.target.partition(" ")[0]), node.target)

    def try_out(self) -> None:
        """Ask for a practice assessment by the template that is shown."""
        self.settle()
        if template := self.bench.chosen.template:
            self.trial_requested.emit(template)

    def edit(self) -> None:
        """Begin a draft from the template that is shown."""
        from evaluator_app.gui.views.templates.new_draft_dialog import NewDraftDialog

        shelved = self.bench.chosen.shelved
        if shelved is None or shelved.template is None:
            self.show_tab("browse")
            return
        dialog = NewDraftDialog(shelved.entry, self.bench.workspace, self)
        dialog.begun.connect(self.on_begun)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def publish(self) -> None:
        """Publish the draft that is shown, or state how far a published template has come."""
        from evaluator_app.gui.views.templates.publish_dialog import PublishDialog

        self.settle()
        if self.bench.chosen.template is None:
            return
        dialog = PublishDialog(self.bench, self)
        dialog.published.connect(self._on_published)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def say(self, words: str, tone: Tone = Tone.DONE) -> None:
        """Say something over the page."""
        self.banner.set_message(words, tone=tone)
        self._banner_room.show()
        self.banner.show()

    def ask(self, words: str, action: str, on_action: Callable[[], None]) -> None:
        """Ask in the bar over the page before something is done that cannot be taken back."""
        self._on_action = on_action
        self.banner.set_message(words, tone=Tone.FOUND, action_text=action)
        self._banner_room.show()
        self.banner.show()

    def on_begun(self, draft: Draft) -> None:
        """Show a draft that was just begun."""
        self.bench.add(draft)
        self.show_tab("browse")
        self.say(_("Every change is saved at once in {file}; what is published stays as it is.").format(file=draft.path.name), Tone.ACCENT)

    def _build(self) -> None:
        head = QFrame()
        head.setObjectName("bar")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        line = QHBoxLayout(head)
        line.setContentsMargins(GRID, GRID - 2, GRID + 4, GRID - 2)
        line.setSpacing(GRID)
        self.home_button = QToolButton()
        self.home_button.setDefaultAction(self._actions.home)
        self.home_button.setFixedSize(scaled(38), scaled(38))
        line.addWidget(self.home_button)
        line.addLayout(names, 1)
        line.addWidget(self._state)
        for button in (self.try_button, self.edit_button, self.publish_button, self.more, SettingsButton(self._actions)):
            line.addWidget(button)
        self.tabs.setAccessibleName(_("Pages"))
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for word, icon_name in ((_("Browse"), "document"), (_("Quality"), "verify"), (_("Compare"), "history")):
            self.tabs.addTab(icon(icon_name, color_name="muted"), word)
        strip = QFrame()
        strip.setObjectName("bar")
        tabs = QHBoxLayout(strip)
        tabs.setContentsMargins(GRID, 0, GRID, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        inner = QSplitter(Qt.Orientation.Horizontal)
        for pane, least in ((self.outline, 200), (self.details, 320)):
            pane.setMinimumWidth(least)
            inner.addWidget(pane)
        inner.setStretchFactor(0, 2)
        inner.setStretchFactor(1, 5)
        self._pages = QStackedWidget()
        for page in (inner, self.quality, self.compare):
            self._pages.addWidget(page)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        outer = QSplitter(Qt.Orientation.Horizontal)
        self.list_panel.setMinimumWidth(220)
        outer.addWidget(self.list_panel)
        outer.addWidget(right)
        outer.setStretchFactor(0, 0)
        outer.setStretchFactor(1, 1)
        self._splitters = (outer, inner)
        for splitter in (inner, outer):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self._banner_room = QWidget()
        room = QVBoxLayout(self._banner_room)
        room.setContentsMargins(GRID + 4, GRID - 2, GRID + 4, GRID - 2)
        room.addWidget(self.banner)
        self._banner_room.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget in (head, Hairline(), self._banner_room, outer):
            whole.addWidget(widget, 1 if widget is outer else 0)

    def _connect(self) -> None:
        self.bench.chosen_changed.connect(self._on_chosen)
        self.bench.edited.connect(self._on_edited)
        self.bench.failed.connect(self._on_failed)
        self.banner.dismissed.connect(self._banner_room.hide)
        self.banner.action_chosen.connect(self._on_action_chosen)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.outline.node_chosen.connect(self._on_node_chosen)
        self.quality.node_chosen.connect(self.go_to)
        self.quality.counted.connect(self._on_counted)
        self.compare.node_chosen.connect(self.go_to)
        self.details.add_requested.connect(self._on_add_requested)
        self.details.remove_requested.connect(self._on_remove_requested)
        self.details.errors_requested.connect(partial(self.show_tab, "quality"))
        self.try_button.clicked.connect(self.try_out)
        self.edit_button.clicked.connect(self.edit)
        self.publish_button.clicked.connect(self.publish)

    def _bind_keys(self) -> None:
        for number, (tab, word) in enumerate(zip(TABS, (_("Browse"), _("Quality"), _("Compare")), strict=True), 1):
            self._bind(word, f"Alt+{number}", partial(self.show_tab, tab))
        self._bind(_("Try it out"), "F5", self.try_out)
        self._bind(_("Edit…").rstrip("…"), "Ctrl+E", self.edit)
        self._bind(_("Publish…").rstrip("…"), "Ctrl+P", self.publish)
        self._bind(_("Back to all assessments"), "Alt+Left", self.home_requested.emit)
        self._bindings.append(KeyBinding(_("Search templates"), "Ctrl+K"))
        self._bindings.append(KeyBinding(_("Search items, codes, documents"), "Ctrl+F"))

    def _bind(self, name: str, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        self._bindings.append(KeyBinding(name, keys))

    def _show_head(self) -> None:
        chosen = self.bench.chosen
        template = chosen.template
        is_draft = chosen.draft is not None
        self._title.set_text(chosen.title)
        edition = str(chosen.data.get("edition", ""))
        draft = chosen.draft
        several = _("holds for {count} templates, shown over one").format(count=len(draft.over)) if draft and draft.is_common else ""
        self._subtitle.set_text("  ·  ".join(filter(None, (made_for(template) if template else "", edition, several))))
        self._state.setVisible(is_draft or chosen.shelved is not None)
        if is_draft:
            self._state.set_state(_("Being written"), Tone.OPEN, "edit")
        elif chosen.shelved is not None and chosen.shelved.state is not None:
            tone, icon_name = STATE_LOOKS[chosen.shelved.state]
            self._state.set_state(worded(term(chosen.shelved.state)), tone, icon_name)
        else:
            self._state.set_state(_("Cannot be used"), Tone.VETO, "found")
        self.edit_button.setVisible(not is_draft)
        self.publish_button.setText(_("Publish…") if is_draft else _("Approve…"))
        for button in (self.try_button, self.edit_button, self.publish_button):
            button.setEnabled(template is not None)
        self._actions.undo.setEnabled(bool(draft and draft.undoable))
        self._actions.redo.setEnabled(bool(draft and draft.redoable))

    def _on_chosen(self) -> None:
        self._show_head()
        self.outline.show_template()
        self.details.show_node(self.outline.tree.node() or Node(""))
        self.quality.refresh()
        self.compare.choose_again()
        if self._pages.currentIndex() == TABS.index("compare"):
            self.compare.refresh()

    def _on_edited(self) -> None:
        self._show_head()
        self._banner_room.hide()
        self.outline.show_template()
        self.details.refresh()
        self._later.start()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserFacingError):
            self.say(words_of(error), Tone.VETO)
        else:
            raise error

    def _on_tab_changed(self, number: int) -> None:
        if self._pages.currentIndex() != number:
            self.show_tab(TABS[number])

    def _on_node_chosen(self, node: Node) -> None:
        if node != self.details.node:
            self.details.show_node(node)

    def _on_counted(self, count: int) -> None:
        self.tabs.setTabText(1, f"{_('Quality')}  {count}" if count else _("Quality"))

    def _on_add_requested(self, node: Node) -> None:
        from evaluator_app.gui.views.templates.add_dialog import AddDialog

        dialog = AddDialog(self.bench, node, self)
        dialog.accepted.connect(lambda: self.go_to(dialog.added or node))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_remove_requested(self, node: Node) -> None:
        if self.bench.do(RemoveMember(node.part, node.target)):
            self.details.show_node(self.outline.tree.node() or Node(""))
            self.say(_("Removed. Ctrl+Z takes it back."), Tone.ACCENT)

    def _on_action_chosen(self) -> None:
        self._banner_room.hide()
        act, self._on_action = self._on_action, None
        if act is not None:
            act()

    def _on_published(self, entry: CatalogEntry) -> None:
        def show() -> None:
            found = next((each for each in self.bench.stock.shelf if each.entry.digest == entry.digest), None)
            if found is not None:
                self.bench.choose(Chosen(shelved=found))
            self._say_published(entry)

        self.bench.reload(show)

    def _say_published(self, entry: CatalogEntry) -> None:
        """Say what the template is now: a signature that counts for nothing here must not look like an approval."""
        approval = self.bench.workspace.approval_of(entry.digest)
        if approval.doubt:
            words = _("Signed, but the signature does not count here, and “{title}” stays as it was. {reason}")
            self.say(words.format(title=entry.title, reason=approval.doubt), Tone.FOUND)
        elif approval.endorsement is not None and entry.template is not None:
            self.say(_("“{title}”: {state}.").format(title=entry.title, state=state_words(approval, entry.template)))
        else:
            self.say(_("“{title}”, edition {edition}, is published.").format(title=entry.title, edition=entry.edition))
