# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The archive of one assessment: a zip file that any zip program opens, and that this program and later ones open again."""
