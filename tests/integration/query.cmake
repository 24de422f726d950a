# SPDX-License-Identifier: Apache-2.0
# Derived tables against what the server says of itself, on all major versions that are there.
plumb_server_test(query ${CMAKE_CURRENT_LIST_DIR}/query/privileges_test.cpp LIBS plumb_query plumb_inspect)
foreach(major 15 16 17)
  add_test(NAME integration.query.${major} COMMAND integration_query)
  set_tests_properties(integration.query.${major} PROPERTIES LABELS integration SKIP_RETURN_CODE 125
                       ENVIRONMENT PLUMB_TEST_MAJOR=${major})
endforeach()
