# SPDX-License-Identifier: Apache-2.0
# kill -9 at every n-th protocol message; at every one by hand: plumb-test-server -- tests/faults/kill_everywhere --bin plumb.
plumb_script_test(faults.kill_everywhere ${CMAKE_CURRENT_LIST_DIR}/kill_everywhere --bin $<TARGET_FILE:plumb> --every 7 LABEL faults)
plumb_script_test(faults.several_processes ${CMAKE_CURRENT_LIST_DIR}/several_processes --bin $<TARGET_FILE:plumb> LABEL faults)
# Starts its own servers.
add_test(NAME faults.dev_servers COMMAND ${CMAKE_CURRENT_LIST_DIR}/dev_servers --bin $<TARGET_FILE:plumb>)
set_tests_properties(faults.dev_servers PROPERTIES LABELS faults SKIP_RETURN_CODE 125)
# 60 resets and a kill at every 7th message; by hand: PLUMB_SOAK_RESETS=200 PLUMB_KILL_EVERY=1 tests/faults/reset_kills --bin plumb.
add_test(NAME faults.resets COMMAND ${CMAKE_CURRENT_LIST_DIR}/resets --bin $<TARGET_FILE:plumb>)
add_test(NAME faults.reset_kills COMMAND ${CMAKE_CURRENT_LIST_DIR}/reset_kills --bin $<TARGET_FILE:plumb>)
set_tests_properties(faults.resets faults.reset_kills PROPERTIES LABELS faults SKIP_RETURN_CODE 125)
