// SPDX-License-Identifier: Apache-2.0
#include <plumb/scaffold/module.hpp>

#include <algorithm>
#include <map>

#include <plumb/base/error.hpp>
#include <plumb/scaffold/table_name.hpp>

#include "table_template.hpp"

namespace plumb::scaffold {
namespace {

class Finder {
 public:
  Finder(const ModuleWish& wish, const std::vector<std::string>& existing) : m_wish(wish), m_existing(existing) {}

  std::vector<Problem> find() {
    std::map<std::string, int> seen;
    for (const TableWish& table : m_wish.tables) {
      check_name(table);
      if (++seen[table.name] == 2) add(fmt::format("table \"{}\" is named twice", table.name), "name it once");
      check_parent(table);
    }
    check_cycles();
    return std::move(m_found);
  }

 private:
  void add(std::string what, std::string remedy) {
    m_found.push_back({.what = std::move(what), .remedy = std::move(remedy), .table = {}, .proposal = {}});
  }

  void check_name(const TableWish& table) {
    if (auto problem = check_table_name(table.name)) {
      const std::string& proposal = problem->proposal;
      const std::string other = problem->reserved ? "call it something else" : "give it another name";
      m_found.push_back({.what = fmt::format("table \"{}\" {}", table.name, problem->what),
                         .remedy = proposal.empty() ? other : "call it " + proposal,
                         .table = table.name,
                         .proposal = proposal});
    } else if (std::ranges::find(m_existing, table.name) != m_existing.end()) {
      add(fmt::format("the module has a table \"{}\" already", table.name), "call the new one something else");
    }
  }

  [[nodiscard]] const TableWish* wished(const std::string& name) const {
    const auto found = std::ranges::find(m_wish.tables, name, &TableWish::name);
    return found == m_wish.tables.end() ? nullptr : &*found;
  }

  void check_parent(const TableWish& table) {
    const std::string& parent = table.parent;
    if (parent.empty()) return;
    if (parent == table.name) {
      add(fmt::format("table \"{}\" cannot be its own parent", parent),
          "add the column and its foreign key to the table's file by hand");
      return;
    }
    const bool is_there =
        parent == "users" || wished(parent) != nullptr || std::ranges::find(m_existing, parent) != m_existing.end();
    if (!is_there) {
      add(fmt::format("table \"{}\": its parent \"{}\" is not among the tables", table.name, parent),
          fmt::format("name {} as a table, too", parent));
      return;
    }
    const std::string key = key_name(parent);
    if (key == key_name(table.name)) {
      add(fmt::format("table \"{}\" and its parent \"{}\" would both have the key {}", table.name, parent, key),
          "call one of them something else");
    }
    for (const std::string& column : table.columns) {
      if (column_name(column) != key) continue;
      add(fmt::format("table \"{}\": the column {} is made for its parent \"{}\"", table.name, key, parent),
          "leave the column out");
    }
  }

  // A chain of parents that is longer than there are tables goes round.
  void check_cycles() {
    for (const TableWish& table : m_wish.tables) {
      const TableWish* at = &table;
      std::size_t steps = 0;
      while (at != nullptr && at->parent != at->name && ++steps <= m_wish.tables.size()) at = wished(at->parent);
      if (steps <= m_wish.tables.size()) continue;
      add(fmt::format("table \"{}\" is an ancestor of itself", table.name), "leave out one of the parents");
      return;
    }
  }

  const ModuleWish& m_wish;
  const std::vector<std::string>& m_existing;
  std::vector<Problem> m_found;
};

bool is_module_name(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !name.empty() && name.size() <= k_longest_identifier && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace

std::vector<Problem> problems(const ModuleWish& wish, const std::vector<std::string>& existing) {
  std::vector<Problem> out = Finder(wish, existing).find();
  if (!is_module_name(wish.name)) {
    out.insert(out.begin(), {.what = fmt::format("\"{}\" cannot be the name of a module", wish.name),
                             .remedy = "use letters, digits, hyphens, dots and underscores, as in acme-db",
                             .table = {},
                             .proposal = {}});
  }
  if (wish.major < k_first_major) {
    out.insert(out.begin(), {.what = fmt::format("PostgreSQL {} has no uuidv7(), which makes the keys; that needs {}",
                                                 wish.major, k_first_major),
                             .remedy = "take a newer server: there is no substitute",
                             .table = {},
                             .proposal = {}});
  }
  return out;
}

Error to_error(const std::vector<Problem>& problems) {
  if (problems.size() == 1) {
    return Error(problems.front().what, ErrorCode::usage).with_hint(problems.front().remedy);
  }
  std::string text = fmt::format("{} things are wrong with what was asked for:", problems.size());
  for (const Problem& problem : problems) text += fmt::format("\n  {}: {}", problem.what, problem.remedy);
  return Error(std::move(text), ErrorCode::usage);
}

}  // namespace plumb::scaffold
