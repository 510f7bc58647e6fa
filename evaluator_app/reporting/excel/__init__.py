# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report as a workbook: its tables as cells, and the sums computed again by the workbook itself."""
