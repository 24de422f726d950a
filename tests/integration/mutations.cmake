# SPDX-License-Identifier: Apache-2.0
# Every one-step change of the reference blueprint: does drift see it, does a rule find what breaks isolation?
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/mutations/*.cpp)
plumb_server_test(mutations ${sources} ${CMAKE_CURRENT_LIST_DIR}/contract/reference_database.cpp
                  LIBS plumb_workflow)
