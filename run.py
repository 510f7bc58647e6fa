#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Set everything up and start: `python3 run.py`, or `python3 run.py test` for every check.

Needs the standard library only. Makes a private environment in .venv from the locks in requirements/; later starts find its
stamp and go straight on. Any other arguments go to the command line of the program. Not part of the installed program.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VERSIONS = ((3, 13), (3, 12), (3, 11))

# What Qt loads from a Linux system, and the Debian package that has it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}


class Refusal(Exception):  # noqa: N818 - a sentence for the user, not an error of ours
    """What hinders the start, in Chinese and English."""


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown."""
    if platform in ("win32", "darwin"):
        return not environment.get("CI")
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def program_arguments(arguments: Sequence[str], display: bool) -> list[str]:
    """Return what `python -m evaluator_app` gets: the user's words, else the sample in a window or headless."""
    if arguments:
        return list(arguments)
    return ["--sample"] if display else ["demo", "out"]


def needed_libraries(arguments: Sequence[str], display: bool) -> dict[str, str]:
    """Return the shared libraries that this start loads through Qt; the headless story needs none."""
    if list(arguments) == ["test"]:
        return QT_LIBRARIES
    return {} if arguments or not display else {**QT_LIBRARIES, **WINDOW_LIBRARIES}


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """Return the packages of those libraries that do not load here."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def missing_sentence(packages: Sequence[str], has_apt: bool) -> str:
    """Say what the system lacks and what to do about it."""
    names = " ".join(packages)
    if has_apt:
        command = f"sudo apt-get update && sudo apt-get install -y {names}"
        return f"系统缺少以下组件，请执行：\n    {command}\nThe system lacks some packages. Please type the command above."
    return f"系统缺少以下组件（Debian 包名），请安装后重试：{names}\nThe system lacks these (Debian names); please install them: {names}"


def version_sentence(found: str) -> str:
    """Say which Python is needed."""
    chinese = f"需要 Python 3.11、3.12 或 3.13，当前为 {found}，请先安装。"
    return f"{chinese}\nPython 3.11, 3.12 or 3.13 is needed; this is {found}. Please install one."


def other_python() -> list[str]:
    """Return the command of a fitting Python on this machine that really starts, or nothing."""
    for major, minor in VERSIONS:
        for command in ([f"python{major}.{minor}"], ["py", f"-{major}.{minor}"]):
            test = [*command, "-c", f"import sys; sys.exit(sys.version_info[:2] != ({major}, {minor}))"]
            if shutil.which(command[0]) and subprocess.run(test, capture_output=True, check=False).returncode == 0:
                return command
    return []


def provide(packages: Sequence[str]) -> None:
    """Install packages on a Debian-like system as root; otherwise refuse with the command to type."""
    has_apt = shutil.which("apt-get") is not None
    if sys.platform == "win32" or not has_apt or os.geteuid() != 0:
        raise Refusal(missing_sentence(packages, has_apt))
    say(f"正在安装系统组件：{' '.join(packages)}", f"Installing system packages: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(install, env=environment, capture_output=True, check=False).returncode == 0:
        return
    subprocess.run(["apt-get", "update", "-qq"], check=False)  # the lists of a new machine are empty or old
    if subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise Refusal(missing_sentence(packages, has_apt))


def stamp_text(lock: Path) -> str:
    """Return what marks an environment as made from this lock by this Python."""
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.platform} {sys.version}\n"


def venv_python(venv: Path) -> Path:
    """Return the interpreter of an environment."""
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def is_ready(venv: Path, lock: Path) -> bool:
    """Tell whether the environment was made to the end from this lock, and its Python is still there."""
    try:
        return (venv / f"ready-{lock.stem}").read_text("utf-8") == stamp_text(lock) and venv_python(venv).exists()
    except (OSError, UnicodeDecodeError):
        return False


def make_ready(venv: Path, runtime: Path, lock: Path) -> None:
    """Build or complete the environment; the stamps come last, so one that was cut short is built anew."""
    fresh = not is_ready(venv, runtime)
    for stamp in venv.glob("ready-*"):
        stamp.unlink()
    say("正在准备运行环境，首次需要联网几分钟。", "Preparing the environment; the first time needs the network and a few minutes.")
    if fresh:
        maker = importlib.util.find_spec("ensurepip")  # Debian has it in a package of its own, and leaves its folder behind
        if maker is None or maker.origin is None:
            provide([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=False)
        if made.returncode != 0:
            raise Refusal(f"无法建立运行环境 {venv}。\nThe environment {venv} could not be made.")
    pip = [str(venv_python(venv)), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(lock)], check=False).returncode != 0:
        raise Refusal("依赖未能装全，请检查网络后重试。\nThe dependencies could not be installed; please check the network and try again.")
    for finished in {runtime, lock}:  # the lock for tests holds all of runtime's
        (venv / f"ready-{finished.stem}").write_text(stamp_text(finished), "utf-8")


def run_checks(python: str, environment: Mapping[str, str]) -> int:
    """Run everything CI runs, in order, up to the first failure; say how each step went."""
    steps = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as check; check()", "--no-logo"],
        "pytest": ["-m", "pytest", "--numprocesses=auto", "--maxprocesses=8", "--dist=loadfile", "--cov", "--cov-report="],
        "domain coverage": ["-m", "coverage", "report", "--include=evaluator_app/domain/*", "--fail-under=100"],
    }
    lines, code = [], 0
    for name, arguments in steps.items():
        if code == 0:
            print(f"\n=== {name}", flush=True)
            start = time.monotonic()
            code = subprocess.run([python, *arguments], cwd=ROOT, env=environment, check=False).returncode
            lines.append(f"{'FAILED' if code else 'ok':8}{name} ({time.monotonic() - start:.1f} s)")
        else:
            lines.append(f"{'not run':8}{name}")
    print("\n=== summary", *lines, sep="\n", flush=True)
    return 1 if code else 0


def say(chinese: str, english: str) -> None:
    """Tell the user what is going on, before any catalogue of translations can be read."""
    print(f"{chinese}\n{english}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing, then become the program or run the checks."""
    if sys.version_info[:2] not in VERSIONS:
        command = other_python()
        if not command:
            raise Refusal(version_sentence(sys.version.split()[0]))
        return subprocess.call([*command, str(Path(__file__)), *arguments])
    testing = list(arguments) == ["test"]
    runtime = ROOT / "requirements" / "runtime.txt"
    lock = ROOT / "requirements" / "test.txt" if testing else runtime
    display = has_display(sys.platform, os.environ)
    if sys.platform == "linux":
        packages = missing_packages(needed_libraries(arguments, display))
        if testing and shutil.which("pdfsig") is None:
            packages.append("poppler-utils")  # a second opinion on our reports
        if packages:
            provide(packages)
    if not is_ready(VENV, lock):
        make_ready(VENV, runtime, lock)
    python = str(venv_python(VENV))
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    if testing:
        return run_checks(python, environment)
    if not arguments:
        os.chdir(ROOT)  # so that out/ is where the README says; a path the user gives stays as it is
    command = [python, "-m", "evaluator_app", *program_arguments(arguments, display)]
    if sys.platform != "win32":
        os.execve(python, command, environment)  # noqa: S606 - no shell is meant
    return subprocess.call(command, env=environment)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
