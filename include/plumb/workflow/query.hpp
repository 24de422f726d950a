// SPDX-License-Identifier: Apache-2.0
// plumb query: ask a catalog as SQL tables (docs/query.md).
#pragma once

#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/query/database.hpp>
#include <plumb/settings/settings.hpp>
#include <plumb/workflow/drift.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// Where the catalog comes from: exactly one of url, from, and desired.
struct QuerySource {
  Secret url;                      // a live database
  std::string from;                // a snapshot file
  std::optional<Against> desired;  // what the migrations make (all of them), or the declared schema
  std::string dir_url;
  migration::Directory::Memory memory;  // mem:// directories of the project file
  std::vector<std::string> src;
  std::string revisions_schema;  // "": Atlas's own
  int connections = 1;           // to the live database; 2: a second session may read a part of a large catalog
};

struct QueryOptions {
  QuerySource source;
  settings::Settings settings;
  std::string sql;
  query::Limits limits;
};

// Throws Error: no or more than one source, what reading that source throws, and a query that fails, with a caret into
// its text. SQL sent: the catalog queries, in one read-only snapshot. A kind that could not be seen is told by
// Runtime::say; a query that needs it fails.
[[nodiscard]] query::Result query(const QueryOptions& options, const Runtime& runtime);

// The tables that a query can use, with their columns: those that any source has.
[[nodiscard]] std::vector<query::TableDescription> query_tables(const settings::Settings& settings);

}  // namespace plumb::workflow
