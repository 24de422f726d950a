// SPDX-License-Identifier: Apache-2.0
#include "settings_flag.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>

namespace plumb::cli {
namespace {

constexpr std::string_view k_name = "plumb.yaml";
constexpr std::string_view k_scheme = "file://";

}  // namespace

void SettingsFlag::add(CLI::App& app) {
  option = app.add_option("--settings", path, "what the blueprint's parts are called here, which rules count, waivers")
               ->default_str("plumb.yaml beside the project file, if it is there");
}

std::string SettingsFlag::file(const Frame& frame) const {
  if (option->count() > 0) return path;
  std::string config = frame.flags.config;
  if (config.starts_with(k_scheme)) config.erase(0, k_scheme.size());
  return (std::filesystem::path(config).parent_path() / k_name).string();
}

settings::Settings SettingsFlag::load(const Frame& frame) const {
  const std::string name = file(frame);
  if (option->count() == 0 && !std::filesystem::exists(name)) return {};
  return settings::load(name);
}

settings::Settings SettingsFlag::load_if_there(const Frame& frame) const {
  const std::string name = file(frame);
  return std::filesystem::exists(name) ? settings::load(name) : settings::Settings();
}

}  // namespace plumb::cli
