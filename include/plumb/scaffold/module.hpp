// SPDX-License-Identifier: Apache-2.0
// A new module in the blueprint's shape, as files. The reference blueprint's own files, embedded at build time, are the
// templates: what this repository is tested with is what others start from. Pure; nothing is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/clock.hpp>
#include <plumb/base/error.hpp>
#include <plumb/scaffold/names.hpp>

namespace plumb::scaffold {

inline constexpr int k_first_major = 18;  // of PostgreSQL: uuidv7()

struct TableWish {
  std::string name;
  bool append_only = false;
  std::vector<std::string> columns;  // "title text NOT NULL"
  std::string parent;                // a table of the module that it belongs to; "": none
};

struct ModuleWish {
  std::string name;  // "acme-db"
  std::vector<TableWish> tables;
  Names names;
  int major = 18;  // of the PostgreSQL that it is for
};

struct File {
  std::string path;  // below the module's folder
  std::string text;
};

// "a", "a:append-only", "a:parent=b". Throws Error (usage) for anything else after the colon.
[[nodiscard]] TableWish parse_table(std::string_view text);
// The same, several, with commas between them; none for "".
[[nodiscard]] std::vector<TableWish> parse_tables(std::string_view text);

// "a.title text NOT NULL" is given to the table a. Throws Error (usage): no such table, no name or type, a column that
// the blueprint has itself, text that is more than one column, a key or a sequence that would break the contract.
void add_column(std::vector<TableWish>& tables, std::string_view text);

// The name of `table` becomes `name`, also where it is a parent.
void rename_wish(std::vector<TableWish>& tables, const std::string& table, const std::string& name);

// Something that is wrong with a wish.
struct Problem {
  std::string what;      // `table "order" is singular; tables are called after many`
  std::string remedy;    // "call it orders"
  std::string table;     // whose name it is about; "" for others
  std::string proposal;  // a name for it that would do; "" where there is none
};

// All of them: names that break the convention, reserved or doubled ones, a parent that is none of the tables or cannot
// be one. `existing`: tables that the module has already. Empty: the wish can be fulfilled.
[[nodiscard]] std::vector<Problem> problems(const ModuleWish& wish, const std::vector<std::string>& existing = {});
// As one Error (usage) to throw. REQUIRES: not empty.
[[nodiscard]] Error to_error(const std::vector<Problem>& problems);

// The four files of a table (three for an append-only one, which has no trigger): tables/, indexes/, triggers/, rls/.
// Paths begin with "schema/".
[[nodiscard]] std::vector<File> table_files(const TableWish& wish, const Names& names);

// All files of the module, in the order in which they are shown. `now` dates the first migration.
// REQUIRES: problems(wish) is empty.
[[nodiscard]] std::vector<File> module_files(const ModuleWish& wish, TimePoint now);

}  // namespace plumb::scaffold
