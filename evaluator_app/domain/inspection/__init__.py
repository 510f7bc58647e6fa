# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Looking an assessment over before it is handed on: all that is wrong, doubtful or thin, by kind, each with the way to it."""
