// SPDX-License-Identifier: Apache-2.0
// What a Catalog tells the prover about the functions and casts that policies use.
#pragma once

#include <plumb/contract/prover.hpp>

#include <plumb/catalog/catalog.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::contract {

// A function is steady if every function of its name that a policy calls is immutable or stable; the server's own, if
// none is known that is volatile. Casts are trusted if nobody has made one between two of the server's types, operators
// if nobody has made an = of such. What was not read is none of these. REQUIRES: the catalog outlives what is returned.
[[nodiscard]] ProverOptions prover_options(const catalog::Catalog& catalog, const settings::Settings& settings);

}  // namespace plumb::contract
