// SPDX-License-Identifier: Apache-2.0
// Differences as findings: DRF001 missing, DRF002 unexpected, DRF003 changed. One finding an object; how severe it is
// stands in the header of the kind's file, for a changed object the worst of its attributes.
#pragma once

#include <string>
#include <vector>

#include <plumb/catalog/catalog.hpp>
#include <plumb/diff/difference.hpp>
#include <plumb/finding/finding.hpp>

namespace plumb::diff {

struct FindingOptions {
  // What "{migration role}" stands for on the live server; used in the SQL of fixes only. "": such a statement is left
  // out.
  std::string migration_role;
  // The live database's name, for GRANT … ON DATABASE and the like. "": such a statement is left out.
  std::string database;
  // The live server's, 180004: a statement that it does not know yet is left out.
  int server_version = 180000;
};

[[nodiscard]] finding::ObjectName object_name(const catalog::Object& object);

// In the order of the differences. `expected` and `actual` hold "attribute = value" lines; `attributes` the same as
// data, values as the catalog has them (a set as a JSON array). The fingerprint is made of the object that is there
// (the missing one's own, else).
[[nodiscard]] std::vector<finding::Finding> findings(const Differences& differences, const FindingOptions& options);

// The SQL that brings the live object back to the desired one, statements separated by line feeds, each with its ';'.
// What cannot be said exactly is not guessed: "" if nothing can, and for a part of the attributes a comment line that
// names them. What would destroy data is in a comment.
[[nodiscard]] std::string fix(const Difference& difference, const FindingOptions& options);

}  // namespace plumb::diff
