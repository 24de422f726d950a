// SPDX-License-Identifier: Apache-2.0
// How a starting server tells that it takes connections: it writes "ready" into postmaster.pid. Watching that file
// costs the server nothing, while each connection that comes too early costs it a process.
#pragma once

#include <functional>
#include <string>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/stop.hpp>

namespace plumb::devdb {

class ReadinessWatch {
 public:
  explicit ReadinessWatch(const std::string& data_directory);

  [[nodiscard]] bool ready() const;
  // Returns when a file of the data directory changed, the Stop is requested, or 20 ms have passed.
  void wait(const Stop& stop);

 private:
  std::string m_file;
  Descriptor m_changes;
};

// Waits until the server on a data directory takes connections. True: it does. False: it ended by itself. Throws where
// it takes longer than a minute, or the Stop is requested.
[[nodiscard]] bool become_ready(const std::string& data_directory, const std::function<bool()>& running,
                                const Stop& stop);

}  // namespace plumb::devdb
