# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a firm's assessments tell of each other, counted for its own quality work. Hints with their numbers, never a verdict on a person."""
