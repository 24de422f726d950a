# SPDX-License-Identifier: Apache-2.0
# Third-party libraries. Each is an interface target that exactly one module links (CMakeLists.txt), except fmt, which
# is free, and Catch2, which only tests see. Names are Debian's; see scripts/setup for the packages.
find_package(PkgConfig REQUIRED)

find_package(fmt REQUIRED)

include(PlumbLibpq)  # libpq: pg only

# yaml-cpp, RE2 (the regular expressions of Go), MPFR (HCL's 512-bit numbers), utf8proc (NFC, grapheme clusters): hcl only.
add_library(plumb_hcl_libs INTERFACE)
find_package(yaml-cpp REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(MPFR REQUIRED IMPORTED_TARGET mpfr)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
target_link_libraries(plumb_hcl_libs INTERFACE yaml-cpp PkgConfig::RE2 PkgConfig::MPFR PkgConfig::UTF8PROC)

# Boost.Process v2: devdb only.
find_package(Boost 1.81 REQUIRED)
add_library(plumb_process INTERFACE)
target_link_libraries(plumb_process INTERFACE Boost::headers)

# nlohmann-json: report only.
find_package(nlohmann_json REQUIRED)
add_library(plumb_json INTERFACE)
target_link_libraries(plumb_json INTERFACE nlohmann_json::nlohmann_json)

# CLI11: cli only.
find_package(CLI11 REQUIRED)
add_library(plumb_cli11 INTERFACE)
target_link_libraries(plumb_cli11 INTERFACE CLI11::CLI11)
