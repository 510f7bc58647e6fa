# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The views of a firm's own quality work: assessments compared with each other, practice compared with a model answer."""
