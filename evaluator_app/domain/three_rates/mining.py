# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The methods for what is won from the ground: recovery of districts and ore, dilution, yield of blocks."""

from __future__ import annotations

from collections.abc import Mapping

from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.sentence import say
from evaluator_app.domain.three_rates.method import Check, Method, MethodDefinition, Pooling, RateInput, RateKind, one
from evaluator_app.domain.three_rates.units import AMOUNTS, GRADES, MASSES, RATES, VOLUMES

_READ = say("rate.source_read", "Read as a definition in a source that names no document; the text of DZ/T 0272-2015 is not on file")
_MORE_OUT = say("rate.more_out", "More came out than was drawn on; correct the figures, or use the method that takes dilution into account")
_STOPE = say("rate.row_stope", "Stope")
_GEOLOGICAL_GRADE = RateInput("geological_grade", say("rate.geological_grade", "Geological grade"), GRADES)
_MINED_GRADE = RateInput("mined_grade", say("rate.mined_grade", "Grade of the mined ore"), GRADES)

MINING_METHODS: Mapping[Method, MethodDefinition] = {
    Method.DISTRICT_RECOVERY: MethodDefinition(
        kind=RateKind.MINING_RECOVERY,
        title=say("rate.district", "Coal: output and reserves of the mining districts"),
        formula=say("rate.district_formula", "Σ coal output ÷ Σ reserves drawn on × 100 %"),
        worked=say("rate.district_worked", "{output} ÷ {drawn} × 100 %"),
        inputs=(
            RateInput("output", say("rate.coal_output", "Coal output of the district"), MASSES),
            RateInput("drawn", say("rate.coal_drawn", "Reserves drawn on in the district"), MASSES),
        ),
        part=lambda row: row["output"],
        whole=lambda row: row["drawn"],
        confidence=Confidence.DRAFT,
        source=say("rate.source_draft", "Read in a draft for comment whose name is not on file; the final text was not read"),
        industry="coal",
        pooling=Pooling.SUMS,
        row=say("rate.row_district", "District"),
        divisors=("drawn",),
        checks=(Check(lambda row: row["output"] > row["drawn"], _MORE_OUT),),
    ),
    Method.ORE_RECOVERY: MethodDefinition(
        kind=RateKind.MINING_RECOVERY,
        title=say("rate.ore", "Ore: tonnage recovered and geological reserves"),
        formula=say("rate.ore_formula", "Ore recovered ÷ geological reserves in the mined range × 100 %"),
        worked=say("rate.ore_worked", "{recovered} ÷ {reserves} × 100 %"),
        inputs=(
            RateInput("recovered", say("rate.ore_recovered", "Ore recovered"), AMOUNTS),
            RateInput("reserves", say("rate.ore_reserves", "Geological reserves in the mined range"), AMOUNTS),
        ),
        part=lambda row: row["recovered"],
        whole=lambda row: row["reserves"],
        confidence=Confidence.READ,
        source=_READ,
        pooling=Pooling.SUMS,
        row=_STOPE,
        divisors=("reserves",),
        checks=(Check(lambda row: row["recovered"] > row["reserves"], _MORE_OUT),),
    ),
    Method.RECOVERY_FROM_LOSS: MethodDefinition(
        kind=RateKind.MINING_RECOVERY,
        title=say("rate.loss_method", "Ore: 100 % less the rate of loss"),
        formula=say("rate.loss_formula", "100 % − rate of loss in mining"),
        worked=say("rate.loss_worked", "100 % − {loss}"),
        inputs=(RateInput("loss", say("rate.loss", "Rate of loss in mining"), RATES),),
        part=lambda row: 1 - row["loss"],
        whole=one,
        confidence=Confidence.DERIVED,
        source=say("rate.source_loss", "Derived from the definition of the rate; not read in a standard"),
    ),
    Method.METAL_RECOVERY: MethodDefinition(
        kind=RateKind.MINING_RECOVERY,
        title=say("rate.metal", "Ore: balance of the metal, corrected for dilution"),
        formula=say("rate.metal_formula", "(mined tonnage × mined grade) ÷ (reserves drawn on × geological grade) × 100 %"),
        worked=say("rate.metal_worked", "({mined} × {mined_grade}) ÷ ({drawn} × {geological_grade}) × 100 %"),
        inputs=(
            RateInput("mined", say("rate.mined", "Mined tonnage"), MASSES),
            _MINED_GRADE,
            RateInput("drawn", say("rate.drawn", "Reserves drawn on"), MASSES),
            _GEOLOGICAL_GRADE,
        ),
        part=lambda row: row["mined"] * row["mined_grade"],
        whole=lambda row: row["drawn"] * row["geological_grade"],
        confidence=Confidence.DERIVED,
        source=say("rate.source_balance", "Derived from the balance of the metal; not read in a standard"),
        pooling=Pooling.SUMS,
        row=_STOPE,
        divisors=("drawn", "geological_grade"),
        checks=(
            Check(
                lambda row: row["mined"] * row["mined_grade"] > row["drawn"] * row["geological_grade"],
                say("rate.more_metal", "More metal came out than was drawn on"),
            ),
        ),
    ),
    Method.DILUTION: MethodDefinition(
        kind=None,
        title=say("rate.dilution", "Rate of dilution"),
        formula=say("rate.dilution_formula", "(geological grade − mined grade) ÷ geological grade × 100 %"),
        worked=say("rate.dilution_worked", "({geological_grade} − {mined_grade}) ÷ {geological_grade} × 100 %"),
        inputs=(_GEOLOGICAL_GRADE, _MINED_GRADE),
        part=lambda row: row["geological_grade"] - row["mined_grade"],
        whole=lambda row: row["geological_grade"],
        confidence=Confidence.READ,
        source=_READ,
        divisors=("geological_grade",),
        checks=(
            Check(
                lambda row: row["mined_grade"] > row["geological_grade"],
                say("rate.no_dilution", "The mined ore is richer than the ore in place, so it is not diluted"),
            ),
        ),
    ),
    Method.BLOCK_YIELD: MethodDefinition(
        kind=None,
        title=say("rate.block_yield", "Dimension stone: yield of blocks"),
        formula=say("rate.block_formula", "Volume of blocks ÷ volume of the mined body × 100 %"),
        worked=say("rate.block_worked", "{blocks} ÷ {body} × 100 %"),
        inputs=(
            RateInput("blocks", say("rate.blocks", "Volume of blocks"), VOLUMES),
            RateInput("body", say("rate.body", "Volume of the mined body"), VOLUMES),
        ),
        part=lambda row: row["blocks"],
        whole=lambda row: row["body"],
        confidence=Confidence.READ,
        source=say("rate.source_trade", "Read in a publication of the trade; not in a standard"),
        divisors=("body",),
        checks=(Check(lambda row: row["blocks"] > row["body"], say("rate.more_blocks", "The blocks hold more than the body")),),
    ),
}
