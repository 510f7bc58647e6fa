# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page that shows what came before: the mine's own scores, and the faults of an earlier round."""
