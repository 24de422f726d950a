// SPDX-License-Identifier: Apache-2.0
#include <plumb/state/location.hpp>

#include <cstdlib>
#include <string_view>

namespace plumb::state {
namespace {

std::optional<std::string> absolute(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || *value != '/') return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::string> usual_path() {
  constexpr std::string_view k_below = "/plumb/state.db";
  if (const auto state = absolute("XDG_STATE_HOME")) return *state + std::string(k_below);
  if (const auto home = absolute("HOME")) return *home + "/.local/state" + std::string(k_below);
  return std::nullopt;
}

}  // namespace plumb::state
