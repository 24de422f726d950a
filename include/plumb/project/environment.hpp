// SPDX-License-Identifier: Apache-2.0
// What an environment of atlas.hcl means to plumb: text turned into the program's own types, once.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::hcl {
class Value;
}

namespace plumb::project {

// One selected env, as written: empty texts are "not set" (atlas-project.md §1.10, §1.11).
struct Environment {
  std::string name;
  Secret url;
  Secret dev;
  std::vector<std::string> src;  // entries in order, as written ("file://schema.sql", "schema.sql")
  std::vector<std::string> schemas;
  std::vector<std::string> exclude;
  struct Migration {
    std::string dir;
    std::string format;
    std::string baseline;
    std::string exec_order;  // lower-case, "-" for "_": the flag's spelling
    std::string lock_timeout;
    std::string revisions_schema;
  } migration;
  struct Format {  // templates
    std::string migrate_apply, migrate_status, migrate_diff, migrate_lint;
    std::string schema_inspect, schema_apply, schema_diff, schema_clean;
  } format;
  // Everything of the env as evaluated, for `project eval` and for env://NAME: attributes and blocks in order.
  std::shared_ptr<const hcl::Value> evaluated;
};

struct Project {
  std::vector<Environment> selected;  // in the order in which `migrate apply` runs them
  migration::Directory::Memory memory;  // mem:// directories that data sources made
};

struct LoadOptions {
  std::string config_url = "file://atlas.hcl";
  std::string env;                        // --env; may be empty: then no environment is selected
  std::vector<std::pair<std::string, std::string>> vars;  // --var in order
};

// Reads and evaluates a project file. Throws Error with Atlas's texts. Runs what the file asks for: `data "sql"` connects,
// `data "external"` runs a program. `print()` of the file goes to `print`.
[[nodiscard]] Project load(const LoadOptions& options, const std::function<void(std::string_view)>& print, const Stop& stop);

// --var values as the flag takes them: CSV records of name=value. Throws `variables must be format as key=value, got: "b"` and the
// CSV reader's errors, without the flag's prefix.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parse_vars(const std::vector<std::string>& flags);

}  // namespace plumb::project
