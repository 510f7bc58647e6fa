# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The desktop front door: windows, pages and widgets; the only package that imports PySide6."""
