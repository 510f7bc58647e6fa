# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Credentials, signatures on the report, and the verification that tells what they are worth."""
