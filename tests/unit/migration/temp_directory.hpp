// SPDX-License-Identifier: Apache-2.0
// A directory of its own for a test, removed with all its files at the end.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

class TempDirectory {
 public:
  TempDirectory() {
    std::string path = (std::filesystem::temp_directory_path() / "plumb-migration-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) std::abort();
    m_path = path;
  }
  ~TempDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;

  [[nodiscard]] const std::string& path() const { return m_path; }
  [[nodiscard]] std::string url(const std::string& query = "") const { return "file://" + m_path + query; }

  void write(const std::string& name, const std::string& content) const {
    const std::filesystem::path path = std::filesystem::path(m_path) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }
  void write(const std::map<std::string, std::string>& files) const {
    for (const auto& [name, content] : files) write(name, content);
  }

  // All files below, by relative path.
  [[nodiscard]] std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_path)) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream content;
      content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      out[std::filesystem::relative(entry.path(), m_path).string()] = content.str();
    }
    return out;
  }

 private:
  std::string m_path;
};
