# SPDX-License-Identifier: Apache-2.0
# The recorded runs of Atlas (atlas-cli-golden.json), replayed with plumb on a server of their own; see run_cli.
# plumb_script_test(NAME command… [LABEL label]): a script that finds PLUMB_TEST_URL_BASE in its environment.
function(plumb_script_test name)
  cmake_parse_arguments(arg "" "LABEL" "" ${ARGN})
  add_test(NAME ${name} COMMAND plumb-test-server -- ${arg_UNPARSED_ARGUMENTS})
  set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} SKIP_RETURN_CODE 125)
endfunction()

plumb_script_test(compat.cli ${CMAKE_CURRENT_LIST_DIR}/run_cli --bin $<TARGET_FILE:plumb> -j 4 LABEL compat)
# The cases of compat.hcl that speak of a database, and all others, through plumb itself.
plumb_script_test(compat.hcl.plumb sh -c "exec \"$0\" \"$@\" --url-base \"$PLUMB_TEST_URL_BASE\"" ${CMAKE_CURRENT_LIST_DIR}/run_hcl
                  --bin $<TARGET_FILE:plumb> --kind eval LABEL compat)
