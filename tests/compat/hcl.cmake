# SPDX-License-Identifier: Apache-2.0
# The recorded project files of Atlas (atlas-hcl-golden.json): hcl_eval evaluates one, run_hcl replays them all.
add_executable(hcl_eval ${CMAKE_CURRENT_LIST_DIR}/hcl_eval_main.cpp)
target_link_libraries(hcl_eval PRIVATE plumb_report plumb_project plumb_settings)
