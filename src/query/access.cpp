// SPDX-License-Identifier: Apache-2.0
// access: what each Access is, command by command, as the server joins policies.
#include <string>

#include "json_list.hpp"
#include "made_relation.hpp"
#include "table_access.hpp"

namespace plumb::query {
namespace {

std::vector<ColumnDescription> command_columns() {
  return {{"access", "which one: table_access tells the tables that have it"},
          {"role", "the tenant role or the operations role"},
          {"role_kind", "tenant or operations"},
          {"command", "SELECT, INSERT, UPDATE or DELETE"},
          {"granted", "1: the role has the privilege, on the table or on a column of it"},
          {"permissive", "how many permissive policies apply"},
          {"restrictive", "how many restrictive ones"},
          {"visible_any", "JSON array: any of these decides that a row is seen; INSERT sees none"},
          {"visible_all", "JSON array: and all of these do"},
          {"writable_any", "JSON array: any of these decides that a new row may be written; INSERT and UPDATE only"},
          {"writable_all", "JSON array: and all of these do"}};
}

// A policy without the clause says nothing.
void add(JsonList& list, std::optional<std::string_view> text) {
  if (text) list.add(*text);
}

struct CommandAccess {
  std::int64_t permissive = 0;
  std::int64_t restrictive = 0;
  JsonList visible_any;
  JsonList visible_all;
  JsonList writable_any;
  JsonList writable_all;
};

void add(CommandAccess& out, const catalog::Object& policy, std::string_view command) {
  const bool permissive = policy.attribute("permissive") == "yes";
  ++(permissive ? out.permissive : out.restrictive);
  const auto shown = policy.attribute("using");
  const auto check = policy.attribute("with_check");
  if (command != "INSERT") add(permissive ? out.visible_any : out.visible_all, shown);
  if (command == "INSERT" || command == "UPDATE") {
    add(permissive ? out.writable_any : out.writable_all, check ? check : shown);
  }
}

}  // namespace

MadeTable make_access(const Sources& sources) {
  const auto made = sources.table("table_access");
  if (const auto* failure = std::get_if<Failure>(&made)) return *failure;
  const auto& tables = dynamic_cast<const TableAccess&>(*std::get<const Relation*>(made));
  auto relation = std::make_unique<MadeRelation>(command_columns());
  for (std::size_t number = 0; number < tables.accesses().size(); ++number) {
    const Access& access = tables.accesses()[number];
    const AppRole& role = tables.roles()[access.role];
    for (std::size_t command = 0; command < k_commands.size(); ++command) {
      CommandAccess own;
      for (const std::uint32_t policy : access.policies) {
        const std::string_view declared = tables.policies()[policy].attribute("command").value_or("ALL");
        if (declared == "ALL" || declared == k_commands[command]) {
          add(own, tables.policies()[policy], k_commands[command]);
        }
      }
      relation->add(Cell(static_cast<std::int64_t>(number)));
      relation->add(role.name);
      relation->add(to_text(role.kind));
      relation->add(k_commands[command]);
      relation->add(Cell(std::int64_t{(access.granted & (1U << command)) != 0}));
      relation->add(Cell(own.permissive));
      relation->add(Cell(own.restrictive));
      relation->add(own.visible_any.take());
      relation->add(own.visible_all.take());
      relation->add(own.writable_any.take());
      relation->add(own.writable_all.take());
    }
  }
  return relation;
}

}  // namespace plumb::query
