# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Assess green mines offline, compute every score with its reasons, deliver a signed report."""

__version__ = "0.4.0"
