// SPDX-License-Identifier: Apache-2.0
// Kinds of code that are seldom made and never altered in place: what can be said exactly of a changed one is its
// owner, its privileges and its comment; and what a missing one was made of.
#include <algorithm>
#include <array>

#include <plumb/sql/quote.hpp>

#include "code_object.hpp"

namespace plumb::diff {
namespace {

std::string qualified_name(const catalog::Object& object) {
  return qualified(object.identity("schema"), object.identity("name"));
}

std::string with_method(const catalog::Object& object) {
  return fmt::format("{} USING {}", qualified_name(object), sql::quote_identifier_if_needed(object.identity("method")));
}

// An operator's name is never quoted.
std::string operator_name(const catalog::Object& object) {
  return fmt::format("{}.{} ({})", sql::quote_identifier_if_needed(object.identity("schema")), object.identity("name"),
                     object.identity("signature"));
}

std::string aggregate_name(const catalog::Object& object) {
  const std::string_view arguments = object.attribute("arguments").value_or("");
  return fmt::format("{}({})", qualified_name(object), arguments.empty() ? "*" : arguments);
}

std::string transform_name(const catalog::Object& object) {
  return fmt::format("FOR {} LANGUAGE {}", object.identity("type"),
                     sql::quote_identifier_if_needed(object.identity("language")));
}

struct Words {
  std::string_view kind;
  std::string_view sql;
  std::string (*name)(const catalog::Object&);
  bool (*create)(Fix&, const std::string& what);
  std::string_view standard_acl;
};

constexpr std::array<Words, 14> k_words = {
    {{"base_type", "TYPE", qualified_name, create_base_type, k_usage},
     {"range_type", "TYPE", qualified_name, create_range_type, k_usage},
     {"aggregate", "AGGREGATE", aggregate_name, create_aggregate, k_execute},
     {"operator", "OPERATOR", operator_name, create_operator, k_no_acl},
     {"operator_class", "OPERATOR CLASS", with_method, create_operator_class, k_no_acl},
     {"operator_family", "OPERATOR FAMILY", with_method, create_operator_family, k_no_acl},
     {"collation", "COLLATION", qualified_name, create_collation, k_no_acl},
     {"conversion", "CONVERSION", qualified_name, create_conversion, k_no_acl},
     {"text_search_configuration", "TEXT SEARCH CONFIGURATION", qualified_name, create_text_search_configuration,
      k_no_acl},
     {"text_search_dictionary", "TEXT SEARCH DICTIONARY", qualified_name, create_text_search_dictionary, k_no_acl},
     {"text_search_parser", "TEXT SEARCH PARSER", qualified_name, create_text_search_parser, k_no_acl},
     {"text_search_template", "TEXT SEARCH TEMPLATE", qualified_name, create_text_search_template, k_no_acl},
     {"transform", "TRANSFORM", transform_name, create_transform, k_no_acl},
     {"access_method", "ACCESS METHOD", quoted_name, create_access_method, k_no_acl}}};

// GRANT knows aggregates as functions.
std::string granted_on(const Fix& fix, const Words& words, const std::string& what) {
  if (words.kind != "aggregate") return what;
  return fmt::format("FUNCTION {}({})", qualified_name(fix.object()), fix.object().identity("signature"));
}

}  // namespace

void fix_code_object(Fix& fix) {
  const catalog::Object& object = fix.object();
  const auto* words = std::ranges::find(k_words, object.kind().name, &Words::kind);
  if (words == k_words.end()) return;
  const std::string what = fmt::format("{} {}", words->sql, words->name(object));
  if (fix.difference().change == Change::unexpected) {
    // A type or access method may go only with data, or not at all: the server refuses to drop what is in use.
    return fix.add("DROP " + what);
  }
  const std::string on = granted_on(fix, *words, what);
  if (fix.difference().change == Change::missing) {
    if (words->create(fix, what)) complete_new(fix, what, words->standard_acl, on);
    return;
  }
  if (words->kind == "operator_family") change_family_members(fix, what);
  fix.fix_owner(what);
  fix.fix_acl(on);
  fix.fix_comment(what);
}

}  // namespace plumb::diff
