# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence: original files kept by digest, what photos say about themselves, thumbnails, import, sample photos."""
