// SPDX-License-Identifier: Apache-2.0
// What the commands of `plumb dev` have in common.
#pragma once

#include <cstdint>
#include <string>

#include <plumb/workflow/dev.hpp>

namespace CLI {
class App;
}

namespace plumb::cli {

// --name: which server.
class DevNameFlag {
 public:
  void add(CLI::App& app);
  [[nodiscard]] devdb::DevName get() const { return workflow::dev_name(m_name); }
  [[nodiscard]] bool given() const { return !m_name.empty(); }

 private:
  std::string m_name;
};

// "the server of /srv/app", "the server \"scratch\"".
[[nodiscard]] std::string describe_name(const devdb::DevName& name);
// "7.3 MB", in powers of 1000, as disks are sold.
[[nodiscard]] std::string human_bytes(std::uint64_t bytes);
// 'it'\''s': one word for a shell.
[[nodiscard]] std::string shell_quote(const std::string& text);

}  // namespace plumb::cli
