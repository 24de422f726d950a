// SPDX-License-Identifier: Apache-2.0
// The findings of class coverage: what should have been looked at and was not. Silence is never "all clear".
#pragma once

#include <string>
#include <vector>

#include <plumb/catalog/kind.hpp>
#include <plumb/finding/finding.hpp>
#include <plumb/inspect/snapshot.hpp>

namespace plumb::workflow {

[[nodiscard]] finding::Finding not_seen(const inspect::NotSeen& what);   // COV001
[[nodiscard]] finding::Finding no_server_of_version(int major);          // COV002
[[nodiscard]] finding::Finding not_compared(const catalog::Kind& kind);  // COV003
[[nodiscard]] finding::Finding not_known(const std::string& what, std::size_t count,
                                         const std::string& server);  // COV004

[[nodiscard]] finding::Finding other_major_version(const std::string& what, int major, int live_major);  // COV005

}  // namespace plumb::workflow
