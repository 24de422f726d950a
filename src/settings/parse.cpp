// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "parse_rules.hpp"

namespace plumb::settings {
namespace {

constexpr std::string_view k_version = "1";

void parse_version(Reader& reader, const Node& node) {
  const auto version = reader.text(node, "version");
  if (version && *version != k_version) {
    reader.problem(node.place, fmt::format("unknown version \"{}\"", *version), "this plumb knows version 1");
  }
}

void check_pattern(Reader& reader, Place place, std::string_view pattern, std::string_view part) {
  if (pattern.find(part) != std::string_view::npos) return;
  reader.problem(place, fmt::format("pattern \"{}\" has no {}", pattern, part),
                 "without it every table would need the same name");
}

// One pattern, or a list of them; each with {table}, and {command} where `per_command`.
enum class PerCommand { no, yes };

Handler patterns(Reader& reader, std::vector<std::string>& out, std::string_view what, PerCommand per_command) {
  return [&reader, &out, what, per_command](const Node& node) {
    const auto check = [&](const Node& item) {
      if (item.type != Node::Type::scalar) return;
      check_pattern(reader, item.place, item.value, "{table}");
      if (per_command == PerCommand::yes) check_pattern(reader, item.place, item.value, "{command}");
    };
    if (node.type == Node::Type::scalar) {
      out = {node.value};
      check(node);
    } else if (auto values = reader.texts(node, what)) {
      out = *std::move(values);
      for (const NodePointer& item : node.items) check(*item);
      if (out.empty()) reader.problem(node.place, fmt::format("{} has no pattern", what));
    }
  };
}

void parse_tenant(Reader& reader, const Node& node, Tenant& out) {
  reader.read_map(node, "tenant",
                  {{"column", reader.to(out.column, "tenant.column")},
                   {"type", reader.to(out.type, "tenant.type")},
                   {"table", reader.to(out.table, "tenant.table")},
                   {"function", reader.to(out.function, "tenant.function")},
                   {"setting", reader.to(out.setting, "tenant.setting")}});
}

void parse_roles(Reader& reader, const Node& node, Roles& out) {
  reader.read_map(node, "roles",
                  {{"tenant", reader.to(out.tenant, "roles.tenant")},
                   {"operations", reader.to(out.operations, "roles.operations")},
                   {"logins", reader.to(out.logins, "roles.logins")},
                   {"owners", reader.to(out.owners, "roles.owners")}});
  if (out.tenant == out.operations) {
    reader.problem(node.place, fmt::format("\"{}\" is both the tenant role and the operations role", out.tenant));
  }
}

void parse_names(Reader& reader, const Node& node, Names& out) {
  reader.read_map(
      node, "names",
      {{"tenant_policy", patterns(reader, out.tenant_policy, "names.tenant_policy", PerCommand::no)},
       {"operations_policy", patterns(reader, out.operations_policy, "names.operations_policy", PerCommand::no)},
       {"tenant_command_policy",
        patterns(reader, out.tenant_command_policy, "names.tenant_command_policy", PerCommand::yes)},
       {"operations_command_policy",
        patterns(reader, out.operations_command_policy, "names.operations_command_policy", PerCommand::yes)},
       {"timestamps_trigger", [&](const Node& value) {
          reader.to(out.timestamps_trigger, "names.timestamps_trigger")(value);
          if (value.type == Node::Type::scalar) check_pattern(reader, value.place, value.value, "{table}");
        }}});
}

void parse_timestamps(Reader& reader, const Node& node, Timestamps& out) {
  reader.read_map(node, "timestamps",
                  {{"function", reader.to(out.function, "timestamps.function")},
                   {"created", reader.to(out.created, "timestamps.created")},
                   {"updated", reader.to(out.updated, "timestamps.updated")}});
}

void parse_global(Reader& reader, const Node& node, std::vector<GlobalTable>& out) {
  out.clear();
  reader.read_list(node, "tables.global", [&](const Node& item) {
    GlobalTable table{.table = {}, .reason = {}, .place = item.place};
    reader.read_map(item, "an entry of tables.global",
                    {{"table", reader.to(table.table, "table")}, {"reason", reader.to(table.reason, "reason")}});
    if (item.type != Node::Type::map) return;
    if (table.table.empty()) {
      reader.problem(item.place, "the entry of tables.global has no table");
      return;
    }
    if (table.reason.empty()) {
      reader.problem(item.place, fmt::format("table {} is global without reason", table.table));
    }
    const bool is_known =
        std::any_of(out.begin(), out.end(), [&table](const GlobalTable& other) { return other.table == table.table; });
    if (is_known) reader.problem(item.place, fmt::format("\"{}\" is in tables.global twice", table.table));
    out.push_back(std::move(table));
  });
}

// A table of two classes would be judged by neither.
void check_classes(Reader& reader, Place place, const Tables& tables) {
  const auto in = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  const auto twice = [&](const std::string& table, std::string_view first, std::string_view second) {
    reader.problem(place, fmt::format("\"{}\" is both in tables.{} and in tables.{}", table, first, second));
  };
  for (const std::string& table : tables.root) {
    if (in(tables.append_only, table)) twice(table, "root", "append_only");
    if (in(tables.tenant, table)) twice(table, "root", "tenant");
  }
  for (const GlobalTable& global : tables.global) {
    if (in(tables.root, global.table)) twice(global.table, "global", "root");
    if (in(tables.append_only, global.table)) twice(global.table, "global", "append_only");
    if (in(tables.tenant, global.table)) twice(global.table, "global", "tenant");
  }
}

void parse_tables(Reader& reader, const Node& node, Tables& out) {
  reader.read_map(node, "tables",
                  {{"root", reader.to(out.root, "tables.root")},
                   {"append_only", reader.to(out.append_only, "tables.append_only")},
                   {"tenant", reader.to(out.tenant, "tables.tenant")},
                   {"global", [&](const Node& value) { parse_global(reader, value, out.global); }}});
  check_classes(reader, node.place, out);
}

// The table of tenants is a root, whatever it is called.
void add_tenant_root(Settings& out) {
  std::vector<std::string>& root = out.tables.root;
  if (std::find(root.begin(), root.end(), out.tenant.table) == root.end()) root.push_back(out.tenant.table);
}

}  // namespace

Settings parse(std::string_view text, std::string file) {
  Settings out;
  out.file = std::move(file);
  out.text = text;
  const NodePointer root = read_yaml(out.text, out.file);
  if (!root) return out;
  Reader reader(out.text, out.file);
  reader.read_map(*root, "plumb.yaml",
                  {{"version", [&](const Node& node) { parse_version(reader, node); }},
                   {"schemas", reader.to(out.schemas, "schemas")},
                   {"tenant", [&](const Node& node) { parse_tenant(reader, node, out.tenant); }},
                   {"roles", [&](const Node& node) { parse_roles(reader, node, out.roles); }},
                   {"names", [&](const Node& node) { parse_names(reader, node, out.names); }},
                   {"timestamps", [&](const Node& node) { parse_timestamps(reader, node, out.timestamps); }},
                   {"tables", [&](const Node& node) { parse_tables(reader, node, out.tables); }},
                   {"rules", [&](const Node& node) { parse_rules(reader, node, out); }},
                   {"ignore", [&](const Node& node) { parse_ignore(reader, node, out); }},
                   {"waivers", [&](const Node& node) { parse_waivers(reader, node, out); }},
                   {"fail_on", [&](const Node& node) { parse_fail_on(reader, node, out); }}});
  reader.finish();
  add_tenant_root(out);
  return out;
}

}  // namespace plumb::settings
