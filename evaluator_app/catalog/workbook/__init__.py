# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Templates as Excel workbooks: laid out, written, read. What a template must be is checked elsewhere, on the raw data."""
