// SPDX-License-Identifier: Apache-2.0
#include "against_text.hpp"

#include <fmt/format.h>

namespace plumb::report {

std::string against_text(const finding::DriftReport& report) {
  const finding::DriftBase& against = report.against;
  if (against.kind.empty()) {
    return report.coverage.rules.run == 0 ? "nothing" : "nothing: judged by the rules of the contract only";
  }
  if (!against.name.empty()) return fmt::format("the {} {}", against.kind, against.name);
  if (against.kind != "migrations") return against.kind;
  return against.version.empty() ? "an empty database: no migration is applied"
                                 : "the migrations up to " + against.version;
}

}  // namespace plumb::report
