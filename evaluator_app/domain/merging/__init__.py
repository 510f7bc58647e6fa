# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Several people's work on one assessment becoming one: what follows from a set of acts, in whatever order they came together."""
