# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The pad to sign on: by mouse, pen and finger; nothing is lost by resizing, and nothing empty passes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.gui.dialogs.signature_dialog import SignatureDialog
from evaluator_app.gui.widgets.signature_pad import SIZE, SignaturePad, typed_signature
from evaluator_app.gui.widgets.signature_panel import SignaturePanel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton
STROKE = ((50, 40), (120, 90), (200, 60), (260, 120))


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    made = SignaturePad()
    made.resize(450, 150)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def draw(pad: SignaturePad, *points: tuple[int, int]) -> None:
    QTest.mousePress(pad, LEFT, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(pad, QPoint(*point))
    QTest.mouseRelease(pad, LEFT, pos=QPoint(*points[-1]))


def ink(png: bytes) -> int:
    image = QImage.fromData(png)
    assert image.size() == SIZE
    return sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, SIZE.width(), 3) for y in range(0, SIZE.height(), 3))


def test_a_stroke_of_the_mouse_is_kept_in_units_of_the_pad(pad: SignaturePad, qtbot: QtBot) -> None:
    assert pad.is_empty()
    assert "还没有" not in pad.accessibleDescription()
    with qtbot.waitSignal(pad.changed):
        draw(pad, *STROKE)
    [stroke] = pad.strokes()
    assert [(round(x), round(y)) for x, y, _ink in stroke] == [(x * 2, y * 2) for x, y in STROKE]
    assert not pad.is_empty()
    assert pad.accessibleDescription().startswith("1 strokes")


def test_resizing_changes_neither_strokes_nor_picture(pad: SignaturePad, qtbot: QtBot) -> None:
    draw(pad, *STROKE)
    strokes, picture = pad.strokes(), pad.png()
    pad.resize(900, 500)
    QApplication.processEvents()
    assert pad.strokes() == strokes
    assert pad.png() == picture
    QTest.mousePress(pad, LEFT, pos=QPoint(0, 100))
    QTest.mouseMove(pad, QPoint(899, 399))
    QTest.mouseRelease(pad, LEFT, pos=QPoint(899, 399))
    (x, y, _a), (right, low, _b) = pad.strokes()[1]
    assert (x, y) == (0, 0)
    assert (round(right), round(low)) == (899, 299)


def test_undo_takes_strokes_back_and_brings_back_what_was_cleared(pad: SignaturePad) -> None:
    draw(pad, *STROKE)
    draw(pad, (300, 30), (330, 120))
    both = pad.strokes()
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.strokes() == ()
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pad.strokes() == both
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pad.strokes() == both[:1]
    pad.undo()
    assert not pad.can_undo()
    pad.undo()
    pad.clear()
    assert pad.strokes() == ()


def test_a_slip_of_the_hand_is_no_signature(pad: SignaturePad) -> None:
    draw(pad, (50, 40))
    draw(pad, (60, 40), (63, 41))
    assert len(pad.strokes()) == 2
    assert pad.is_empty()


def test_the_picture_is_black_on_white_and_the_drawing_has_every_line(pad: SignaturePad) -> None:
    assert ink(pad.png()) == 0
    draw(pad, *STROKE)
    assert ink(pad.png()) > 50
    assert pad.svg().count("<path") == 3
    assert 'viewBox="0 0 900 300"' in pad.svg()


def test_lines_stay_on_the_pad_and_other_buttons_do_not_draw(pad: SignaturePad) -> None:
    QTest.mousePress(pad, Qt.MouseButton.RightButton, pos=QPoint(50, 50))
    QTest.mouseMove(pad, QPoint(90, 90))
    QTest.mouseRelease(pad, Qt.MouseButton.RightButton, pos=QPoint(90, 90))
    assert pad.strokes() == ()
    draw(pad, (50, 40), (900, 900))
    assert pad.strokes()[0][-1][:2] == (900, 300)


def pen(pad: SignaturePad, kind: QEvent.Type, place: QPointF, pressure: float) -> None:
    device = QPointingDevice.primaryPointingDevice()
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else LEFT
    keys = Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(kind, device, place, pad.mapToGlobal(place), pressure, 0, 0, 0, 0, 0, keys, LEFT, button)
    QApplication.sendEvent(pad, event)


def test_a_pen_that_is_pressed_harder_draws_broader(pad: SignaturePad) -> None:
    pen(pad, QEvent.Type.TabletPress, QPointF(50, 50), 0.1)
    pen(pad, QEvent.Type.TabletMove, QPointF(150, 50), 0.9)
    mouse = QMouseEvent(QEvent.Type.MouseButtonPress, QPointF(9, 9), QPointF(9, 9), LEFT, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pad, mouse)  # systems send the mouse along with the pen
    pen(pad, QEvent.Type.TabletRelease, QPointF(150, 50), 0.0)
    [stroke] = pad.strokes()
    assert stroke[0][2] < stroke[1][2]
    draw(pad, *STROKE)
    assert len(pad.strokes()) == 2


def test_a_finger_draws_and_the_palm_does_not(pad: SignaturePad) -> None:
    screen = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    QTest.touchEvent(pad, screen).press(0, QPoint(40, 40), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(140, 90), pad).press(1, QPoint(300, 140), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(240, 40), pad).move(1, QPoint(310, 140), pad).commit()
    QTest.touchEvent(pad, screen).release(0, QPoint(240, 40), pad).release(1, QPoint(310, 140), pad).commit()
    [stroke] = pad.strokes()
    assert [(round(x), round(y)) for x, y, _ink in stroke] == [(80, 80), (280, 180), (480, 80)]


def test_a_typed_name_is_a_picture_of_the_same_size_and_a_long_one_fits(pad: SignaturePad) -> None:
    assert ink(typed_signature("王立新")) > 100
    assert ink(typed_signature("Aleksandrina Konstantinopolskaya " * 3)) > 100


@pytest.fixture
def panel(qtbot: QtBot) -> SignaturePanel:
    made = SignaturePanel()
    made.resize(700, 420)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_signature_needs_name_and_drawing(panel: SignaturePanel) -> None:
    assert panel.missing() == "Write the name of who signs."
    QTest.keyClicks(panel.name_field, "Zhao")
    assert panel.missing() == "Nothing is drawn on the pad yet."
    assert panel.png() == b""
    draw(panel.pad, *STROKE)
    assert (panel.missing(), panel.png()) == ("", panel.pad.png())
    QTest.mouseClick(panel.clear_button, LEFT)
    assert panel.missing() == "Nothing is drawn on the pad yet."
    QTest.mouseClick(panel.undo_button, LEFT)
    assert panel.is_signed()


def test_who_cannot_draw_has_the_name_typed(panel: SignaturePanel) -> None:
    QTest.keyClicks(panel.name_field, "Zhao")
    panel.typed_box.click()
    assert panel.pad.isHidden()
    assert panel.typed_note.isVisible()
    assert panel.png() == typed_signature("Zhao")


def test_the_dialog_goes_only_with_a_signature(qtbot: QtBot) -> None:
    dialog = SignatureDialog("独立性声明", "本人声明", "王立新")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    QTest.mouseClick(dialog.sign_button, LEFT)
    assert dialog.isVisible()
    assert dialog.mistake.text() == "Nothing is drawn on the pad yet."
    draw(dialog.panel.pad, *STROKE)
    assert dialog.mistake.isHidden()
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.sign_button, LEFT)
    assert dialog.name() == "王立新"
    assert ink(dialog.png()) > 50


def test_the_dialog_names_a_missing_name_first(qtbot: QtBot) -> None:
    dialog = SignatureDialog("会议签到表")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    QTest.mouseClick(dialog.sign_button, LEFT)
    assert dialog.mistake.text() == "Write the name of who signs."
    QTest.mouseClick(dialog.cancel_button, LEFT)
    assert not dialog.isVisible()
