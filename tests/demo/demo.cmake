# SPDX-License-Identifier: Apache-2.0
plumb_script_test(demo ${CMAKE_CURRENT_LIST_DIR}/run LABEL demo)
set_tests_properties(demo PROPERTIES ENVIRONMENT PLUMB_BUILD_DIR=$<TARGET_FILE_DIR:plumb>)
