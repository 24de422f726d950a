// SPDX-License-Identifier: Apache-2.0
#include "dev_flags.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <array>

#include <plumb/base/go_text.hpp>

namespace plumb::cli {

void DevNameFlag::add(CLI::App& app) {
  app.add_option("--name", m_name, "a server with a name of its own, for no project or for several")
      ->default_str("the server of the project");
}

std::string describe_name(const devdb::DevName& name) {
  return name.project.empty() ? "the server " + go_quote(name.name) : "the server of " + name.project;
}

std::string human_bytes(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> k_units = {"B", "kB", "MB", "GB", "TB"};
  if (bytes < 1000) return fmt::format("{} B", bytes);
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 999.95 && unit + 1 < k_units.size()) {
    value /= 1000;
    ++unit;
  }
  return fmt::format("{:.1f} {}", value, k_units[unit]);
}

std::string shell_quote(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace plumb::cli
