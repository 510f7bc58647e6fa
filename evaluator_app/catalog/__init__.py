# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring templates as files: read with every problem named, listed, installed. Knows nothing of assessments."""
