// SPDX-License-Identifier: Apache-2.0
#include <plumb/devdb/run_program.hpp>

#include <support/catch.hpp>

using plumb::devdb::run_program;

TEST_CASE("a program's output, errors and status are kept") {
  const auto output = run_program({"sh", "-c", "echo out; echo err >&2; exit 3"});
  CHECK(output.out == "out\n");
  CHECK(output.error == "err\n");
  CHECK_FALSE(output.ok());
  CHECK(output.status_text() == "exit status 3");
  CHECK(output.path.starts_with('/'));
  CHECK(run_program({"sh", "-c", "kill -KILL $$"}).status_text() == "signal: killed");
}

TEST_CASE("a program that fills both pipes does not block") {
  const auto output =
      run_program({"sh", "-c", "head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero"});
  CHECK(output.out.size() == 600000);
  CHECK(output.error.size() == 300000);
}

TEST_CASE("a program runs in its folder, with nothing to read") {
  CHECK(run_program({"pwd"}, "/").out == "/\n");
  CHECK(run_program({"cat"}).out.empty());
}

TEST_CASE("what cannot be started is told as Go does") {
  CHECK_THROWS_WITH(run_program({"no-such-program-x"}),
                    "exec: \"no-such-program-x\": executable file not found in $PATH");
  CHECK_THROWS_WITH(run_program({"true"}, "/no-such-folder"), "chdir /no-such-folder: no such file or directory");
  CHECK_THROWS_WITH(run_program({"/no-such-program"}), "fork/exec /no-such-program: no such file or directory");
}
