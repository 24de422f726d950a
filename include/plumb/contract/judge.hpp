// SPDX-License-Identifier: Apache-2.0
// Runs the rules over one Catalog. Pure: no server, no clock.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include <plumb/catalog/catalog.hpp>
#include <plumb/contract/rule.hpp>
#include <plumb/finding/finding.hpp>
#include <plumb/query/database.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::contract {

// Why a rule could not run.
struct Unable {
  std::string reason;
  std::string remedy{};  // SQL or words after which it could; "": none is known
};

// Rows of a rule that had to be asked for elsewhere: on the live server, in its data. The columns are those of a rule's
// SELECT.
using Measured = std::variant<query::Result, Unable>;

// Whether the rules that ask the live server are judged.
enum class Active {
  asked,
  left_out,  // somebody wanted it so: they are told as left out, not as skipped
};

// What is judged. All of it outlives the call. REQUIRES: the database is over this catalog and these settings.
struct Subject {
  const catalog::Catalog& catalog;
  const settings::Settings& settings;  // with_knobs()
  query::Database& database;
  // By code of a rule with `algorithm: measured`. One that is not here is skipped.
  std::map<std::string, Measured> measured;
  Active active = Active::asked;
};

struct Skipped {
  std::string code;
  std::string reason;  // "RLS012.sql:14:8: no such column: nme"
};

struct Judgement {
  std::vector<finding::Finding> findings;  // by code, then in the order of the rule's rows
  std::vector<std::string> run;            // codes; all lists by code
  std::vector<Skipped> skipped;
  std::vector<std::string> off;       // switched off in plumb.yaml
  std::vector<std::string> active;    // of those that were run: by asking the live server
  std::vector<std::string> left_out;  // see Active
};

// A rule that is not off is run, skipped or left out, never neither: one that needs what was not read, fails, takes too
// long or does not return what a rule returns is skipped with the reason, is a finding COV010 (class coverage, severity
// high), and the others go on. One that is about a role that does not exist (Rule::needs) judges what there is and
// counts as skipped all the same; PRV500 is the finding then, for all of them.
//
// A row of a rule is a finding. Its columns: `name` and `message` (both asked for), `schema`, `parent` (or "table"),
// `signature`, `kind`, `expected`, `actual`, `severity`, `fix` (a template instead of the header's); any other is there
// for the fix. The severity is plumb.yaml's, else the row's, else the rule's. Findings that are the same in all of this
// are told once.
[[nodiscard]] Judgement judge(const Subject& subject, const Rules& rules);

// What keeps a rule from running on any database, with file and line: its SELECT is not right, or does not return what
// a rule returns. "": nothing. REQUIRES: the database has all kinds, as one over query::empty_catalog() has.
[[nodiscard]] std::string find_fault(const Rule& rule, query::Database& database);

}  // namespace plumb::contract
