// SPDX-License-Identifier: Apache-2.0
// A new module in the blueprint's shape, as files. The reference blueprint's own files, embedded at build time, are the
// templates: what this repository is tested with is what others start from. Pure; nothing is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/clock.hpp>

namespace plumb::scaffold {

// What policies are called.
enum class NameFamily {
  blueprint,   // users_tenant_policy, users_operations_policy
  production,  // users_tenant_isolation, users_operations_access
};

struct TableWish {
  std::string name;
  bool append_only = false;
  std::vector<std::string> columns;  // "title text NOT NULL"
  std::string parent;                // a table of the module that it belongs to; "": none
};

struct ModuleWish {
  std::string name;  // "acme-db"
  std::vector<TableWish> tables;
  NameFamily names = NameFamily::blueprint;
};

struct File {
  std::string path;  // below the module's folder
  std::string text;
};

// "a", "a:append-only", "a:parent=b". Throws Error (usage) for anything else after the colon.
[[nodiscard]] TableWish parse_table(std::string_view text);

// "a.title text NOT NULL" is given to the table a. Throws Error (usage): no such table, no name or type, a column that
// the blueprint has itself, text that is more than one column.
void add_column(std::vector<TableWish>& tables, std::string_view text);

// All that is wrong with the wish, one text each: names that break the convention (with a proposal), reserved or
// doubled ones, a parent that is none of the tables. Empty: it can be fulfilled.
[[nodiscard]] std::vector<std::string> problems(const ModuleWish& wish);

// The four files of a table (three for an append-only one, which has no trigger): tables/, indexes/, triggers/, rls/.
// Paths begin with "schema/".
[[nodiscard]] std::vector<File> table_files(const TableWish& wish, NameFamily names);

// All files of the module but atlas.sum, in the order in which they are shown. `now` dates the first migration.
// REQUIRES: problems(wish) is empty.
[[nodiscard]] std::vector<File> module_files(const ModuleWish& wish, TimePoint now);

}  // namespace plumb::scaffold
