# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The workspace database: assessments with their journals, pinned templates, sessions, backups. The only package that speaks SQL."""
