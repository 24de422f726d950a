// SPDX-License-Identifier: Apache-2.0
// The prover as rules: what the policies of each tenant table come to for the tenant role.
//
// A row comes through where any permissive policy and all restrictive ones let it; that only rows of the session's
// tenant do is so exactly if it is so for each permissive policy by itself, with all restrictive ones. So each is
// proved by itself, and the finding is about the policy that opens the table. Tables whose policies have the same texts
// share a row of the table `access` and one proof.
#pragma once

#include <plumb/contract/judge.hpp>

namespace plumb::contract {

// A row for each policy that is refuted (critical) or not proved (high), with the commands that it is so for and what
// comes through. What is proved but lets through less than the tenant's rows is no finding.

// RLS012: USING of SELECT, UPDATE and DELETE.
[[nodiscard]] Measured judge_visible_rows(const Subject& subject, const Rule& rule);
// RLS025: USING of UPDATE and DELETE, which the policies for SELECT do not help.
[[nodiscard]] Measured judge_changed_rows(const Subject& subject, const Rule& rule);
// RLS013: WITH CHECK of INSERT and UPDATE, or USING where a policy has none.
[[nodiscard]] Measured judge_written_rows(const Subject& subject, const Rule& rule);

}  // namespace plumb::contract
