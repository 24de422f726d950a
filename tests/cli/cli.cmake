# SPDX-License-Identifier: Apache-2.0
# Cases of the command line: input that is wrong, help, names; see run.
plumb_script_test(cli.cases ${CMAKE_CURRENT_LIST_DIR}/run --bin $<TARGET_FILE:plumb> LABEL cli)
