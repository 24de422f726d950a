// SPDX-License-Identifier: Apache-2.0
#include <plumb/devdb/attached_command.hpp>

#include <csignal>
#include <support/catch.hpp>

#include <plumb/base/error.hpp>

#include "scratch.hpp"

using namespace plumb;
using devdb::run_attached;

TEST_CASE("the exit code is the command's, or tells the signal") {
  CHECK(run_attached({"true"}, {}) == 0);
  CHECK(run_attached({"sh", "-c", "exit 7"}, {}) == 7);
  CHECK(run_attached({"/bin/sh", "-c", "kill -9 $$"}, {}) == 128 + 9);
}

TEST_CASE("a command gets our environment, with what is changed") {
  test::Variables variables;
  variables.set("PLUMB_TEST_KEPT", "kept");
  variables.set("PLUMB_TEST_GONE", "gone");
  variables.set("PLUMB_TEST_GONE_NOT", "there");
  const std::string script =
      "test \"$PLUMB_TEST_KEPT$PLUMB_TEST_NEW$PLUMB_TEST_GONE_NOT\" = 'keptn e wthere' && test -z "
      "\"${PLUMB_TEST_GONE+x}\"";
  CHECK(run_attached({"sh", "-c", script}, {{"PLUMB_TEST_NEW", "n e w"}, {"PLUMB_TEST_GONE", std::nullopt}}) == 0);
}

TEST_CASE("signals that come for us go to the command, and the mask comes back") {
  // The shell tells us apart from the terminal by sending it itself: to its parent, which is this process.
  CHECK(run_attached({"sh", "-c", "trap 'exit 5' TERM; kill -TERM $PPID; while :; do sleep 0.01; done"}, {}) == 5);
  sigset_t mask;
  ::sigprocmask(SIG_SETMASK, nullptr, &mask);
  CHECK(sigismember(&mask, SIGTERM) == 0);
}

TEST_CASE("a broken pipe ends a command as it would without plumb") {
  const auto before = ::signal(SIGPIPE, SIG_IGN);
  CHECK(run_attached({"sh", "-c", "kill -PIPE $$; exit 0"}, {}) == 128 + SIGPIPE);
  ::signal(SIGPIPE, before);
}

TEST_CASE("what cannot be run says so") {
  const test::ScratchFolder scratch;
  write_file(scratch.path("text"), "no program\n");
  CHECK_THROWS_WITH(run_attached({"no-such-program"}, {}), "there is no program no-such-program in PATH");
  CHECK_THROWS_WITH(run_attached({scratch.path("text")}, {}),
                    "cannot run " + scratch.path("text") + ": permission denied");
  CHECK_THROWS_WITH(devdb::become_command({scratch.path("missing")}, {}),
                    "cannot run " + scratch.path("missing") + ": no such file or directory");
}
