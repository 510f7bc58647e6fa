# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page that looks an assessment over: what is found, where the team was, what the mine is asked for."""
