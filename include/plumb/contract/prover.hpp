// SPDX-License-Identifier: Apache-2.0
// Does a predicate let a tenant see only rows of its own?
//
// The question is decided in SQL's three-valued logic, over small worlds: the row's tenant, the session's tenant, the
// raw setting, a value for each term that is compared with them, a truth value for each part that the prover does not
// understand (an atom). Of the values nothing but equality is used, so what holds in all these worlds holds in the
// database: `proved` is sound, `unproven` may be harmless. Pure; no server. Assumes that the context function does what
// its own rule (CTX103) demands: NULLIF(current_setting(setting, true), '')::uuid.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::contract {

struct ProverOptions {
  std::string tenant_column;  // "tenant_id"
  std::string tenant_type = "uuid";
  std::string context_function;  // as the server prints it: "public.erun_current_tenant_id"
  std::string setting;           // "erun.tenant_id"
  // False where somebody has replaced a cast between built-in types: then no cast is believed to keep a value.
  bool casts_trusted = true;
  // False where somebody has made another = between built-in types: IS DISTINCT FROM, NULLIF and CASE x WHEN y are
  // printed alike with the one and the other, and are believed no more.
  bool operators_trusted = true;
  // Whether a function or a user's operator, as printed, gives the same answer each time within one statement (of a
  // cast to a user's type nothing is believed but in what is not read part by part, where its type is asked for, too).
  // Two equal expressions that are not steady are two atoms, and so are two equal queries: whether they read the same
  // rows both times cannot be told here. Empty: none is known to be.
  std::function<bool(std::string_view)> is_steady;
};

// What reaches one role for one command: the texts of pg_get_expr. A policy without the clause contributes nothing.
struct EffectivePredicate {
  std::vector<std::string> permissive;   // any of them; none at all: nothing is let through
  std::vector<std::string> restrictive;  // and all of these
};

enum class Verdict {
  proved,    // TRUE only where row and session have the same tenant
  denied,    // never TRUE
  refuted,   // TRUE for a row of another tenant whatever the rest is: a hole
  unproven,  // TRUE for a row of another tenant if the parts in Proof::opened_by are so
};

struct Proof {
  Verdict verdict = Verdict::unproven;
  // Of proved: also TRUE for every row of the tenant. False: narrower than the contract.
  bool exact = false;
  // Of refuted and unproven, in words: "a row of another tenant is let through".
  std::string counter_example;
  // Of unproven: the parts that open it, as SQL, each with what it is then: "flags.open is true". Or why nothing could
  // be said.
  std::vector<std::string> opened_by;
};

[[nodiscard]] Proof prove(const EffectivePredicate& predicate, const ProverOptions& options);

}  // namespace plumb::contract
