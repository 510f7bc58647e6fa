# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Says that the rules of an item have changed since it was judged, and what of them; one press says that the finding still holds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from evaluator_app.domain.changes import confirm_again
from evaluator_app.domain.edition_terms import edition_term
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.requirements import Aspect, Requirement, requirements
from evaluator_app.domain.template import Indicator, Prerequisite
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class AgainBanner(Banner):
    """Hidden while there is nothing to look at again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tone=Tone.FOUND, dismissible=False, parent=parent)
        self._session = session
        self._target = ""
        self._known: dict[str, Mapping[str, Requirement]] = {}
        self.action_chosen.connect(self.confirm)
        self.hide()

    def show_item(self, item: Indicator | Prerequisite) -> None:
        """Show whether an indicator or prerequisite is to be looked at again."""
        assessment = self._session.assessment
        finding = assessment.findings.get(item.id)
        edition = finding.look_again if finding else ""
        self._target = item.id if edition else ""
        self.setVisible(bool(edition))
        if edition:
            action = _("Still holds (5)") if assessment.profile.status.is_open else ""
            self.set_message("\n".join(self._lines(item, edition)), tone=Tone.FOUND, action_text=action)

    def confirm(self) -> None:
        """Record that what was found still holds; nothing happens where there is nothing to look at again."""
        if self._target:
            self._session.do(confirm_again(self._session.assessment, self._target))

    def _lines(self, item: Indicator | Prerequisite, edition: str) -> list[str]:
        lines = [_("The edition has been changed: check this again. It was judged by {edition}.").format(edition=edition)]
        was, now = self._asked(edition).get(item.id), self._asked("").get(item.id)
        if was is None or now is None:
            return lines
        changed = was.changed(now)
        if changed:
            lines.append(_("Changed: {what}").format(what=_(", ").join(worded(edition_term(aspect)) for aspect in changed)))
        if Aspect.TEXT in changed:
            lines.append(_("Before: {text}").format(text=f"{was.item.title}：{was.item.requirement}"))
        if isinstance(was.item, Indicator) and isinstance(now.item, Indicator) and Aspect.POINTS in changed:
            lines.append(_("Points: {old} → {new}").format(old=decimal_text(was.item.max_score), new=decimal_text(now.item.max_score)))
        if was.item.criterion is not None and now.item.criterion is not None and Aspect.RULE in changed:
            old, new = worded(was.item.criterion.summary()), worded(now.item.criterion.summary())
            if old != new:
                lines.append(_("Rule before: {rule}").format(rule=old))
        return lines

    def _asked(self, edition: str) -> Mapping[str, Requirement]:
        """Return what an earlier edition asked, or the one in use for ""; empty where it is not known here."""
        if edition not in self._known:
            try:
                template = self._session.opened.former_template(edition) if edition else self._session.template
            except UserFacingError:
                template = None
            self._known[edition] = requirements(template) if template is not None else {}
        return self._known[edition]
