# SPDX-License-Identifier: Apache-2.0
# Recordings of the reference program that need no server.
find_package(nlohmann_json REQUIRED)
add_executable(compat_vectors ${CMAKE_CURRENT_LIST_DIR}/atlas_vectors_test.cpp)
target_link_libraries(compat_vectors PRIVATE plumb_catch plumb_apply nlohmann_json::nlohmann_json)
target_precompile_headers(compat_vectors REUSE_FROM plumb_catch)
add_test(NAME compat.vectors COMMAND compat_vectors)
set_tests_properties(compat.vectors PROPERTIES LABELS compat)
