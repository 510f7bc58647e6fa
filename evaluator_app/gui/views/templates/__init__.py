# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The workbench for scoring templates: what there is, what is in it, how good it is, what differs, and writing new ones."""
