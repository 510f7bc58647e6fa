# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the photo strip: pictures come when there is time; drop, paste, keys; one bad photo does not stop the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from evaluator_app import i18n
from evaluator_app.gui.widgets.photo_strip import Photo, PhotoStrip
from evaluator_app.gui.widgets.photo_tile import AddTile, PhotoTile

BUTTON = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def picture(color: str = "#336699") -> QImage:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


def png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())


@pytest.fixture
def strip(qtbot: QtBot) -> PhotoStrip:
    made = PhotoStrip()
    qtbot.addWidget(made)
    made.set_photos([Photo("a", "09:41", picture), Photo("b", "09:42", picture), Photo("c", "09:58", picture, badge="界外")])
    made.resize(700, 200)
    made.show()
    return made


def tiles(strip: PhotoStrip) -> list[PhotoTile]:
    return [tile for tile in strip.findChildren(PhotoTile) if tile.isVisibleTo(strip)]


def add_tile(strip: PhotoStrip) -> AddTile:
    return strip.findChildren(AddTile)[0]


def drop(strip: PhotoStrip, mime: QMimeData) -> bool:
    """Drag data over the strip and let go; return whether it was taken."""
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, BUTTON, NO_KEYS)
    enter.ignore()
    QApplication.sendEvent(strip, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, BUTTON, NO_KEYS)
    QApplication.sendEvent(strip, event)
    return event.isAccepted()


def files(*urls: QUrl) -> QMimeData:
    mime = QMimeData()
    mime.setUrls(list(urls))
    return mime


def test_dropped_files_are_handed_on_as_paths(strip: PhotoStrip, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [tmp_path / "照片 1.jpg", tmp_path / "b.png"]
    with qtbot.waitSignal(strip.files_dropped) as dropped:
        assert drop(strip, files(*(QUrl.fromLocalFile(str(path)) for path in paths)))
    assert dropped.args == [paths]


def test_a_dropped_picture_without_a_file_is_handed_on(strip: PhotoStrip, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setImageData(picture("#AA0000"))
    with qtbot.waitSignal(strip.image_pasted) as pasted:
        assert drop(strip, mime)
    assert pasted.args is not None
    assert pasted.args[0].pixelColor(3, 3).name() == "#aa0000"


def test_what_is_neither_file_nor_picture_is_refused(strip: PhotoStrip, qtbot: QtBot) -> None:
    words = QMimeData()
    words.setText("words")
    with qtbot.assertNotEmitted(strip.files_dropped), qtbot.assertNotEmitted(strip.image_pasted):
        assert not drop(strip, words)
        assert not drop(strip, files(QUrl("https://example.org/a.jpg")))


def test_nothing_is_taken_or_removed_when_the_strip_is_closed(strip: PhotoStrip, qtbot: QtBot, tmp_path: Path) -> None:
    strip.set_editable(False)
    assert not drop(strip, files(QUrl.fromLocalFile(str(tmp_path / "a.jpg"))))
    assert not strip.acceptDrops()
    assert not add_tile(strip).isVisibleTo(strip)
    assert not strip.paste()
    with qtbot.assertNotEmitted(strip.removal_requested):
        QTest.keyClick(tiles(strip)[0], Qt.Key.Key_Delete)


def test_a_picture_from_the_clipboard_is_pasted(strip: PhotoStrip, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setImage(picture("#00AA00"))
    with qtbot.waitSignal(strip.image_pasted):
        QTest.keyClick(tiles(strip)[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().setText("words")
    assert not strip.paste()


def test_photos_are_opened_and_removed_by_key(strip: PhotoStrip, qtbot: QtBot) -> None:
    second = tiles(strip)[1]
    with qtbot.waitSignal(strip.photo_opened) as opened:
        QTest.keyClick(second, Qt.Key.Key_Return)
    with qtbot.waitSignal(strip.removal_requested) as removed:
        QTest.keyClick(second, Qt.Key.Key_Delete)
    with qtbot.waitSignal(strip.photo_opened) as clicked:
        QTest.mouseClick(tiles(strip)[2], BUTTON)
    assert (opened.args, removed.args, clicked.args) == (["b"], ["b"], ["c"])


def test_the_button_that_removes_a_photo_is_there_where_the_pointer_or_the_keyboard_is(strip: PhotoStrip, qtbot: QtBot) -> None:
    _first, second, third = tiles(strip)
    assert third.findChildren(QToolButton) == []
    third.enterEvent(QEvent(QEvent.Type.Enter))
    button = third.findChild(QToolButton)
    assert isinstance(button, QToolButton)
    assert button.isVisible()
    assert third.rect().contains(button.geometry())
    third.leaveEvent(QEvent(QEvent.Type.Leave))
    assert not button.isVisible()
    third.enterEvent(QEvent(QEvent.Type.Enter))
    with qtbot.waitSignal(strip.removal_requested) as removed:
        QTest.mouseClick(button, BUTTON)
    assert removed.args == ["c"]
    strip.activateWindow()
    second.setFocus()
    qtbot.waitUntil(lambda: bool(second.findChildren(QToolButton)))
    strip.set_editable(False)
    closed = tiles(strip)[2]
    closed.enterEvent(QEvent(QEvent.Type.Enter))
    assert closed.findChildren(QToolButton) == []


def test_arrows_walk_from_photo_to_photo_to_the_add_tile(strip: PhotoStrip, qtbot: QtBot) -> None:
    strip.activateWindow()
    tiles(strip)[1].setFocus()
    qtbot.waitUntil(tiles(strip)[1].hasFocus)
    QTest.keyClick(tiles(strip)[1], Qt.Key.Key_Right)
    assert strip.focusWidget() is tiles(strip)[2]
    QTest.keyClick(tiles(strip)[2], Qt.Key.Key_Right)
    assert strip.focusWidget() is add_tile(strip)
    with qtbot.waitSignal(strip.addition_requested):
        QTest.keyClick(add_tile(strip), Qt.Key.Key_Space)


def test_pictures_are_fetched_later_and_a_broken_one_does_not_stop_the_rest(qtbot: QtBot) -> None:
    strip = PhotoStrip()
    qtbot.addWidget(strip)
    asked: list[str] = []

    def give(key: str, what: QImage | bytes | None) -> Photo:
        def load() -> QImage | bytes | None:
            asked.append(key)
            return what

        return Photo(key, key, load)

    strip.set_photos([give("missing", None), give("broken", b"no picture"), give("bytes", png(picture("#AA0000")))])
    assert asked == []
    strip.show()
    qtbot.waitUntil(lambda: all(tile.is_loaded() for tile in tiles(strip)))
    assert asked == ["missing", "broken", "bytes"]
    shown = tiles(strip)[2].grab().toImage()
    assert shown.pixelColor(shown.width() // 2, shown.height() // 3).name() == "#aa0000"


def test_a_photo_that_stays_is_not_fetched_again(strip: PhotoStrip, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: all(tile.is_loaded() for tile in tiles(strip)))
    kept = tiles(strip)[1]
    strip.set_photos([strip.photos()[1], Photo("d", "10:10", picture)])
    assert [tile.photo.key for tile in tiles(strip)] == ["b", "d"]
    assert kept in tiles(strip)
    assert kept.is_loaded()


def test_its_own_words_follow_the_language(strip: PhotoStrip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "translator", lambda language: lambda words: f"<{words}>")
    QApplication.sendEvent(strip, QEvent(QEvent.Type.LanguageChange))
    assert add_tile(strip).accessibleName() == "<Add photos>"
    assert tiles(strip)[2].accessibleName() == "<Photo: 09:58 界外>"
