// SPDX-License-Identifier: Apache-2.0
// What the blueprint's parts are called in this database.
#pragma once

#include <string>
#include <string_view>

#include <plumb/contract/judge.hpp>

namespace plumb::contract {

using settings::fill_pattern;

// The family of policy names (the place in Names::tenant_policy) that most policies of the catalog follow; 0 if none
// do.
[[nodiscard]] std::size_t policy_family(const catalog::Catalog& catalog, const settings::Settings& settings);

// The audited schema that has the context function; the first one, if none has.
[[nodiscard]] std::string context_function_schema(const catalog::Catalog& catalog, const settings::Settings& settings);

// Schema and name of the context function, in quotes where they are needed.
[[nodiscard]] std::string context_function(const catalog::Catalog& catalog, const settings::Settings& settings);

}  // namespace plumb::contract
