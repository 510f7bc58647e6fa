# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Record forms on the screen: a strip that lists them, an editor that is built from a definition, the dialog around it."""
