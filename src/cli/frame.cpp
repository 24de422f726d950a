// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cerrno>
#include <cstdlib>

#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::cli {
namespace {

// Nothing, or the errno of what was not written.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

std::size_t page_width() {
  constexpr std::size_t k_elsewhere = 100;
  if (const char* columns = std::getenv("COLUMNS"); columns != nullptr) {
    if (const long width = std::strtol(columns, nullptr, 10); width > 0) return static_cast<std::size_t>(width);
  }
  winsize size{};
  const bool known = ::isatty(STDOUT_FILENO) != 0 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : k_elsewhere;
}

bool wants_colour() {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) != "dumb";
}

}  // namespace

void Frame::out(std::string_view text) const {
  const int error = write_all(STDOUT_FILENO, text);
  // A reader that went away (| head) has read enough; a report that is lost is no success.
  if (error != 0 && error != EPIPE) throw Error(fmt::format("write standard output: {}", errno_text(error)));
}
void Frame::err(std::string_view text) const {
  write_all(STDERR_FILENO, text);
}

void Frame::error(const Error& error) const {
  // A file that the message does not name yet; Atlas's texts have it in their own way.
  const bool names_file = !error.span() || error.message().find(error.span()->file) != std::string::npos;
  if (!bare && !names_file) {
    err(fmt::format("Error: {}\n", describe(error)));
    return;
  }
  err(fmt::format("Error: {}\n", error.message()));
  if (bare && !flags.verbose && ::isatty(STDERR_FILENO) == 0) return;
  // The message names the place already where Atlas's text does; the line and the caret are for people.
  const std::string detail = describe(error);
  const std::size_t line = detail.find("\n  ");
  if (error.span() && !error.span()->line_text.empty() && line != std::string::npos) {
    err(detail.substr(line + 1) + "\n");
  } else if (!error.hint().empty()) {
    err("HINT: " + error.hint() + "\n");
  }
}

report::Style Frame::style() const {
  const bool colour = !flags.no_color && ::isatty(STDOUT_FILENO) != 0 && wants_colour();
  return report::Style(colour ? report::Colour::yes : report::Colour::no);
}

report::Page Frame::page() const {
  return {
      .style = style(), .width = page_width(), .detail = flags.verbose ? report::Detail::more : report::Detail::usual};
}

std::vector<std::pair<std::string, std::string>> Frame::variables() const {
  std::vector<std::pair<std::string, std::string>> all;
  for (const std::string& value : flags.vars) {
    try {
      const auto pairs = project::parse_vars({value});
      all.insert(all.end(), pairs.begin(), pairs.end());
    } catch (const Error& error) {
      throw Error(fmt::format("invalid argument {} for \"--var\" flag: {}", go_quote(value), error.message()),
                  ErrorCode::usage);
    }
  }
  return all;
}

const project::Project& Frame::project() {
  if (m_project) return *m_project;
  const bool config_given = flags.config_option != nullptr && flags.config_option->count() > 0;
  if (flags.env.empty() && !config_given) return m_project.emplace();
  const project::LoadOptions options{.config_url = flags.config, .env = flags.env, .vars = variables()};
  return m_project.emplace(project::load(
      options, [this](std::string_view text) { out(text); }, m_stop));
}

const project::Environment& Frame::environment() {
  const project::Project& loaded = project();
  if (loaded.selected.empty()) return m_none;
  if (loaded.selected.size() > 1) throw Error(fmt::format("multiple envs found for {}", go_quote(flags.env)));
  return loaded.selected.front();
}

workflow::Runtime Frame::runtime() {
  // A word while waiting is for people: scripts compare standard error with Atlas's.
  const bool talk = !flags.quiet && (flags.verbose || ::isatty(STDERR_FILENO) != 0);
  std::function<void(std::string_view)> say;
  if (talk) say = [this](std::string_view text) { err(std::string(text) + "\n"); };
  return {.clock = Clock::system(), .stop = m_stop, .say = std::move(say), .traffic = &m_traffic, .passes = &m_passes};
}

void Frame::print_stats() const {
  if (!flags.stats) return;
  err(fmt::format("stats: {} round trips, {} statements, {} bytes sent, {} bytes received\n", m_traffic.round_trips,
                  m_traffic.statements, m_traffic.bytes_sent, m_traffic.bytes_received));
  std::string line;
  for (const workflow::PassTime& each : m_passes) {
    const double milliseconds = std::chrono::duration<double, std::milli>(each.time).count();
    line += fmt::format("{}{} {:.1f} ms", line.empty() ? "stats: " : ", ", each.pass, milliseconds);
  }
  if (!line.empty()) err(line + "\n");
}

std::string flag_or(const CLI::Option* option, const std::string& flag, const std::string& environment) {
  return option->count() > 0 || environment.empty() ? flag : environment;
}

Secret flag_or(const CLI::Option* option, const Secret& flag, const Secret& environment) {
  return option->count() > 0 || environment.empty() ? flag : environment;
}

}  // namespace plumb::cli
