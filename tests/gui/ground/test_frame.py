# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""From meters to pixels and back, what zoom holds in place, what a fit shows, how long a scale bar is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF

from evaluator_app.gui.views.ground.frame import COARSEST, FINEST, Frame
from evaluator_app.gui.views.ground.scene import scene_of

meters = st.floats(-5_000, 5_000)
frames = st.builds(Frame, st.just(QSizeF(800, 600)), st.tuples(meters, meters), st.floats(0.1, 50))


@given(frames, st.tuples(meters, meters))
def test_a_pixel_is_of_the_ground_it_shows(frame: Frame, point: tuple[float, float]) -> None:
    assert frame.ground(frame.pixel(point)) == pytest.approx(point, abs=1e-3)


@given(frames, st.floats(0.01, 100), st.floats(0, 800), st.floats(0, 600))
def test_zoom_holds_what_is_under_the_pointer(frame: Frame, factor: float, x: float, y: float) -> None:
    at = QPointF(x, y)
    zoomed = frame.zoomed(factor, at)
    assert FINEST <= zoomed.scale <= COARSEST
    assert zoomed.ground(at) == pytest.approx(frame.ground(at), abs=1e-6 * max(zoomed.scale, frame.scale) * 800 + 1e-6)


@given(frames, st.lists(st.tuples(meters, meters), min_size=1, max_size=8))
def test_a_fit_shows_every_point(frame: Frame, points: list[tuple[float, float]]) -> None:
    fitted = frame.fitted(points)
    for point in points:
        pixel = fitted.pixel(point)
        assert -1 <= pixel.x() <= 801
        assert -1 <= pixel.y() <= 601
    assert frame.fitted([]) == frame


@pytest.mark.parametrize(("scale", "length"), [(1.0, 100), (0.51, 50), (10.0, 1_000), (0.001, 1), (0.02, 2), (2.6, 200)])
def test_a_scale_bar_is_of_a_round_length_that_fits(scale: float, length: int) -> None:
    assert Frame(QSizeF(800, 600), scale=scale).round_length(100) == length


def test_moving_the_sheet_moves_the_ground_with_it() -> None:
    frame = Frame(QSizeF(800, 600), scale=2.0).shifted(10, 20)
    assert frame.middle == (-20.0, 40.0)


def test_an_empty_scene_lies_where_it_is_told() -> None:
    (place,) = scene_of((), (), (114.0, 39.0)).plane.degrees([(0.0, 0.0)])
    assert place == pytest.approx((114.0, 39.0))
