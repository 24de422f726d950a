// SPDX-License-Identifier: Apache-2.0
#include <plumb/scaffold/names.hpp>

#include <algorithm>
#include <vector>

namespace plumb::scaffold {
namespace {

constexpr std::string_view k_table = "{table}";

std::string nth(const std::vector<std::string>& patterns, std::size_t n, std::string otherwise) {
  if (patterns.empty()) return otherwise;
  return patterns[std::min(n, patterns.size() - 1)];
}

// How often the part of the pattern behind the table's name stands in the texts, as the end of a word.
std::size_t count_uses(std::string_view texts, std::string_view pattern) {
  const std::size_t table = pattern.find(k_table);
  const std::string_view end = pattern.substr(table == std::string_view::npos ? 0 : table + k_table.size());
  std::size_t count = 0;
  for (std::size_t at = texts.find(end); !end.empty() && at != std::string_view::npos; at = texts.find(end, at + 1)) {
    const std::size_t next = at + end.size();
    const bool ends_word = next == texts.size() || texts[next] == ' ' || texts[next] == '"' || texts[next] == '\n';
    if (ends_word) ++count;
  }
  return count;
}

}  // namespace

std::string_view Names::word(std::string_view reference) const {
  const auto found = others.find(reference);
  return found == others.end() ? reference : std::string_view(found->second);
}

Names production_names() {
  Names out;
  out.tenant_policy = "{table}_tenant_isolation";
  out.operations_policy = "{table}_operations_access";
  return out;
}

Names names_of(const settings::Settings& settings, std::size_t family) {
  Names out;
  const settings::Names& names = settings.names;
  out.tenant_policy = nth(names.tenant_policy, family, out.tenant_policy);
  out.operations_policy = nth(names.operations_policy, family, out.operations_policy);
  out.tenant_command_policy = nth(names.tenant_command_policy, 0, out.tenant_command_policy);
  out.operations_command_policy = nth(names.operations_command_policy, 0, out.operations_command_policy);
  out.timestamps_trigger = names.timestamps_trigger;
  const settings::Settings reference;
  const auto rename = [&](const std::string& from, const std::string& to) {
    if (from != to) out.others.emplace(from, to);
  };
  rename(reference.roles.tenant, settings.roles.tenant);
  rename(reference.roles.operations, settings.roles.operations);
  rename(reference.tenant.column, settings.tenant.column);
  rename(reference.tenant.table, settings.tenant.table);
  rename(reference.tenant.function, settings.tenant.function);
  rename(reference.timestamps.function, settings.timestamps.function);
  rename(reference.timestamps.created, settings.timestamps.created);
  rename(reference.timestamps.updated, settings.timestamps.updated);
  return out;
}

std::size_t family_of(std::string_view texts, const settings::Settings& settings) {
  std::size_t best = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i < settings.names.tenant_policy.size(); ++i) {
    const std::size_t uses = count_uses(texts, settings.names.tenant_policy[i]);
    if (uses <= most) continue;
    best = i;
    most = uses;
  }
  return best;
}

}  // namespace plumb::scaffold
