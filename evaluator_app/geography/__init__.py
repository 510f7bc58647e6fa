# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where things are: corners as a licence prints them, zones, areas, inside and outside. The one place with pyproj and shapely."""
