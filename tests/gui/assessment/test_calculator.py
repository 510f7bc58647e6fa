# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The calculator of the rates, driven by real clicks and keys: from the value field, through the dialog, back into the item."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Answer
from evaluator_app.domain.changes import record_answer
from evaluator_app.domain.completeness import problems
from evaluator_app.domain.three_rates import Calculation, CalculationRow, Method, Quantity, RateKind, Unit
from evaluator_app.gui.dialogs.rate_dialog import RateDialog
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.item.calculation_line import CalculationLine
from evaluator_app.gui.views.item.value_field import ValueField
from evaluator_app.i18n import set_language

D = Decimal
Key = Qt.Key
ITEM = "extraction.recovery"

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh_CN")


def key(which: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, which, modifier)


def type_in(words: str) -> None:
    """Type where the keyboard is; Chinese comes as an input method sends it."""
    focused: QWidget | None = QApplication.focusWidget()
    assert focused is not None
    if words.isascii():
        QTest.keyClicks(focused, words)
    else:
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(focused, event)


def choose(box: QComboBox, data: object) -> None:
    """Choose in a list by keys."""
    box.setFocus()
    while box.currentData() != data:
        before = box.currentIndex()
        QTest.keyClick(box, Key.Key_Down)
        assert box.currentIndex() != before


@pytest.fixture
def dialog(qtbot: QtBot) -> Callable[..., RateDialog]:
    def open_dialog(kind: RateKind, calculation: Calculation | None = None, value: Decimal | None = None) -> RateDialog:
        made = RateDialog("回采率", kind, calculation, value)
        qtbot.addWidget(made)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    return open_dialog


def line_of(view: AssessmentView) -> CalculationLine:
    (block,) = view.item_panel.form.blocks
    assert block.values is not None
    return block.values.calculations["value"]


def field_of(view: AssessmentView) -> ValueField:
    (block,) = view.item_panel.form.blocks
    assert block.values is not None
    field = block.values.rows["value"].field
    assert isinstance(field, ValueField)
    return field


def open_calculator(view: AssessmentView, qtbot: QtBot) -> RateDialog:
    """Click the button under the value."""
    QTest.mouseClick(line_of(view).button, Qt.MouseButton.LeftButton)
    (dialog,) = [found for found in view.window().findChildren(RateDialog) if found.isVisible()]
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_rate_is_computed_by_keys_alone_taken_over_and_undone_in_one_step(
    session: Session, show: Callable[[Session], AssessmentView], qtbot: QtBot
) -> None:
    session.look_at(ITEM)
    view = show(session)
    dialog = open_calculator(view, qtbot)
    assert dialog.form.method is Method.DISTRICT_RECOVERY
    assert dialog.outcome.text() == "Coal output of the district is missing"
    assert not dialog.take_button.isEnabled()
    type_in("80.97")
    key(Key.Key_Return)
    type_in("100")
    assert dialog.outcome.text() == "80.97 %\n80.97 万t ÷ 100 万t × 100 % = 80.97 %"
    key(Key.Key_Return)
    assert dialog.take_button.hasFocus()
    key(Key.Key_Return)
    assert not dialog.isVisible()
    answer = session.assessment.answer(ITEM)
    quantities = {"output": Quantity(D("80.97"), Unit.TEN_THOUSAND_TONNES), "drawn": Quantity(D(100), Unit.TEN_THOUSAND_TONNES)}
    assert answer.values == {"value": D("80.97")}
    assert answer.calculations == {"value": Calculation(Method.DISTRICT_RECOVERY, (CalculationRow("", quantities),))}
    assert field_of(view).text() == "80.97"
    assert "Computed: Σ coal output" in view.item_panel.form.blocks[0].result.text()
    session.undo()
    assert session.assessment.answer(ITEM).calculations == {}
    assert field_of(view).text() == ""


def test_tab_comes_by_everything_where_it_stands(dialog: Callable[..., RateDialog]) -> None:
    made = dialog(RateKind.MINING_RECOVERY)
    type_in("90")
    key(Key.Key_Tab)
    type_in("t")
    key(Key.Key_Tab)
    type_in("100")
    key(Key.Key_Tab)
    key(Key.Key_Tab)
    assert made.form.add_button.hasFocus()
    key(Key.Key_Space)
    assert len(made.form.rows) == 2
    assert made.form.rows[1].fields["output"].unit() == "t"
    type_in("东翼采区")
    key(Key.Key_Return)
    assert made.form.rows[1].fields["output"].number.hasFocus()
    made.form.rows[1].fields["drawn"].units.setFocus()
    key(Key.Key_Tab)
    key(Key.Key_Tab)
    assert made.cancel_button.hasFocus()


def test_districts_are_added_weighted_marked_as_derived_and_taken_out(dialog: Callable[..., RateDialog]) -> None:
    made = dialog(RateKind.MINING_RECOVERY)
    type_in("90")
    key(Key.Key_Return)
    type_in("100")
    assert not made.outcome.is_marked_derived()
    QTest.mouseClick(made.form.add_button, Qt.MouseButton.LeftButton)
    assert made.form.rows[1].title.hasFocus()
    assert made.outcome.value() == 90, "a row left blank does not count"
    type_in("东翼采区")
    key(Key.Key_Return)
    type_in("15")
    assert made.outcome.text() == "东翼采区: Reserves drawn on in the district is missing"
    key(Key.Key_Return)
    type_in("30")
    assert made.outcome.value() == D("80.77")
    assert made.outcome.is_marked_derived()
    assert "东翼采区: 15 万t ÷ 30 万t × 100 % = 50 %" in made.outcome.text()
    QTest.mouseClick(made.form.rows[0].remove, Qt.MouseButton.LeftButton)
    assert made.outcome.value() == 50
    assert not made.form.rows[0].remove.isVisible()


def test_units_are_chosen_and_converted(dialog: Callable[..., RateDialog]) -> None:
    made = dialog(RateKind.UTILIZATION)
    type_in("30")
    key(Key.Key_Return)
    type_in("400000")
    used, produced = made.form.rows[0].fields.values()
    produced.units.setFocus()
    key(Key.Key_Down)
    assert (used.unit(), produced.unit(), made.outcome.value()) == ("万t", "t", D(75))
    key(Key.Key_Down)
    assert made.outcome.text() == "A mass and a volume stand side by side; give both in t or both in m³"
    assert not made.take_button.isEnabled()


def test_published_iron_molybdenum_and_unused_gold_come_out_and_are_kept_without_decimals(
    dialog: Callable[..., RateDialog], qtbot: QtBot
) -> None:
    made = dialog(RateKind.ASSOCIATED_UTILIZATION)
    taken: list[tuple[Calculation, Decimal]] = []
    made.taken_over.connect(lambda calculation, value: taken.append((calculation, value)))
    for name, rates in (("Fe", ("75", "93")), ("Mo", ("78", "80")), ("Au", ())):
        if name != "Fe":
            QTest.mouseClick(made.form.add_button, Qt.MouseButton.LeftButton)
        row = made.form.rows[-1]
        row.title.setFocus()
        type_in(name)
        for rate in rates:
            key(Key.Key_Return)
            type_in(rate)
    made.form.rows[-1].unused.setFocus()
    key(Key.Key_Space)
    assert not made.form.rows[-1].fields["mining_recovery"].isEnabled()
    assert "44.05 %" in made.outcome.text()
    assert "Mean: 132.15 ÷ 3 = 44.05 %" in made.outcome.text()
    made.outcome.places.setFocus()
    key(Key.Key_Home)
    assert made.outcome.text().startswith("≈ 44 %")
    key(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ((calculation, value),) = taken
    assert value == 44
    assert [row.is_unused for row in calculation.rows] == [False, False, True]
    again = dialog(RateKind.ASSOCIATED_UTILIZATION, calculation, value)
    assert again.form.calculation() == calculation
    assert again.outcome.value() == 44


def test_a_method_keeps_what_was_typed_while_another_is_looked_at(dialog: Callable[..., RateDialog]) -> None:
    made = dialog(RateKind.PROCESSING_RECOVERY)
    type_in("40")
    choose(made.method, Method.TWO_PRODUCT)
    key(Key.Key_Tab)
    for grade in ("30", "65", "8"):
        type_in(grade)
        key(Key.Key_Return)
    assert made.outcome.value() == D("83.63")
    assert made.outcome.is_marked_derived()
    made.method.setFocus()
    key(Key.Key_Up)
    assert made.form.method is Method.COMPONENT_MASSES
    assert made.form.rows[0].fields["concentrate"].amount() == 40


def test_a_concentrate_poorer_than_its_feed_is_refused_in_words(dialog: Callable[..., RateDialog]) -> None:
    made = dialog(RateKind.PROCESSING_RECOVERY)
    choose(made.method, Method.TWO_PRODUCT)
    key(Key.Key_Tab)
    for grade in ("30", "20", "8"):
        type_in(grade)
        key(Key.Key_Return)
    assert made.outcome.text() == "The concentrate cannot be poorer than the feed"
    key(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert made.isVisible()
    key(Key.Key_Escape)
    assert not made.isVisible()


def test_a_value_typed_over_its_calculation_is_named_and_either_can_go(
    session: Session, show: Callable[[Session], AssessmentView], qtbot: QtBot
) -> None:
    session.look_at(ITEM)
    quantities = {"output": Quantity(D(81), Unit.TONNES), "drawn": Quantity(D(100), Unit.TONNES)}
    calculation = Calculation(
        Method.ORE_RECOVERY, (CalculationRow("", {"recovered": quantities["output"], "reserves": quantities["drawn"]}),)
    )
    session.do(record_answer(session.assessment, ITEM, "", Answer(values={"value": D(81)}, calculations={"value": calculation})))
    view = show(session)
    assert line_of(view).text() == ""
    field = field_of(view)
    field.setFocus()
    field.selectAll()
    type_in("82.5")
    key(Key.Key_Return)
    words = "Recorded is 82.5 %, but the calculation gives 81 %"
    assert line_of(view).text() == words
    found = problems(session.template, session.assessment, session.card)
    assert [problem.target for problem in found if problem.code == "ASM-136"] == [ITEM]
    dialog = open_calculator(view, qtbot)
    assert dialog.form.calculation() == calculation
    QTest.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert session.assessment.answer(ITEM).calculations == {}
    assert session.assessment.answer(ITEM).values == {"value": D("82.5")}


def test_a_value_that_is_emptied_takes_its_calculation_away(session: Session, show: Callable[[Session], AssessmentView]) -> None:
    session.look_at(ITEM)
    loss = Calculation(Method.RECOVERY_FROM_LOSS, (CalculationRow("", {"loss": Quantity(D(19), Unit.PERCENT)}),))
    session.do(record_answer(session.assessment, ITEM, "", Answer(values={"value": D(81)}, calculations={"value": loss})))
    view = show(session)
    assert line_of(view).button.text() == "Open the calculation …"
    field_of(view).setFocus()
    field_of(view).selectAll()
    key(Key.Key_Delete)
    key(Key.Key_Return)
    assert session.assessment.answer(ITEM).calculations == {}
    assert session.assessment.answer(ITEM).values == {}


def test_a_value_that_no_method_computes_has_no_calculator(session: Session, show: Callable[[Session], AssessmentView]) -> None:
    session.look_at("low_carbon.unit_energy")
    view = show(session)
    assert all(block.values is None or not block.values.calculations for block in view.item_panel.form.blocks)
