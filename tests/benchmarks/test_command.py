# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The command: which benchmarks there are, what it prints and returns. The benchmarks themselves do not run."""

from __future__ import annotations

import json
from importlib import import_module
from types import SimpleNamespace

import pytest

from benchmarks import __main__ as command
from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result


def replace_all(monkeypatch: pytest.MonkeyPatch, measured: float = 1.0, missing: str = "") -> list[tuple[str, bool]]:
    ran: list[tuple[str, bool]] = []

    def module(path: str) -> SimpleNamespace:
        name = path.rpartition(".")[2]

        def run(bench: Bench) -> Result:
            assert bench.folder.is_dir()
            ran.append((name, bench.quick))
            if name == missing:
                raise CannotMeasureError("the peer is not installed")
            return Result(name, "s", measured, 1.0, Measure(measured, 2.0))

        return SimpleNamespace(run=run)

    monkeypatch.setattr(command, "import_module", module)
    return ran


def test_every_benchmark_is_a_module_that_can_be_run() -> None:
    assert all(callable(import_module(f"benchmarks.{name}").run) for name in command.BENCHMARKS)


def test_without_a_name_all_run_but_the_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = replace_all(monkeypatch)
    assert command.main(["--quick"]) == command.MET
    usual = ("start", "save", "score", "report", "sign_verify", "resolve", "excel", "open_large", "search", "scroll")
    assert ran == [(name, True) for name in usual]


def test_one_name_with_json_prints_one_object(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    replace_all(monkeypatch)
    assert command.main(["score", "--json"]) == command.MET
    assert json.loads(capsys.readouterr().out)["name"] == "score"


def test_several_names_print_an_object_on_each_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    replace_all(monkeypatch)
    command.main(["score", "save", "--json"])
    assert [json.loads(line)["name"] for line in capsys.readouterr().out.splitlines()] == ["score", "save"]


def test_a_missed_reach_is_no(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    replace_all(monkeypatch, measured=2.5)
    assert command.main(["score"]) == command.MISSED
    assert "NO" in capsys.readouterr().out


def test_what_cannot_be_measured_is_named_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = replace_all(monkeypatch, missing="report")
    assert command.main(["report", "save"]) == command.CANNOT
    assert [name for name, _quick in ran] == ["report", "save"]
    printed = capsys.readouterr()
    assert printed.err == "report: cannot be measured: the peer is not installed\n"
    assert "save" in printed.out


def test_an_unknown_name_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["speed"]) == command.CANNOT
    assert f"there is no benchmark “speed”; there are {', '.join(command.BENCHMARKS)}" in capsys.readouterr().err
