// SPDX-License-Identifier: Apache-2.0
#include "second_session.hpp"

#include "migrate_session.hpp"

namespace plumb::workflow {

std::function<std::unique_ptr<pg::Connection>()> second_session(const pg::Target& target, int connections,
                                                                const Runtime& runtime) {
  if (connections < 2) return {};
  return
      [&target, &runtime] { return pg::connect(target, {.connect_timeout = std::chrono::seconds(5)}, runtime.stop); };
}

void tell_second_session(const inspect::Snapshot& snapshot, const Runtime& runtime) {
  add_traffic(snapshot.second_traffic, runtime);
  if (runtime.say && !snapshot.alone.empty()) {
    runtime.say("one session read the catalog, for a second one was of no use: " + snapshot.alone);
  }
}

}  // namespace plumb::workflow
