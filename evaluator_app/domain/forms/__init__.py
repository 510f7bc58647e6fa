# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""On-site record forms: what a form asks, what was filled in, and what follows from it. Forms are data; nothing here draws them."""
