// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/settings/settings.hpp>

#include "frame.hpp"

namespace plumb::cli {

// --settings, of the commands that read plumb.yaml.
struct SettingsFlag {
  std::string path;
  CLI::Option* option = nullptr;

  void add(CLI::App& app);
  // Where plumb.yaml is: as the flag says, else beside the project file.
  [[nodiscard]] std::string file(const Frame& frame) const;
  // The defaults where there is no such file and the flag does not ask for one.
  [[nodiscard]] settings::Settings load(const Frame& frame) const;
  // The defaults where there is no such file, whoever asks for it: of a command that makes it.
  [[nodiscard]] settings::Settings load_if_there(const Frame& frame) const;
};

}  // namespace plumb::cli
