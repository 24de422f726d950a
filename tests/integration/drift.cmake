# SPDX-License-Identifier: Apache-2.0
# Reading, comparing and desired states, on a real server.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/drift/*.cpp)
plumb_server_test(drift ${sources} LIBS plumb_desired plumb_diff plumb_inspect)
# The same on the other major versions that can be audited, where they are installed. What needs uuidv7() says so and is left out.
foreach(major 15 16 17)
  add_test(NAME integration.drift.${major} COMMAND integration_drift)
  set_tests_properties(integration.drift.${major} PROPERTIES LABELS integration SKIP_RETURN_CODE 125
                       ENVIRONMENT PLUMB_TEST_MAJOR=${major})
endforeach()
