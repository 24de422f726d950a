// SPDX-License-Identifier: Apache-2.0
// The SQL that brings a live database back to what it should be, statement by statement. Pure.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <plumb/catalog/catalog.hpp>
#include <plumb/diff/difference.hpp>

namespace plumb::diff {

struct FindingOptions {
  // What "{migration role}" stands for on the live server; used in the SQL of fixes only. "": such a statement is left
  // out.
  std::string migration_role;
  // The live database's name, for GRANT … ON DATABASE and the like. "": such a statement is left out.
  std::string database;
  // The live server's, 180004: a statement that it does not know yet is left out.
  int server_version = 180000;
  // The live catalog, for the default privileges that what is made gets. Null: it gets the server's own.
  const catalog::Catalog* live = nullptr;
};

// In this order objects are made, where nothing else is known of what needs what; most are named after their kind.
enum class Phase {
  role,
  membership,
  role_setting,
  tablespace,
  schema,
  extension,
  shell_type,  // a base or range type that its own functions speak of
  language,
  collation,
  conversion,
  enumeration,
  domain,
  composite_type,
  foreign_data_wrapper,
  foreign_server,
  user_mapping,
  sequence,
  function,
  base_type,
  range_type,
  aggregate,
  operation,
  operator_family,
  operator_class,
  family_members,
  cast,
  transform,
  access_method,
  text_search_parser,
  text_search_template,
  text_search_dictionary,
  text_search_configuration,
  table,
  column,
  key,  // primary, unique and exclusion constraints
  check,
  index,
  statistics,
  view,
  rule,
  trigger,
  policy,
  foreign_key,
  partition,       // a table made by itself becomes one
  sequence_owner,  // the column that a sequence goes with
  inherited,       // what came with the parent, and is not quite as there
  publication,
  subscription,
  privilege,  // default ones, and those on what is no object
  security_label,
  database,
  event_trigger,  // last: it would fire
};

struct Step {
  Phase phase;
  catalog::Object object;  // what it makes, changes or drops: one below the difference's object too
  bool drops = false;      // it is of an object that is unexpected
  // A statement with its ';', comment lines about it before; or comment lines only, on what is left to people.
  std::string text;
  // Where not all of the text tells which objects must be there before it: that which does, with the names as the
  // server prints them. A function's body does not, for one.
  std::string needs;
};

// What cannot be said exactly is not guessed: none if nothing can, and for a part of it a comment line that names it.
// What would destroy data is in a comment. Of a missing object all that is below it is made too. The statements are for
// the migration role to run, in this order.
[[nodiscard]] std::vector<Step> steps(const Difference& difference, const FindingOptions& options);

// The order in which the steps of many differences can be run: indices into `steps`. What a missing object needs of
// other missing ones is known from the names in its statements, which the server prints with their schemas; where two
// need each other, the phase decides. What is unexpected goes last, and backwards. REQUIRES of who runs them:
// check_function_bodies is off, for what a body of text needs cannot be known.
[[nodiscard]] std::vector<std::size_t> runnable_order(std::span<const Step> steps);

}  // namespace plumb::diff
