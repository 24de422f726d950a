// SPDX-License-Identifier: Apache-2.0
// Texts of Atlas that scripts hold on to, byte for byte. Nothing here decides anything.
#pragma once

#include <string>
#include <string_view>

#include <plumb/apply/set_plan.hpp>
#include <plumb/migration/sum.hpp>
#include <plumb/report/style.hpp>

namespace plumb::report {

// The help on stdout after a wrong atlas.sum (§1.6). `program`: what the advice tells people to run.
[[nodiscard]] std::string checksum_help(const migration::SumProblem& problem, std::string_view program,
                                        const Style& style);

// The guard text of §3.1, for rows in a schema that nobody asked for.
[[nodiscard]] std::string_view ambiguous_revisions_text();

// What `migrate set` did (§6.7); "" if nothing changed.
[[nodiscard]] std::string migrate_set_text(const apply::SetPlan& plan, const Style& style);

// A command of Atlas that is not in plumb (yet).
[[nodiscard]] std::string unsupported_text(std::string_view program, std::string_view command);

// The first line for clients that were written for Atlas's, when plumb runs under its name.
inline constexpr std::string_view k_atlas_version = "atlas version v1.2.3-plumb";

}  // namespace plumb::report
