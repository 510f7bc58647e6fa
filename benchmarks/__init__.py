# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How fast and how safe the program is, measured against a floor or a peer in the same run; docs/benchmarks.md has the results."""
