# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page that shows what the mine has to put right, and the line on the first page that says what is overdue."""
