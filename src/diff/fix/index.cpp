// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// Elements "2: value", by their number.
std::map<std::size_t, std::string> numbered(const std::optional<std::string_view>& json) {
  std::map<std::size_t, std::string> result;
  for (const std::string& element : elements(json)) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(element.data(), element.data() + element.size(), number);
    const auto length = static_cast<std::size_t>(end - element.data());
    if (error == std::errc() && element.compare(length, 2, ": ") == 0) result[number] = element.substr(length + 2);
  }
  return result;
}

// "siglen=64, other=1" → " (siglen='64', other='1')".
std::string class_parameters(const std::string& options) {
  std::vector<std::string> settings;
  for (std::size_t at = 0; at < options.size();) {
    const std::size_t end = std::min(options.find(", ", at), options.size());
    const std::string setting = options.substr(at, end - at);
    const std::size_t equals = std::min(setting.find('='), setting.size());
    settings.push_back(setting.substr(0, equals) + "=" +
                       sql::quote_literal(std::string_view(setting).substr(std::min(equals + 1, setting.size()))));
    at = end + 2;
  }
  return settings.empty() ? "" : fmt::format(" ({})", fmt::join(settings, ", "));
}

std::string keys(const Fix& fix) {
  const auto at = [](const std::vector<std::string>& list, std::size_t i) { return i < list.size() ? list[i] : ""; };
  std::vector<std::string> keys = elements(fix.desired().attribute("keys"));
  const std::vector<std::string> classes = elements(fix.desired().attribute("operator_classes"));
  const std::vector<std::string> collations = elements(fix.desired().attribute("collations"));
  const std::vector<std::string> order = elements(fix.desired().attribute("order"));
  auto options = numbered(fix.desired().attribute("operator_class_options"));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (const std::string collation = at(collations, i); !collation.empty()) keys[i] += " COLLATE " + collation;
    keys[i] += " " + at(classes, i) + class_parameters(options[i + 1]);
    if (const std::string direction = at(order, i); !direction.empty() && direction != "ASC")
      keys[i] += " " + direction;
  }
  return fmt::format("{}", fmt::join(keys, ", "));
}

// One of a partitioned table that is not valid has none in the partitions yet.
bool is_of_parent_only(const Fix& fix) {
  return fix.wanted("valid") == "no" && fix.desired().attribute("partitioned") == "yes";
}

std::string definition(const Fix& fix, const IndexNames& names) {
  std::string text = fmt::format(" ON {}{} USING {} ({})", is_of_parent_only(fix) ? "ONLY " : "", names.table,
                                 sql::quote_identifier_if_needed(fix.wanted("method")), keys(fix));
  if (fix.desired().attribute("included")) text += fmt::format(" INCLUDE ({})", join_names(fix.wanted("included")));
  if (fix.wanted("nulls_not_distinct") == "yes") text += " NULLS NOT DISTINCT";
  text += parameters_clause(elements(fix.desired().attribute("options")));
  if (const auto space = fix.desired().attribute("tablespace")) {
    text += " TABLESPACE " + sql::quote_identifier_if_needed(*space);
  }
  if (fix.desired().attribute("predicate")) text += fmt::format(" WHERE {}", fix.wanted("predicate"));
  return text;
}

void set_statistics(Fix& fix, const IndexNames& names, const std::optional<std::string_view>& wanted,
                    const std::optional<std::string_view>& present) {
  const auto statement = [&](std::size_t column, const std::string& target) {
    fix.add(fmt::format("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}", names.index, column, target));
  };
  const auto expected = numbered(wanted);
  for (const auto& [column, target] : numbered(present)) {
    if (!expected.contains(column)) statement(column, "-1");
  }
  for (const auto& [column, target] : expected) statement(column, target);
}

// The server can build and drop an index of an ordinary table while others write; that of a partitioned one it cannot.
std::string_view concurrently(Fix& fix) {
  if (fix.is_in_new()) return "";
  if (fix.object().attribute("partitioned") == "yes") {
    fix.note("nobody can write to the table meanwhile");
    return "";
  }
  fix.note("not in a transaction");
  return "CONCURRENTLY ";
}

void create(Fix& fix, const IndexNames& names, std::string_view how, const std::string& name) {
  fix.add(fmt::format("CREATE {}INDEX {}{}{}", fix.wanted("unique") == "yes" ? "UNIQUE " : "", how, name,
                      definition(fix, names)));
  if (fix.wanted("valid") == "no" && !is_of_parent_only(fix)) fix.leave_open("valid");
}

void complete(Fix& fix, const IndexNames& names) {
  set_statistics(fix, names, fix.desired().attribute("statistics"), std::nullopt);
  complete_new_index(fix, names);
  if (const auto comment = fix.desired().attribute("comment")) {
    fix.add(fmt::format("COMMENT ON INDEX {} IS {}", names.index, sql::quote_literal(*comment)));
  }
}

// The new one is there before the old one goes.
void make_anew(Fix& fix, const IndexNames& names) {
  constexpr std::string_view k_suffix = "_new";
  constexpr std::size_t k_longest_name = 63;
  std::string name(fix.object().identity("name").substr(0, k_longest_name - k_suffix.size()));
  name = sql::quote_identifier_if_needed(name.append(k_suffix));
  const std::string_view how = concurrently(fix);
  create(fix, names, how, name);
  fix.add(fmt::format("DROP INDEX {}{}", how, names.index));
  fix.add(fmt::format("ALTER INDEX {}.{} RENAME TO {}",
                      sql::quote_identifier_if_needed(fix.object().identity("schema")), name, names.name));
  complete(fix, names);
  fix.settle_all_but({"parent_index"});
}

// Left over from a CREATE INDEX CONCURRENTLY that failed, most of the time.
void make_valid(Fix& fix, const IndexNames& names) {
  const bool partitioned = fix.object().attribute("partitioned") == "yes";
  const bool wanted = fix.wanted("valid") == "yes" && fix.wanted("ready") == "yes";
  if ((!fix.changed("valid") && !fix.changed("ready")) || !wanted || partitioned) return;
  fix.note("not in a transaction");
  fix.add("REINDEX INDEX CONCURRENTLY " + names.index);
  fix.settle("valid");
  fix.settle("ready");
}

void fix_changed_index(Fix& fix, const IndexNames& names) {
  if (fix.changes_other_than({"valid", "ready", "options", "statistics", "tablespace", "clustered", "replica_identity",
                              "parent_index", "comment"})) {
    if (!fix.object().attribute("parent_index")) make_anew(fix, names);
    return;
  }
  make_valid(fix, names);
  fix_index_state(fix, names, "options");
  if (const AttributeChange* change = fix.changed("statistics")) {
    set_statistics(fix, names, change->expected, change->actual);
    fix.settle("statistics");
  }
  fix.fix_comment("INDEX " + names.index);
}

// What a partition is to have of its parent's index is there first, and that one takes it over: it would have another
// name else.
void make(Fix& fix, const IndexNames& names) {
  const auto parent = fix.desired().attribute("parent_index");
  if (parent && !fix.is_in_new()) fix.enter(Phase::check);
  create(fix, names, concurrently(fix), names.name);
  complete(fix, names);
  if (!parent || fix.is_in_new()) return;
  fix.enter(Phase::inherited);
  fix.add(fmt::format("ALTER INDEX {} ATTACH PARTITION {}", *parent, names.index));
}

}  // namespace

void fix_index(Fix& fix) {
  const IndexNames names = index_names(fix.object());
  // What a partition has of its parent's index comes and goes with that one.
  const bool own = !fix.object().attribute("parent_index");
  switch (fix.difference().change) {
    case Change::missing:
      return make(fix, names);
    case Change::unexpected:
      if (own) fix.add(fmt::format("DROP INDEX {}{}", concurrently(fix), names.index));
      return;
    case Change::changed:
      return fix_changed_index(fix, names);
  }
}

}  // namespace plumb::diff
