// SPDX-License-Identifier: Apache-2.0
// plumb-test-server [--major N] [--quiet] [-- command…]: a throw-away PostgreSQL for scripts. Prints url=… (to which
// "/<database>" is added) and socket=… (a folder), unless told to be quiet, then runs the command with
// PLUMB_TEST_URL_BASE in its environment and exits as it does; without a command, waits for SIGINT or SIGTERM. The
// server is gone afterwards, also after kill -9.
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/devdb/server.hpp>

namespace {

plumb::Stop* stop_of_main = nullptr;
volatile pid_t command_of_main = 0;

void on_signal(int signal) {
  stop_of_main->request();
  if (command_of_main > 0) ::kill(command_of_main, signal);
}

int run_command(char** arguments, const plumb::Stop& stop) {
  pid_t pid = 0;
  if (const int error = ::posix_spawnp(&pid, arguments[0], nullptr, nullptr, arguments, environ); error != 0) {
    throw plumb::Error(fmt::format("cannot run {}: {}", arguments[0], plumb::errno_text(error)));
  }
  command_of_main = pid;
  if (stop.requested()) ::kill(pid, SIGTERM);  // a signal that came before there was whom to pass it to
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

enum class Talk { no, yes };

int run_server(int major, Talk talk, char** command, const plumb::Stop& stop) {
  const auto server = plumb::devdb::Server::start({.major = major, .tcp = true}, stop);
  ::setenv("PLUMB_TEST_URL_BASE", server.tcp_base().c_str(), 1);
  if (talk == Talk::yes) fmt::print("url={}\nsocket={}/socket\n", server.tcp_base(), server.folder());
  std::fflush(stdout);
  if (command != nullptr) return run_command(command, stop);
  pollfd fd{stop.fd(), POLLIN, 0};
  while (!stop.requested()) ::poll(&fd, 1, -1);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  plumb::Stop stop;
  stop_of_main = &stop;
  int major = 18;
  Talk talk = Talk::yes;
  char** command = nullptr;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--major" && i + 1 < argc) {
      major = std::atoi(argv[++i]);
    } else if (argument == "--quiet") {
      talk = Talk::no;
    } else if (argument == "--" && i + 1 < argc) {
      command = argv + i + 1;
      break;
    } else {
      fmt::print(stderr, "usage: plumb-test-server [--major N] [--quiet] [-- command…]\n");
      return 2;
    }
  }
  struct sigaction action {};
  action.sa_handler = on_signal;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
  try {
    return run_server(major, talk, command, stop);
  } catch (const plumb::Error& error) {
    fmt::print(stderr, "plumb-test-server: {}\n", plumb::describe(error));
    return 1;
  }
}
