# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The chapters of an assessment report: each turns a part of the source into blocks, none knows of pages."""
