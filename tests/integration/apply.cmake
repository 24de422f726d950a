# SPDX-License-Identifier: Apache-2.0
# Running migration files on a real server, with faults where they hurt.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/apply/*.cpp)
plumb_server_test(apply ${sources} LIBS plumb_workflow)
