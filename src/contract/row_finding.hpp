// SPDX-License-Identifier: Apache-2.0
// A row of a rule becomes a finding.
#pragma once

#include <plumb/contract/judge.hpp>

#include "fix_template.hpp"

namespace plumb::contract {

struct RowContext {
  const Rule& rule;
  const Subject& subject;
  const FixNames& names;
};

// "" if rows with these columns can become findings, else what is wrong with them.
[[nodiscard]] std::string check_columns(const std::vector<std::string>& columns);

// Its fingerprint is that of the object in the catalog; where it is none of it, of its name and the row's message.
// REQUIRES: check_columns() is content.
[[nodiscard]] finding::Finding to_finding(const std::vector<std::string>& columns,
                                          const std::vector<query::Value>& cells, const RowContext& context);

}  // namespace plumb::contract
