# SPDX-License-Identifier: Apache-2.0
# Catch2 is seen through tests/support/catch.hpp only: version 2 (Debian 12) and 3 (Debian 13) differ in headers and targets.
find_package(Catch2 REQUIRED)
set(PLUMB_CATCH2_MAJOR ${Catch2_VERSION_MAJOR})

add_library(plumb_catch STATIC ${CMAKE_SOURCE_DIR}/tests/support/catch_main.cpp
            ${CMAKE_SOURCE_DIR}/tests/support/catch_precompiled.cpp)
target_link_libraries(plumb_catch PUBLIC plumb_build fmt::fmt Catch2::Catch2)
target_compile_definitions(plumb_catch PUBLIC PLUMB_CATCH2_MAJOR=${PLUMB_CATCH2_MAJOR}
                           PLUMB_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
target_include_directories(plumb_catch PUBLIC ${CMAKE_SOURCE_DIR}/tests)
# The runner is compiled into the one file that asks for it before it includes the header.
set_source_files_properties(${CMAKE_SOURCE_DIR}/tests/support/catch_main.cpp TARGET_DIRECTORY plumb_catch
                            PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
# Catch2's header costs seconds a file; compiled once here and reused by every test program.
target_precompile_headers(plumb_catch PRIVATE <support/catch.hpp> <string> <string_view> <vector> <map> <fmt/format.h>)

# plumb_unit_test(MODULE [LIBS more targets]): tests/unit/MODULE/*_test.cpp → the program unit_MODULE.
function(plumb_unit_test module)
  cmake_parse_arguments(arg "" "" "LIBS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${module}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(unit_${module} ${sources})
  target_link_libraries(unit_${module} PRIVATE plumb_catch plumb_${module} ${arg_LIBS})
  target_precompile_headers(unit_${module} REUSE_FROM plumb_catch)
  add_test(NAME unit.${module} COMMAND unit_${module})
  set_tests_properties(unit.${module} PROPERTIES LABELS unit)
endfunction()
