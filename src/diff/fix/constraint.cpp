// SPDX-License-Identifier: Apache-2.0
#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

bool has_index(const Fix& fix) {
  return fix.object().attribute("index_valid").has_value();
}

bool is_wanted(const Fix& fix, std::string_view attribute) {
  return fix.wanted(attribute) == "yes";
}

// "a, b", and with PERIOD or WITHOUT OVERLAPS at the last one.
std::string columns(const Fix& fix, std::string_view attribute, std::string_view before_last,
                    std::string_view behind_last) {
  std::vector<std::string> names = elements(fix.desired().attribute(attribute));
  for (std::string& name : names) name = sql::quote_identifier_if_needed(name);
  if (!names.empty() && is_wanted(fix, "period"))
    names.back() = fmt::format("{}{}{}", before_last, names.back(), behind_last);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string key_definition(const Fix& fix) {
  std::string text = is_wanted(fix, "nulls_not_distinct") ? "UNIQUE NULLS NOT DISTINCT"
                     : fix.wanted("type") == "unique"     ? "UNIQUE"
                                                          : "PRIMARY KEY";
  text += fmt::format(" ({})", columns(fix, "columns", "", " WITHOUT OVERLAPS"));
  if (fix.desired().attribute("included")) text += fmt::format(" INCLUDE ({})", join_names(fix.wanted("included")));
  text += parameters_clause(elements(fix.desired().attribute("index_options")));
  if (const auto space = fix.desired().attribute("tablespace")) {
    text += " USING INDEX TABLESPACE " + sql::quote_identifier_if_needed(*space);
  }
  return text;
}

std::string foreign_key_definition(const Fix& fix) {
  std::string text = fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", columns(fix, "columns", "PERIOD ", ""),
                                 qualified(fix.wanted("referenced_schema"), fix.wanted("referenced_table")),
                                 columns(fix, "referenced_columns", "PERIOD ", ""));
  if (fix.wanted("match") != "SIMPLE") text += " MATCH " + fix.wanted("match");
  if (fix.wanted("on_update") != "NO ACTION") text += " ON UPDATE " + fix.wanted("on_update");
  if (fix.wanted("on_delete") != "NO ACTION") text += " ON DELETE " + fix.wanted("on_delete");
  if (fix.desired().attribute("on_delete_columns")) {
    text += fmt::format(" ({})", join_names(fix.wanted("on_delete_columns")));
  }
  return text;
}

std::string own_definition(const Fix& fix) {
  const std::string type = fix.wanted("type");
  if (type == "exclusion") return fix.wanted("definition");
  if (type == "foreign key") return foreign_key_definition(fix);
  if (type != "check") return key_definition(fix);
  return fmt::format("CHECK ({}){}", fix.wanted("expression"), is_wanted(fix, "no_inherit") ? " NO INHERIT" : "");
}

std::string deferral(const Fix& fix) {
  const std::string wanted = fix.wanted("deferrable");
  return wanted == "not deferrable"       ? ""
         : wanted == "initially deferred" ? " DEFERRABLE INITIALLY DEFERRED"
                                          : " DEFERRABLE";
}

// A check or foreign key is added without reading the rows, which are checked afterwards, under a lock that lets others
// write. A foreign key of a partitioned table cannot be added so before PostgreSQL 18.
bool is_validated_apart(const Fix& fix) {
  const std::string type = fix.wanted("type");
  const bool can = type == "check" || (type == "foreign key" && fix.desired().attribute("partitioned") != "yes");
  return can && is_wanted(fix, "validated") && !fix.is_in_new();
}

void comment_new(Fix& fix, const IndexNames& names) {
  if (const auto comment = fix.desired().attribute("comment")) {
    fix.add(fmt::format("COMMENT ON CONSTRAINT {} ON {} IS {}", names.name, names.table, sql::quote_literal(*comment)));
  }
  if (const auto comment = fix.desired().attribute("index_comment")) {
    fix.add(fmt::format("COMMENT ON INDEX {} IS {}", names.index, sql::quote_literal(*comment)));
  }
}

void add_constraint(Fix& fix, const std::string& before) {
  const IndexNames names = index_names(fix.object());
  const bool enforced = fix.wanted("enforced") != "no";
  const bool apart = enforced && is_validated_apart(fix);
  std::string text = fmt::format("{}ADD CONSTRAINT {} {}{}", before, names.name, own_definition(fix), deferral(fix));
  if (!enforced) text += " NOT ENFORCED";
  if (enforced && (apart || !is_wanted(fix, "validated"))) text += " NOT VALID";
  if (has_index(fix) && !fix.is_in_new()) fix.note("builds the index while nobody can write to the table");
  fix.add(std::move(text));
  if (apart) fix.add(fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", names.table, names.name));
  if (fix.wanted("type") == "exclusion" && fix.desired().attribute("tablespace")) {
    fix.add(fmt::format("ALTER INDEX {} SET TABLESPACE {}", names.index,
                        tablespace_or_default(fix.desired().attribute("tablespace"))));
  }
  if (has_index(fix)) complete_new_index(fix, names);
  // They have no name that lasts.
  if (fix.desired().attribute("triggers")) fix.leave_open(fmt::format("triggers of the constraint {}", names.name));
  comment_new(fix, names);
}

bool is_own(const Fix& fix) {
  return !fix.object().attribute("inherited") && !fix.changed("inherited");
}

// What a table has of its parent comes and goes with the parent's; a partition has it first, and the parent takes it
// over, where else it would get another name or it is new.
void make(Fix& fix, const IndexNames& names) {
  const std::string inherited = fix.wanted("inherited");
  const bool partition = fix.place() == Place::in_new_partition;
  if (is_own(fix) || partition || (fix.is_in_new() && inherited == "merged")) {
    add_constraint(fix, fmt::format("ALTER TABLE {} ", names.table));
    if (partition && inherited == "merged") fix.leave_open(fmt::format("inherited of the constraint {}", names.name));
  } else if (has_index(fix)) {
    fix.enter(Phase::column);  // before the parent's
    add_constraint(fix, fmt::format("ALTER TABLE {} ", names.table));
  } else {
    fix.enter(Phase::inherited);
    if (!fix.is_in_new()) fix.note(k_from_parent);
    comment_new(fix, names);
  }
}

// The old one goes and the new one comes in one statement: there is no moment without.
void make_anew(Fix& fix, const IndexNames& names) {
  add_constraint(fix, fmt::format("ALTER TABLE {} DROP CONSTRAINT {}, ", names.table, names.name));
  fix.settle_all_but({"inherited"});
}

bool is_switched_off(const Fix& fix, std::string_view attribute) {
  return fix.changed(attribute) && !is_wanted(fix, attribute);
}

// Some of its own triggers are disabled that should not be. They have no name that lasts; and made anew, the rows that
// came in meanwhile are checked too.
bool has_wrong_triggers(const Fix& fix) {
  const AttributeChange* change = fix.changed("triggers");
  return change != nullptr && !change->expected;
}

bool must_be_made_anew(const Fix& fix) {
  const bool foreign_key = fix.wanted("type") == "foreign key";
  if (fix.changes_other_than({"deferrable", "validated", "enforced", "triggers", "inherited", "index_valid",
                              "index_options", "tablespace", "clustered", "replica_identity", "comment",
                              "index_comment"})) {
    return true;
  }
  if (!foreign_key && (fix.changed("deferrable") || fix.changed("enforced"))) return true;
  if (has_wrong_triggers(fix)) return true;
  return is_switched_off(fix, "validated") && fix.wanted("enforced") != "no";
}

// What ALTER CONSTRAINT can say of a foreign key; enforced again, its rows are checked.
void alter_foreign_key(Fix& fix, const IndexNames& names) {
  const std::string alter = fmt::format("ALTER TABLE {} ALTER CONSTRAINT {}", names.table, names.name);
  fix.on_change("deferrable", [&](const auto& wanted) {
    return fmt::format("{}{}", alter, wanted == "not deferrable" ? " NOT DEFERRABLE" : deferral(fix));
  });
  fix.on_change("enforced",
                [&](const auto& wanted) { return fmt::format("{}{} ENFORCED", alter, wanted == "yes" ? "" : " NOT"); });
  if (fix.changed("enforced")) fix.settle("validated");
}

void make_index_valid(Fix& fix, const IndexNames& names) {
  if (is_switched_off(fix, "index_valid") || fix.object().attribute("partitioned") == "yes") return;
  const bool concurrently = fix.wanted("type") != "exclusion";
  fix.on_change("index_valid", [&](const auto&) {
    fix.note(concurrently ? "not in a transaction" : "builds the index while nobody can write to the table");
    return fmt::format("REINDEX INDEX {}{}", concurrently ? "CONCURRENTLY " : "", names.index);
  });
}

void alter(Fix& fix, const IndexNames& names) {
  if (fix.wanted("type") == "foreign key") alter_foreign_key(fix, names);
  if (is_wanted(fix, "validated") && !fix.changed("enforced")) {
    fix.on_change("validated", [&](const auto&) {
      return fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", names.table, names.name);
    });
  }
  if (has_index(fix)) {
    make_index_valid(fix, names);
    fix_index_state(fix, names, "index_options");
  }
  fix.fix_comment(fmt::format("CONSTRAINT {} ON {}", names.name, names.table));
  fix.fix_comment("INDEX " + names.index, "index_comment");
}

}  // namespace

void fix_constraint(Fix& fix) {
  const IndexNames names = index_names(fix.object());
  const auto type = fix.object().attribute("type");
  fix.enter(type == "foreign key" ? Phase::foreign_key : type == "check" ? Phase::check : Phase::key);
  switch (fix.difference().change) {
    case Change::missing:
      return make(fix, names);
    case Change::unexpected:
      if (is_own(fix)) fix.add(fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", names.table, names.name));
      return;
    case Change::changed:
      if (!must_be_made_anew(fix)) return alter(fix, names);
      if (is_own(fix)) make_anew(fix, names);
  }
}

}  // namespace plumb::diff
