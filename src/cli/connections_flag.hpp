// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace plumb::cli {

// --connections: how many sessions may read the catalog of a live database.
class ConnectionsFlag {
 public:
  void add(CLI::App& app);
  // 1 or 2. Throws a usage error for anything else.
  [[nodiscard]] int value() const;

 private:
  std::string m_text = "2";
};

}  // namespace plumb::cli
