# SPDX-License-Identifier: Apache-2.0
# The rules of the tenancy contract, each on the reference blueprint, broken and healed, on a real server.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/contract/*.cpp)
plumb_server_test(contract ${sources} LIBS plumb_workflow)
