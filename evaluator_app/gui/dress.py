# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The language of the whole application: our own sentences and those of Qt's buttons and menus. Themes: theme.py."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from evaluator_app.i18n import CHINESE, set_language

_QT_WORDS = "qt_words"


def use_language(language: str) -> None:
    """Speak a language from now on; widgets made before keep their words."""
    set_language(language)
    app = QCoreApplication.instance()
    if app is None:
        return
    QLocale.setDefault(QLocale(language))
    for old in app.findChildren(QTranslator, _QT_WORDS):
        app.removeTranslator(old)
        old.deleteLater()
    if language == CHINESE:
        words = QTranslator(app)
        words.setObjectName(_QT_WORDS)
        if words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(words)
