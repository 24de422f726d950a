# SPDX-License-Identifier: Apache-2.0
# The support for tests that need a server, and the tests of pg and devdb on one.

# For test programs: <support/postgres.hpp>.
add_library(plumb_test_postgres STATIC ${CMAKE_SOURCE_DIR}/tests/support/postgres.cpp)
target_link_libraries(plumb_test_postgres PUBLIC plumb_catch plumb_pg plumb_devdb)

# For scripts: a server around a command.
add_executable(plumb-test-server ${CMAKE_SOURCE_DIR}/tests/support/server_main.cpp)
target_link_libraries(plumb-test-server PRIVATE plumb_build plumb_devdb)

# plumb_server_test(NAME sources… [LIBS targets]): a test program on a server, as the ctest integration.NAME. Exit code 125 is
# "skipped", with the reason printed.
function(plumb_server_test name)
  cmake_parse_arguments(arg "" "" "LIBS" ${ARGN})
  add_executable(integration_${name} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(integration_${name} PRIVATE plumb_test_postgres ${arg_LIBS})
  target_precompile_headers(integration_${name} REUSE_FROM plumb_catch)
  add_test(NAME integration.${name} COMMAND integration_${name})
  set_tests_properties(integration.${name} PROPERTIES LABELS integration SKIP_RETURN_CODE 125)
endfunction()

file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/pg/*_test.cpp)
list(FILTER sources EXCLUDE REGEX "(pooler|encryption|devdb)_test.cpp$")
plumb_server_test(pg ${sources})
# The same on the other major versions that can be audited, where they are installed.
foreach(major 15 16 17)
  add_test(NAME integration.pg.${major} COMMAND integration_pg)
  set_tests_properties(integration.pg.${major} PROPERTIES LABELS integration SKIP_RETURN_CODE 125
                       ENVIRONMENT PLUMB_TEST_MAJOR=${major})
endforeach()
# Programs of their own, for they are skipped where there is no PgBouncer, no openssl.
plumb_server_test(pg_pooler ${CMAKE_CURRENT_LIST_DIR}/pg/pooler_test.cpp)
plumb_server_test(pg_encryption ${CMAKE_CURRENT_LIST_DIR}/pg/encryption_test.cpp)

plumb_server_test(devdb ${CMAKE_CURRENT_LIST_DIR}/pg/devdb_test.cpp)
target_compile_definitions(integration_devdb PRIVATE PLUMB_TEST_SERVER="$<TARGET_FILE:plumb-test-server>")
add_dependencies(integration_devdb plumb-test-server)
plumb_server_test(devdb_templates ${CMAKE_CURRENT_LIST_DIR}/devdb/template_store_test.cpp)
add_test(NAME integration.devdb.test_server
         COMMAND plumb-test-server -- sh -c "echo url=$PLUMB_TEST_URL_BASE; exit 7")
set_tests_properties(integration.devdb.test_server PROPERTIES LABELS integration PASS_REGULAR_EXPRESSION
                     "url=postgres://postgres@127.0.0.1:[0-9]+\n")
