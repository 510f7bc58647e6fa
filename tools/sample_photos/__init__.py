# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The script that draws the sample mine's photos; what it drew lies in resources/sample/photos."""
