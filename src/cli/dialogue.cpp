// SPDX-License-Identifier: Apache-2.0
#include "dialogue.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace plumb::cli {
namespace {

std::string trim(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

bool Dialogue::is_possible() {
  return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
}

// Byte by byte, up to the line feed: what comes after it is for the next question.
std::string Dialogue::answer(const std::string& prompt) const {
  m_frame.err(prompt);
  std::string line;
  for (;;) {
    pollfd waited[] = {{STDIN_FILENO, POLLIN, 0}, {m_frame.stop().fd(), POLLIN, 0}};
    const int ready = ::poll(waited, 2, -1);
    if (m_frame.stop().requested()) throw Error("interrupted; nothing was written", ErrorCode::interrupted);
    if (ready < 0 && errno == EINTR) continue;
    char c = 0;
    const ssize_t got = ::read(STDIN_FILENO, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw Error("no answer; nothing was written", ErrorCode::usage);
    if (c == '\n') return trim(line);
    line += c;
  }
}

std::string Dialogue::ask(const std::string& question, const std::string& standard, const Error& missing) const {
  if (!is_possible()) throw missing;
  std::string given = answer(standard.empty() ? question + ": " : fmt::format("{} [{}]: ", question, standard));
  if (given.empty()) given = standard;
  if (given.empty()) throw missing;
  return given;
}

bool Dialogue::confirm(const std::string& question) const {
  if (!is_possible()) return true;
  const std::string given = answer(question + " [Y/n] ");
  return given.empty() || given == "y" || given == "Y" || given == "yes";
}

}  // namespace plumb::cli
