// SPDX-License-Identifier: Apache-2.0
#include "prover_facts.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "names.hpp"

namespace plumb::contract {
namespace {

constexpr std::string_view k_server_schema = "pg_catalog.";

// By name, as policy_call prints it without the arguments: whether all functions of the name are steady. A name that is
// in quotes is not the name that the prover knows, and so is not known to be steady.
class Steadiness {
 public:
  explicit Steadiness(const catalog::Section* calls) : m_was_read(calls != nullptr) {
    for (std::size_t i = 0; m_was_read && i < calls->size(); ++i) {
      const catalog::Object call = (*calls)[i];
      const std::string_view function = call.identity("function");
      const bool steady = call.attribute("volatility") == "stable" || call.attribute("volatility") == "immutable";
      const auto [known, is_new] = m_steady.try_emplace(std::string(function.substr(0, function.find('('))), steady);
      if (!is_new) known->second = known->second && steady;
    }
  }

  [[nodiscard]] bool of(std::string_view name) const {
    if (name.starts_with(k_server_schema)) name.remove_prefix(k_server_schema.size());
    const auto known = m_steady.find(name);
    if (known != m_steady.end()) return known->second;
    // Of the server's functions those that are steady and leakproof are not told; of others all are.
    return m_was_read && name.find('.') == std::string_view::npos;
  }

 private:
  bool m_was_read;
  std::map<std::string, bool, std::less<>> m_steady;
};

bool are_casts_trusted(const catalog::Catalog& catalog) {
  const catalog::Section* casts = catalog.section("cast");
  if (casts == nullptr) return false;
  for (std::size_t i = 0; i < casts->size(); ++i) {
    const catalog::Object cast = (*casts)[i];
    if (cast.attribute("core_source") == "yes" && cast.attribute("core_target") == "yes") return false;
  }
  return true;
}

bool are_operators_trusted(const catalog::Catalog& catalog) {
  const catalog::Section* operators = catalog.section("operator");
  if (operators == nullptr) return false;
  for (std::size_t i = 0; i < operators->size(); ++i) {
    const catalog::Object each = (*operators)[i];
    if (each.identity("name") == "=" && each.attribute("core_types") == "yes") return false;
  }
  return true;
}

}  // namespace

ProverOptions prover_options(const catalog::Catalog& catalog, const settings::Settings& settings) {
  ProverOptions out;
  out.tenant_column = settings.tenant.column;
  out.tenant_type = settings.tenant.type;
  out.context_function = context_function_schema(catalog, settings) + "." + settings.tenant.function;
  out.setting = settings.tenant.setting;
  out.casts_trusted = are_casts_trusted(catalog);
  out.operators_trusted = are_operators_trusted(catalog);
  // Few predicates ask for it: most policies are nothing but the match.
  out.is_steady = [calls = catalog.section("policy_call"),
                   known = std::shared_ptr<const Steadiness>()](std::string_view name) mutable {
    if (known == nullptr) known = std::make_shared<const Steadiness>(calls);
    return known->of(name);
  };
  return out;
}

}  // namespace plumb::contract
