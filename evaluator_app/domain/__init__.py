# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The pure core: rules, assessments, scores and verdicts as values; the standard library only."""
