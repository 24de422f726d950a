// SPDX-License-Identifier: Apache-2.0
// Project files in a folder of their own, for tests.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <plumb/base/error.hpp>
#include <plumb/hcl/json.hpp>
#include <plumb/project/environment.hpp>

namespace plumb::project {

class ProjectFolder {
 public:
  ProjectFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "plumb-project-XXXXXX").string();
    m_path = ::mkdtemp(pattern.data());
  }
  ~ProjectFolder() { std::filesystem::remove_all(m_path); }
  ProjectFolder(const ProjectFolder&) = delete;
  ProjectFolder& operator=(const ProjectFolder&) = delete;

  void write(const std::string& name, const std::string& text) const {
    const auto path = m_path / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (m_path / name).string(); }

  [[nodiscard]] Project load(const std::string& text, const std::string& env = "e",
                             std::vector<std::pair<std::string, std::string>> vars = {}) const {
    write("atlas.hcl", text);
    const LoadOptions options{.config_url = "file://" + path("atlas.hcl"), .env = env, .vars = std::move(vars)};
    return project::load(
        options, [this](std::string_view printed) { m_printed += printed; }, Stop::never());
  }

  // The one selected env as JSON, or the error without the folder's path.
  [[nodiscard]] std::string evaluated(const std::string& text, const std::string& env = "e") const {
    try {
      return std::get<std::string>(hcl::to_json(*load(text, env).selected.at(0).evaluated, hcl::JsonExtras::marked));
    } catch (const Error& error) {
      std::string message = error.message();
      const std::string prefix = m_path.string() + "/";
      for (auto at = message.find(prefix); at != std::string::npos; at = message.find(prefix))
        message.erase(at, prefix.size());
      return message;
    }
  }

  [[nodiscard]] const std::string& printed() const { return m_printed; }

 private:
  std::filesystem::path m_path;
  mutable std::string m_printed;
};

}  // namespace plumb::project
