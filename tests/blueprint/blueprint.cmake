# SPDX-License-Identifier: Apache-2.0
# Modules that plumb itself makes, on a real server: proved, applied, judged, and tried.
plumb_script_test(blueprint.full_circle ${CMAKE_CURRENT_LIST_DIR}/full_circle --bin $<TARGET_FILE:plumb> LABEL integration)
plumb_script_test(blueprint.bootstrap ${CMAKE_CURRENT_LIST_DIR}/bootstrap --bin $<TARGET_FILE:plumb> LABEL integration)
# Start no server but those of plumb.
add_test(NAME blueprint.refusals COMMAND ${CMAKE_CURRENT_LIST_DIR}/refusals --bin $<TARGET_FILE:plumb>)
add_test(NAME blueprint.killed COMMAND ${CMAKE_CURRENT_LIST_DIR}/killed --bin $<TARGET_FILE:plumb>)
set_tests_properties(blueprint.refusals PROPERTIES LABELS cli)
set_tests_properties(blueprint.killed PROPERTIES LABELS faults)
