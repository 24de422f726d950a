// SPDX-License-Identifier: Apache-2.0
// A rule's remedy, with the names of the finding in it.
//
// {word} is replaced by what it stands for, quoted as an identifier where the server would need it:
//   {object}              what the finding is about: schema.name; of a function with its arguments; of a policy,
//   trigger,
//                         column, index or constraint its name alone
//   {table}               the table that it belongs to (or that it is), with its schema
//   {schema} {name} {parent}   parts of its name
//   {tenant_role} {operations_role} {tenant_column} {tenant_table} {context_function} {timestamps_function}
//                         what plumb.yaml calls them
//   {tenant_policy} {operations_policy} {timestamps_trigger}   their names for that table, in the family of this
//   database {column}              any other column of the rule's row
//   {tenant_clauses}      USING and WITH CHECK of a tenant policy, those that the command in the row's column `command`
//   takes
// {word|sql} leaves a text as it is (an expression, a list of arguments), {word|literal} makes it a string, {word|role}
// is an identifier but for PUBLIC, {word|roles} are several, of a JSON array.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <plumb/finding/finding.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::contract {

// What does not depend on the finding.
struct FixNames {
  const settings::Settings& settings;
  std::size_t family = 0;        // see policy_family()
  std::string context_function;  // quoted
};

using RowTexts = std::map<std::string, std::string, std::less<>>;  // without those that are NULL

// "" for a template that asks for what is not there: half a statement is of no use.
[[nodiscard]] std::string fill_fix(std::string_view pattern, const finding::ObjectName& object, const RowTexts& row,
                                   const FixNames& names);

}  // namespace plumb::contract
