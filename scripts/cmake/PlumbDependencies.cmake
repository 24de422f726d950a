# SPDX-License-Identifier: Apache-2.0
# Third-party libraries. Each is an interface target that the modules named in ci/layers.txt link, except fmt, which is
# free, and Catch2, which only tests see. Names are Debian's; see scripts/setup for the packages.
find_package(PkgConfig REQUIRED)

find_package(fmt REQUIRED)

include(PlumbLibpq)  # libpq: pg only

# yaml-cpp: hcl (yamldecode) and settings (plumb.yaml).
find_package(yaml-cpp REQUIRED)
add_library(plumb_yaml INTERFACE)
target_link_libraries(plumb_yaml INTERFACE yaml-cpp)

# RE2, regular expressions in linear time: hcl (Go's are these) and query (REGEXP).
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
add_library(plumb_re2 INTERFACE)
target_link_libraries(plumb_re2 INTERFACE PkgConfig::RE2)

# MPFR (HCL's 512-bit numbers), utf8proc (NFC, grapheme clusters): hcl only.
add_library(plumb_hcl_libs INTERFACE)
pkg_check_modules(MPFR REQUIRED IMPORTED_TARGET mpfr)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
target_link_libraries(plumb_hcl_libs INTERFACE plumb_re2 PkgConfig::MPFR PkgConfig::UTF8PROC)

# Boost.Process v2: devdb only.
find_package(Boost 1.81 REQUIRED)
add_library(plumb_process INTERFACE)
target_link_libraries(plumb_process INTERFACE Boost::headers)

# SQLite: state (cache, history) and query (the catalog as tables). Linked statically where it can be, as libpg_query is:
# commands that use neither do not pay for loading them.
find_package(SQLite3 REQUIRED)
find_library(PLUMB_SQLITE_ARCHIVE libsqlite3.a)
add_library(plumb_sqlite3 INTERFACE)
if(PLUMB_SQLITE_ARCHIVE)
  target_link_libraries(plumb_sqlite3 INTERFACE ${PLUMB_SQLITE_ARCHIVE} m ${CMAKE_DL_LIBS})
else()
  target_link_libraries(plumb_sqlite3 INTERFACE SQLite::SQLite3)
endif()

# libpg_query, PostgreSQL's own grammar: sql only. It has no CMake or pkg-config file.
find_library(PG_QUERY_LIBRARY NAMES libpg_query.a pg_query REQUIRED)
find_path(PG_QUERY_INCLUDE pg_query.h REQUIRED)
add_library(plumb_pg_query INTERFACE)
if(PG_QUERY_LIBRARY MATCHES "\\.a$")
  # It holds parts of the server that libpq's own archives hold too (wchar.c, snprintf.c …), of another version: linked with
  # both, which one a call reaches would hang on the order of the libraries. So its symbols get names of its own.
  set(renamed ${CMAKE_BINARY_DIR}/libpg_query_renamed.a)
  if(NOT EXISTS ${renamed} OR ${PG_QUERY_LIBRARY} IS_NEWER_THAN ${renamed})
    execute_process(COMMAND ${CMAKE_NM} --defined-only --extern-only --format=posix ${PG_QUERY_LIBRARY}
                    OUTPUT_VARIABLE symbols ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[A-Za-z_][A-Za-z0-9_]* [A-Z] [0-9a-f]" symbols "${symbols}")
    list(TRANSFORM symbols REPLACE " .*" "")
    list(FILTER symbols EXCLUDE REGEX "^pg_query")
    list(REMOVE_DUPLICATES symbols)
    list(TRANSFORM symbols REPLACE "(.+)" "\\1 pg_query_own_\\1")
    list(JOIN symbols "\n" symbols)
    file(WRITE ${CMAKE_BINARY_DIR}/libpg_query_renamed.txt "${symbols}\n")
    execute_process(COMMAND ${CMAKE_OBJCOPY} --redefine-syms=${CMAKE_BINARY_DIR}/libpg_query_renamed.txt ${PG_QUERY_LIBRARY}
                            ${renamed} COMMAND_ERROR_IS_FATAL ANY)
  endif()
  target_link_libraries(plumb_pg_query INTERFACE ${renamed})
else()
  target_link_libraries(plumb_pg_query INTERFACE ${PG_QUERY_LIBRARY})
endif()
target_include_directories(plumb_pg_query SYSTEM INTERFACE ${PG_QUERY_INCLUDE})

# nlohmann-json: report and state.
find_package(nlohmann_json REQUIRED)
add_library(plumb_json INTERFACE)
target_link_libraries(plumb_json INTERFACE nlohmann_json::nlohmann_json)

# CLI11: cli only.
find_package(CLI11 REQUIRED)
add_library(plumb_cli11 INTERFACE)
target_link_libraries(plumb_cli11 INTERFACE CLI11::CLI11)
