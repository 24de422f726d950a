# SPDX-License-Identifier: Apache-2.0
# The recorded project files of Atlas (atlas-hcl-golden.json): hcl_eval evaluates one, run_hcl replays them all.
add_executable(hcl_eval ${CMAKE_CURRENT_LIST_DIR}/hcl_eval_main.cpp)
target_link_libraries(hcl_eval PRIVATE plumb_report plumb_project plumb_build)
find_package(Python3 COMPONENTS Interpreter REQUIRED)
# Without a server: the cases that speak of a database are skipped here, and run with --url-base.
add_test(NAME compat.hcl COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/run_hcl --bin $<TARGET_FILE:hcl_eval> --kind eval)
set_tests_properties(compat.hcl PROPERTIES LABELS compat)
