# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos from a phone on the same Wi-Fi: the one package that opens a port. Off unless a person starts it; connects to nothing itself."""
