// SPDX-License-Identifier: Apache-2.0
// plumb drift: is the live database what its blueprint says? (commands.md §1)
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/finding/drift_report.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// Where the desired side comes from.
enum class Against {
  migrations,  // the files that the live database says it has, replayed
  src,         // the declared schema
};

struct DriftOptions {
  std::string name;                     // of the environment: for the report only
  Secret url;                           // of the live database; bound to a schema, only that schema is compared
  std::string dir_url;                  // migration directory; "" there is none
  migration::Directory::Memory memory;  // mem:// directories of the project file
  std::vector<std::string> src;         // entries of the declared schema
  Against against = Against::migrations;
  std::vector<std::string> schemas;  // only these; empty: all, or the one that the URL is bound to
  std::string revisions_schema;      // "" as `migrate apply` finds it: the bound schema, else Atlas's own
  std::chrono::nanoseconds lock_timeout = std::chrono::seconds(10);  // how long an apply in flight is waited for
};

// Reads the live database in one read-only snapshot, catalog and revision rows together; builds the desired side on a
// private server of the live server's major version; compares. A verdict of not_judged means that there was nothing to
// compare with; the findings say why.
// Throws Error where the judgement cannot be made for a reason that is no finding: no connection, a directory that
// cannot be read or has one version twice, a file that does not run on an empty server, nothing to compare with.
// SQL: catalog queries, the revision rows. Locks: none that others notice; the migration lock is looked at, not taken.
[[nodiscard]] finding::DriftReport drift(const DriftOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
