# SPDX-License-Identifier: Apache-2.0
# Reading, comparing and desired states, on a real server.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/drift/*.cpp)
list(FILTER sources EXCLUDE REGEX "/(sensitivity|completeness|silence)_[a-z]+\\.cpp$")
plumb_server_test(drift ${sources} LIBS plumb_desired plumb_diff plumb_inspect)

# What proves that nothing of a database is overlooked, that everything that changes is told, and nothing that does not.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/drift/sensitivity_*.cpp)
plumb_server_test(sensitivity ${sources} LIBS plumb_diff plumb_inspect)
plumb_server_test(completeness ${CMAKE_CURRENT_LIST_DIR}/drift/completeness_test.cpp
                  ${CMAKE_CURRENT_LIST_DIR}/drift/blueprint.cpp LIBS plumb_desired plumb_diff plumb_inspect)
plumb_server_test(silence ${CMAKE_CURRENT_LIST_DIR}/drift/silence_test.cpp
                  ${CMAKE_CURRENT_LIST_DIR}/drift/blueprint.cpp ${CMAKE_CURRENT_LIST_DIR}/drift/rich_database.cpp
                  LIBS plumb_desired plumb_diff plumb_inspect)

# The same on the other major versions that can be audited, where they are installed.
foreach(test drift sensitivity completeness silence)
  foreach(major 14 15 16 17)
    add_test(NAME integration.${test}.${major} COMMAND integration_${test})
    set_tests_properties(integration.${test}.${major} PROPERTIES LABELS integration SKIP_RETURN_CODE 125
                         ENVIRONMENT PLUMB_TEST_MAJOR=${major})
  endforeach()
endforeach()
