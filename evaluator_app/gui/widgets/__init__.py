# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The reusable pieces of the screens. They take plain values and know nothing of assessments.

Module by module (import from the module, one class a file; every class and signal is described there):

    action_button    ActionButton(text, *, kind, icon_name)        banner        Banner, Toast
    big_score        BigScore                                      card          Card
    chip             Chip                                          elided_label  ElidedLabel
    empty_state      EmptyState                                    flow_layout   FlowLayout
    form_row         FormRow                                       hairline      Hairline
    icon_view        IconView                                      key_button    KeyButton
    ledger_table     LedgerTable, LedgerColumn                     photo_strip   PhotoStrip, Photo
    number_field     NumberField                                   score_bar     ScoreBar, Mark
    quantity_field   QuantityField                                 score_row     ScoreRow
    search_field     SearchField                                   section_title SectionTitle
    segmented_control SegmentedControl                             stage_bar     StageBar
    state_badge      StateBadge                                    text_label    TextLabel

All of them follow a change of theme and text size at once. Texts a caller passes in are shown as they are; the few words
that are the widgets' own are translated anew on QEvent.LanguageChange.
"""
