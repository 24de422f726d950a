# SPDX-License-Identifier: Apache-2.0
# The prover against the server: what it proves must hold for real.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/prover/*.cpp)
plumb_server_test(prover ${sources} LIBS plumb_contract)
target_compile_definitions(integration_prover PRIVATE
                           PLUMB_TRUTH_TABLE="${CMAKE_CURRENT_LIST_DIR}/prover/truth_table.sql")
