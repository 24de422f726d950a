// SPDX-License-Identifier: Apache-2.0
// For the tests of devdb: a folder that goes away, and environment variables that come back.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include <plumb/base/files.hpp>

namespace plumb::test {

class ScratchFolder {
 public:
  ScratchFolder() : m_path(::mkdtemp(m_template)) {}
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] std::string path(const std::string& name = "") const {
    return name.empty() ? m_path : m_path + "/" + name;
  }

 private:
  char m_template[32] = "/tmp/plumb-test-XXXXXX";
  std::string m_path;
};

class Variables {
 public:
  Variables() = default;
  ~Variables() {
    for (const auto& [name, value] : m_before) apply(name, value);
  }
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;
  // Nothing: not set.
  void set(const std::string& name, const std::optional<std::string>& value) {
    const char* before = std::getenv(name.c_str());
    m_before.try_emplace(name, before == nullptr ? std::nullopt : std::optional<std::string>(before));
    apply(name, value);
  }

 private:
  static void apply(const std::string& name, const std::optional<std::string>& value) {
    if (value) {
      ::setenv(name.c_str(), value->c_str(), 1);
    } else {
      ::unsetenv(name.c_str());
    }
  }
  std::map<std::string, std::optional<std::string>> m_before;
};

}  // namespace plumb::test
