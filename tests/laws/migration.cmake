# SPDX-License-Identifier: Apache-2.0
# Equations over random inputs. PLUMB_SEED=n repeats a run.
add_executable(laws_migration ${CMAKE_CURRENT_LIST_DIR}/migration_laws_test.cpp
               ${CMAKE_CURRENT_LIST_DIR}/reference_scanner.cpp)
target_link_libraries(laws_migration PRIVATE plumb_catch plumb_apply)
target_precompile_headers(laws_migration REUSE_FROM plumb_catch)
add_test(NAME laws.migration COMMAND laws_migration)
set_tests_properties(laws.migration PROPERTIES LABELS laws)
