# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The methods for what is made of what was won: washing, processing, co-minerals, waste and water."""

from __future__ import annotations

from collections.abc import Mapping

from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.sentence import say
from evaluator_app.domain.three_rates.method import Check, Method, MethodDefinition, Pooling, RateInput, RateKind, one
from evaluator_app.domain.three_rates.units import AMOUNTS, GRADES, MASSES, RATES

_READ_DRAFT = say("rate.source_draft", "Read in a draft for comment whose name is not on file; the final text was not read")
_MINERAL = say("rate.row_mineral", "Mineral")
_FEED_GRADE = RateInput("feed_grade", say("rate.feed_grade", "Grade of the feed α"), GRADES)
_CONCENTRATE_GRADE = RateInput("concentrate_grade", say("rate.concentrate_grade", "Grade of the concentrate β"), GRADES)
_POORER = Check(
    lambda row: row["concentrate_grade"] < row["feed_grade"],
    say("rate.concentrate_poorer", "The concentrate cannot be poorer than the feed"),
)

USE_METHODS: Mapping[Method, MethodDefinition] = {
    Method.WASHING: MethodDefinition(
        kind=RateKind.WASHING,
        title=say("rate.washing", "Raw coal washed and raw coal mined"),
        formula=say("rate.washing_formula", "Raw coal washed in the year ÷ raw coal mined in the year × 100 %"),
        worked=say("rate.washing_worked", "{washed} ÷ {mined} × 100 %"),
        inputs=(
            RateInput("washed", say("rate.coal_washed", "Raw coal washed in the year"), MASSES),
            RateInput("mined", say("rate.coal_mined", "Raw coal mined in the year"), MASSES),
        ),
        part=lambda row: row["washed"],
        whole=lambda row: row["mined"],
        confidence=Confidence.DRAFT,
        source=_READ_DRAFT,
        divisors=("mined",),
        above_whole=say(
            "rate.washing_above", "Above 100 %: whether coal from stock or from others may count was not found in any document"
        ),
    ),
    Method.COMPONENT_MASSES: MethodDefinition(
        kind=RateKind.PROCESSING_RECOVERY,
        title=say("rate.masses", "Masses and grades of feed and concentrate"),
        formula=say("rate.masses_formula", "(mass of concentrate × its grade) ÷ (mass of feed × its grade) × 100 %"),
        worked=say("rate.masses_worked", "({concentrate} × {concentrate_grade}) ÷ ({feed} × {feed_grade}) × 100 %"),
        inputs=(
            RateInput("concentrate", say("rate.concentrate", "Mass of concentrate"), MASSES),
            _CONCENTRATE_GRADE,
            RateInput("feed", say("rate.feed", "Mass of feed"), MASSES),
            _FEED_GRADE,
        ),
        part=lambda row: row["concentrate"] * row["concentrate_grade"],
        whole=lambda row: row["feed"] * row["feed_grade"],
        confidence=Confidence.READ,
        source=say(
            "rate.source_read", "Read as a definition in a source that names no document; the text of DZ/T 0272-2015 is not on file"
        ),
        divisors=("feed", "feed_grade"),
        checks=(
            _POORER,
            Check(
                lambda row: row["concentrate"] * row["concentrate_grade"] > row["feed"] * row["feed_grade"],
                say("rate.more_component", "More of the component comes out than goes in"),
            ),
        ),
    ),
    Method.TWO_PRODUCT: MethodDefinition(
        kind=RateKind.PROCESSING_RECOVERY,
        title=say("rate.two_product", "Grades alone (two-product formula)"),
        formula=say("rate.two_product_formula", "β (α − θ) ÷ [α (β − θ)] × 100 %"),
        worked=say(
            "rate.two_product_worked",
            "{concentrate_grade} × ({feed_grade} − {tailings_grade}) ÷ [{feed_grade} × ({concentrate_grade} − {tailings_grade})] × 100 %",
        ),
        inputs=(
            _FEED_GRADE,
            _CONCENTRATE_GRADE,
            RateInput("tailings_grade", say("rate.tailings_grade", "Grade of the tailings θ"), GRADES),
        ),
        part=lambda row: row["concentrate_grade"] * (row["feed_grade"] - row["tailings_grade"]),
        whole=lambda row: row["feed_grade"] * (row["concentrate_grade"] - row["tailings_grade"]),
        confidence=Confidence.DERIVED,
        source=say("rate.source_two_product", "Derived from the balances of mass and component of two products; not read in a standard"),
        divisors=("feed_grade",),
        checks=(
            _POORER,
            Check(
                lambda row: row["tailings_grade"] > row["feed_grade"],
                say("rate.tailings_richer", "The tailings cannot be richer than the feed"),
            ),
            Check(
                lambda row: row["concentrate_grade"] == row["tailings_grade"],
                say("rate.nothing_separated", "Concentrate and tailings have the same grade, so nothing was separated"),
            ),
        ),
    ),
    Method.RECOVERY_PRODUCTS: MethodDefinition(
        kind=RateKind.ASSOCIATED_UTILIZATION,
        title=say("rate.products", "Recovery in mining × recovery in processing of each approved mineral"),
        formula=say(
            "rate.products_formula", "Σ (recovery in mining × recovery in processing) ÷ number of approved minerals; unused ones count 0"
        ),
        worked=say("rate.products_worked", "{mining_recovery} × {processing_recovery}"),
        inputs=(
            RateInput("mining_recovery", say("rate.mining_recovery", "Recovery in mining"), RATES),
            RateInput("processing_recovery", say("rate.processing_recovery", "Recovery in processing"), RATES),
        ),
        part=lambda row: row["mining_recovery"] * row["processing_recovery"],
        whole=one,
        confidence=Confidence.READ,
        source=say("rate.source_example", "An older rule, read with a worked example in a source that names no document"),
        pooling=Pooling.MEAN,
        row=_MINERAL,
    ),
    Method.USED_OF_DRAWN: MethodDefinition(
        kind=RateKind.ASSOCIATED_UTILIZATION,
        title=say("rate.of_drawn", "Co-minerals: quantity used and reserves drawn on"),
        formula=say("rate.of_drawn_formula", "Σ (quantity used ÷ reserves drawn on) ÷ number of co-minerals × 100 %; unused ones count 0"),
        worked=say("rate.of_drawn_worked", "{used} ÷ {drawn} × 100 %"),
        inputs=(
            RateInput("used", say("rate.used", "Quantity used"), AMOUNTS),
            RateInput("drawn", say("rate.drawn", "Reserves drawn on"), AMOUNTS),
        ),
        part=lambda row: row["used"],
        whole=lambda row: row["drawn"],
        confidence=Confidence.DRAFT,
        source=_READ_DRAFT,
        pooling=Pooling.MEAN,
        row=_MINERAL,
        divisors=("drawn",),
        checks=(Check(lambda row: row["used"] > row["drawn"], say("rate.more_used", "More was used than was drawn on")),),
    ),
    Method.USED_OF_PRODUCED: MethodDefinition(
        kind=RateKind.UTILIZATION,
        title=say("rate.of_produced", "Quantity used and quantity produced in the year"),
        formula=say("rate.of_produced_formula", "Quantity used in the year ÷ quantity produced in the year × 100 %"),
        worked=say("rate.of_produced_worked", "{used} ÷ {produced} × 100 %"),
        inputs=(
            RateInput("used", say("rate.used_in_year", "Quantity used in the year"), AMOUNTS),
            RateInput("produced", say("rate.produced_in_year", "Quantity produced in the year"), AMOUNTS),
        ),
        part=lambda row: row["used"],
        whole=lambda row: row["produced"],
        confidence=Confidence.DERIVED,
        source=say("rate.source_use", "Derived from the name of the rate; not read in a document"),
        divisors=("produced",),
        above_whole=say(
            "rate.use_above",
            "Above 100 %: whether what was left of earlier years may count was not found in any document; the result is not capped",
        ),
    ),
}
