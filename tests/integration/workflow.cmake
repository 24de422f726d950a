# SPDX-License-Identifier: Apache-2.0
# Whole workflows on a real server.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/workflow/*.cpp)
plumb_server_test(workflow ${sources} LIBS plumb_workflow plumb_report plumb_sqlite3)
