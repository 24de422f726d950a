// SPDX-License-Identifier: Apache-2.0
// plumb drift: is the live database what its blueprint says? (commands.md §1)
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/finding/drift_report.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/workflow/contract.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// Where the desired side comes from.
enum class Against {
  migrations,  // the files that the live database says it has, replayed
  src,         // the declared schema
  snapshot,    // a file that `plumb snapshot` wrote
  database,    // another database, as it is
};

enum class UseCache { yes, no };

struct DriftOptions {
  std::string name;                     // of the environment: for the report only
  Secret url;                           // of the live database; bound to a schema, only that schema is compared
  std::string dir_url;                  // migration directory; "" there is none
  migration::Directory::Memory memory;  // mem:// directories of the project file
  std::vector<std::string> src;         // entries of the declared schema
  Against against = Against::migrations;
  std::string snapshot;              // of Against::snapshot: path of the file
  Secret other;                      // of Against::database: its URL
  std::vector<std::string> schemas;  // only these; empty: all, or the one that the URL is bound to
  std::vector<std::string> exclude;  // patterns of objects that are not compared; docs/commands.md, "Patterns"
  std::vector<std::string> include;  // and of those that are; empty: all
  std::vector<std::string> only;  // a further choice: "kind:policy", "schema:public", "class:drift", "object:PATTERN"
  std::string revisions_schema;   // "" as `migrate apply` finds it: the bound schema, else Atlas's own
  std::chrono::nanoseconds lock_timeout = std::chrono::seconds(10);  // how long an apply in flight is waited for
  std::optional<Contract> contract;                                  // what else it is judged by
  // The state file, where desired catalogs and what earlier audits saw are kept. Nothing: without one. "": at its usual
  // place.
  std::optional<std::string> state;
  int connections = 1;                 // 2: a second session may read a part of a large catalog
  UseCache use_cache = UseCache::yes;  // no: the desired side is built anew, and kept
};

// Reads the live database in one read-only snapshot, catalog and revision rows together; takes the desired side from
// the state file, or builds it on a private server of the live server's major version; compares. Of what differs it
// tells where it was declared, and when it was changed. A verdict of not_judged means that there was nothing to compare
// with; the findings say why.
// Throws Error where the judgement cannot be made for a reason that is no finding: no connection, a directory that
// cannot be read or has one version twice, a file that does not run on an empty server, nothing to compare with, a
// pattern that is not understood. A state file is never a reason: report.warnings says what is wrong with it.
// Where `only` does not want differences, nothing is compared, and nothing to compare with is asked for.
// SQL: catalog queries, the revision rows; where something differs, one query more for the times of its rows; the
// questions of rules, see judge(). Two round trips (three, where a second session reads a part), and one each for the
// latter two. Locks: none that others notice; the migration lock is looked at, not taken.
[[nodiscard]] finding::DriftReport drift(const DriftOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
