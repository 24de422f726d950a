// SPDX-License-Identifier: Apache-2.0
#include "server_processes.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <charconv>
#include <csignal>
#include <filesystem>
#include <vector>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

#include "server_folder.hpp"

namespace plumb::devdb {

namespace {

namespace fs = std::filesystem;

std::optional<int> number(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end != text.data() && value > 1 ? std::optional<int>(value) : std::nullopt;
}

// Its first process has the data directory among its arguments, too, which everybody may read: root in a container may
// not see where the processes of another user work.
bool works_in(int pid, const std::string& data) {
  std::error_code error;
  const fs::path folder = fs::read_symlink(fmt::format("/proc/{}/cwd", pid), error);
  if (!error) return folder == fs::weakly_canonical(data, error);
  try {
    const std::string arguments = read_file(fmt::format("/proc/{}/cmdline", pid));
    return arguments.find(std::string("\0-D\0", 4) + data + '\0') != std::string::npos;
  } catch (const Error&) {
    return false;  // it has ended
  }
}

std::vector<int> processes(const std::string& data) {
  std::vector<int> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
    const std::optional<int> pid = number(entry.path().filename());
    if (pid && works_in(*pid, data)) found.push_back(*pid);
  }
  return found;
}

void send(const std::string& data, int signal) {
  if (const std::optional<int> pid = postmaster(data)) {
    ::kill(*pid, signal);
  } else {
    for (const int left : processes(data)) ::kill(left, SIGKILL);
  }
}

}  // namespace

std::optional<int> postmaster(const std::string& data) {
  try {
    const std::optional<int> pid = number(read_file(data + "/postmaster.pid"));
    return pid && works_in(*pid, data) ? pid : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

void end_server(const std::string& data, const std::string& folder, int signal, const Stop& stop) {
  send(data, signal);
  while (is_in_use(folder)) {
    pollfd fd{stop.fd(), POLLIN, 0};
    ::poll(&fd, 1, 2);
    if (stop.requested()) throw Error("waiting for the end of the server was interrupted", ErrorCode::interrupted);
  }
}

void abandon_server(const std::string& data) {
  send(data, SIGQUIT);
  while (!processes(data).empty()) ::poll(nullptr, 0, 2);
}

}  // namespace plumb::devdb
