# SPDX-License-Identifier: Apache-2.0
# The golden files of unit.report, read as those who get them do.
add_test(NAME unit.report.formats COMMAND ${CMAKE_CURRENT_LIST_DIR}/formats_check)
set_tests_properties(unit.report.formats PROPERTIES LABELS unit)
