// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/blueprint.hpp>

#include <algorithm>

#include <fmt/ranges.h>

#include <plumb/base/counted.hpp>

namespace plumb::report {
namespace {

std::string table_text(const scaffold::TableWish& table) {
  std::vector<std::string> facts;
  if (table.append_only) facts.emplace_back("append-only");
  if (!table.parent.empty()) facts.push_back("of " + table.parent);
  if (!table.columns.empty()) facts.push_back(counted(table.columns.size(), "column"));
  return facts.empty() ? table.name : fmt::format("{} ({})", table.name, fmt::join(facts, ", "));
}

}  // namespace

std::string tables_text(const std::vector<scaffold::TableWish>& tables) {
  std::vector<std::string> texts;
  for (const scaffold::TableWish& table : tables) texts.push_back(table_text(table));
  return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, ", "));
}

std::string module_plan_text(const scaffold::ModuleWish& wish, std::string_view folder,
                             const std::vector<scaffold::File>& files, const std::vector<std::string>& replaced) {
  std::string out = fmt::format("{}: a module for PostgreSQL {}, policies named as {} and {}\n", wish.name, wish.major,
                                wish.names.tenant_policy, wish.names.operations_policy);
  out += fmt::format("tables: {}\n", tables_text(wish.tables));
  out += fmt::format("{} in {}:\n", counted(files.size(), "file"), folder);
  const auto in_schema = [](const scaffold::File& file) { return file.path.starts_with("schema/"); };
  const auto sources = static_cast<std::size_t>(std::ranges::count_if(files, in_schema));
  for (const scaffold::File& file : files) {
    if (!in_schema(file)) out += fmt::format("  {}\n", file.path);
  }
  out += fmt::format("  schema/: {}\n", counted(sources, "file"));
  if (!replaced.empty()) out += fmt::format("replaced, for --force says so: {}\n", fmt::join(replaced, ", "));
  return out;
}

std::string table_plan_text(const scaffold::TableWish& table, const std::vector<std::string>& created,
                            const std::vector<std::string>& changed, const std::vector<std::string>& kept) {
  std::string out = fmt::format("table {}\n", table_text(table));
  for (const std::string& path : created) out += fmt::format("  new      {}\n", path);
  for (const std::string& path : changed) out += fmt::format("  changed  {}\n", path);
  for (const std::string& path : kept) out += fmt::format("  there    {}\n", path);
  return out;
}

std::string proof_text(const ProofText& proof) {
  if (!proof.obstacle.empty()) {
    return fmt::format("not proved: {}. `plumb dev install`, then `plumb check --env default` there\n", proof.obstacle);
  }
  std::string out = fmt::format(
      "proved on PostgreSQL {}: {} and the migrations ({}) give the same {}; {} of the contract {}\n", proof.server,
      counted(proof.sources, "source file"), counted(proof.statements, "statement"), counted(proof.objects, "object"),
      counted(proof.rules, "rule"), proof.findings.empty() ? "kept" : "ran");
  if (!proof.rules_not_run.empty())
    out += fmt::format("rules that did not run: {}\n", fmt::join(proof.rules_not_run, " "));
  for (const finding::Finding& each : proof.findings) {
    out += fmt::format("{}  {}  {}: {}\n", finding::name(each.severity), each.code, each.object.text(), each.message);
  }
  return out;
}

}  // namespace plumb::report
