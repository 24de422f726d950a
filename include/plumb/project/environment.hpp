// SPDX-License-Identifier: Apache-2.0
// What an environment of atlas.hcl means to plumb: text turned into the program's own types, once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::hcl {
class Value;
}

namespace plumb::project {

// Which changes a plan leaves out, and which indexes it builds concurrently (§1.10).
struct DiffPolicy {
  std::vector<std::string> skip;  // "drop_table", "add_index" …: those that are set to true
  bool concurrent_create = false;
  bool concurrent_drop = false;
};

struct LintPolicy {
  std::string log;  // format template
  std::optional<std::int64_t> latest;
  std::string git_dir;
  std::string git_base;
  std::string review;                                    // "ALWAYS", "WARNING", "ERROR"
  std::map<std::string, std::optional<bool>> analyzers;  // by block name: whether findings are errors
};

// One selected env, as written: empty texts are "not set" (atlas-project.md §1.10, §1.11).
struct Environment {
  std::string name;
  Secret url;
  Secret dev;
  std::vector<std::string> src;  // entries in order, as written ("file://schema.sql", "schema.sql")
  bool src_is_list = false;      // src was written as a list, also one of a single entry
  std::vector<std::string> schemas;
  std::vector<std::string> exclude;
  std::vector<std::string> include;
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
  DiffPolicy diff;  // with what the file's top-level policies add
  LintPolicy lint;
  // Everything of the env as evaluated, for `project eval` and for env://NAME: an object of attributes; blocks are
  // objects under their type, tuples of objects where the type is repeated; labels are under "$labels".
  std::shared_ptr<const hcl::Value> evaluated;
};

struct Project {
  std::vector<Environment> selected;  // in the order in which `migrate apply` runs them
  DiffPolicy diff;                    // the file's top-level policies: what counts without --env
  LintPolicy lint;
  migration::Directory::Memory memory;  // mem:// directories that data sources made: "tpl/m" → files
};

struct LoadOptions {
  std::string config_url = "file://atlas.hcl";
  std::string env;                                             // --env; may be empty: then no environment is selected
  std::vector<std::pair<std::string, std::string>> vars = {};  // --var in order
};

// Reads and evaluates a project file. Throws Error with Atlas's texts; errors of the file itself carry the line. Runs
// what the file asks for: `data "sql"` connects, `data "external"` runs a program. `print()` of the file goes to
// `print`.
[[nodiscard]] Project load(const LoadOptions& options, const std::function<void(std::string_view)>& print,
                           const Stop& stop);

// --var values as the flag takes them: CSV records of name=value. Throws `variables must be format as key=value, got:
// "b"` and the CSV reader's errors, without the flag's prefix.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parse_vars(const std::vector<std::string>& flags);

}  // namespace plumb::project
