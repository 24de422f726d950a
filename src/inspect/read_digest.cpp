// SPDX-License-Identifier: Apache-2.0
#include "read_digest.hpp"

#include <plumb/base/sha256.hpp>
#include <plumb/inspect/queries_digest.hpp>
#include <plumb/inspect/rows_digest.hpp>

namespace plumb::inspect {
namespace {

// Parts that cannot run into each other.
class Parts {
 public:
  void add(std::string_view text) {
    m_hash.update(fmt::format("{}:", text.size()));
    m_hash.update(text);
  }
  void add(const std::vector<std::string>& texts) {
    add(std::to_string(texts.size()));
    for (const std::string& text : texts) add(text);
  }
  [[nodiscard]] std::string hex() const { return m_hash.hex(); }

 private:
  Sha256 m_hash;
};

}  // namespace

Rows read_rows(const TextTable& row) {
  return {.snapshot = std::string(row.cell(0, 0)), .text = std::string(row.cell(0, 1))};
}

std::string read_digest(const std::string& rows, const Facts& facts, const ReadOptions& options,
                        const catalog::Scope& scope) {
  Parts parts;
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
