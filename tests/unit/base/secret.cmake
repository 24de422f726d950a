# SPDX-License-Identifier: Apache-2.0
# A Secret must not compile where it would be printed. Each of these is a program of one line that has to be refused, beside
# one that has to be taken: else the compiler would refuse for another reason, and nothing would be proved.
function(plumb_secret_probe name expression expected)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/secret/${name}.cpp)
  file(WRITE ${source}.new "#include <fmt/format.h>
#include <iostream>
#include <string>
#include <plumb/base/secret.hpp>
int main() { const plumb::Secret secret(\"x\"); ${expression}; }
")
  configure_file(${source}.new ${source} COPYONLY)
  add_test(NAME unit.base.secret.${name}
           COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -fsyntax-only -I${CMAKE_SOURCE_DIR}/include ${source})
  set_tests_properties(unit.base.secret.${name} PROPERTIES LABELS unit WILL_FAIL ${expected})
endfunction()

plumb_secret_probe(redacted_prints [[fmt::format("{}", secret.redacted())]] FALSE)
plumb_secret_probe(fmt_refuses [[fmt::format("{}", secret)]] TRUE)
plumb_secret_probe(fmt_to_string_refuses [[fmt::to_string(secret)]] TRUE)
plumb_secret_probe(stream_refuses [[std::cout << secret]] TRUE)
plumb_secret_probe(string_refuses [[std::string text = secret]] TRUE)
plumb_secret_probe(concatenation_refuses [[std::string("x") + secret]] TRUE)
