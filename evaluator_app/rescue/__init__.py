# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Copies of a whole workspace on a stick: what they say of themselves, how they are written, read back, kept and let go."""
