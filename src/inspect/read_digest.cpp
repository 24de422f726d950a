// SPDX-License-Identifier: Apache-2.0
#include "read_digest.hpp"

#include <plumb/base/parts_digest.hpp>
#include <plumb/inspect/queries_digest.hpp>
#include <plumb/inspect/rows_digest.hpp>

namespace plumb::inspect {

Rows read_rows(const TextTable& row) {
  return {.snapshot = std::string(row.cell(0, 0)), .text = std::string(row.cell(0, 1))};
}

std::string read_digest(const std::string& rows, const Facts& facts, const ReadOptions& options,
                        const catalog::Scope& scope) {
  PartsDigest parts;
  parts.add(rows);
  parts.add(rows_query(facts.server_version / 10000));
  parts.add(queries_digest(facts.server_version, options.kinds));
  parts.add(facts.server_version_text);
  parts.add(facts.database);
  parts.add(facts.role);
  parts.add(facts.migration_role);
  parts.add(facts.in_recovery ? "standby" : "primary");
  parts.add(options.revisions_schema);
  parts.add(options.roles == Roles::all ? "all" : "reaching");
  parts.add(scope.schemas);
  for (const catalog::Scope::Exclusion& exclusion : scope.exclusions) {
    parts.add(exclusion.kind);
    parts.add(exclusion.identity);
    parts.add(exclusion.reach == catalog::Scope::Reach::whole ? "whole" : "itself");
  }
  return parts.hex();
}

}  // namespace plumb::inspect
