# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Use cases: what a person can do, with or without a window; the only place where the siblings below meet."""
