# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The dialogs beside the screen of an assessment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from evaluator_app.gui.dialogs.new_assessment_dialog import NewAssessmentDialog
from evaluator_app.services.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


def test_a_dialog_that_has_begun_an_assessment_may_go_at_once(workspace: Workspace, qapp: QApplication) -> None:
    dialog = NewAssessmentDialog(workspace)
    begun: list[object] = []
    dialog.begun.connect(begun.append)
    dialog.show()
    dialog.next_button.click()
    dialog.mine_form.name.setText("青山煤矿")
    dialog.next_button.click()
    dialog.person.setText("王立新")
    dialog.team_editor.lines[0].name.setText("王立新")
    dialog.next_button.click()
    assert len(begun) == 1
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    qapp.processEvents()
