// SPDX-License-Identifier: Apache-2.0
// Kinds of code that are seldom made and never altered in place: what can be said exactly of a changed one is its
// owner, its privileges and its comment.
#include <algorithm>
#include <array>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

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
  const std::string_view signature = object.identity("signature");
  return fmt::format("{}({})", qualified_name(object), signature.empty() ? "*" : signature);
}

std::string transform_name(const catalog::Object& object) {
  return fmt::format("FOR {} LANGUAGE {}", object.identity("type"),
                     sql::quote_identifier_if_needed(object.identity("language")));
}

struct Words {
  std::string_view kind;
  std::string_view sql;
  std::string (*name)(const catalog::Object&);
};

constexpr std::array<Words, 14> k_words = {{{"base_type", "TYPE", qualified_name},
                                            {"range_type", "TYPE", qualified_name},
                                            {"aggregate", "AGGREGATE", aggregate_name},
                                            {"operator", "OPERATOR", operator_name},
                                            {"operator_class", "OPERATOR CLASS", with_method},
                                            {"operator_family", "OPERATOR FAMILY", with_method},
                                            {"collation", "COLLATION", qualified_name},
                                            {"conversion", "CONVERSION", qualified_name},
                                            {"text_search_configuration", "TEXT SEARCH CONFIGURATION", qualified_name},
                                            {"text_search_dictionary", "TEXT SEARCH DICTIONARY", qualified_name},
                                            {"text_search_parser", "TEXT SEARCH PARSER", qualified_name},
                                            {"text_search_template", "TEXT SEARCH TEMPLATE", qualified_name},
                                            {"transform", "TRANSFORM", transform_name},
                                            {"access_method", "ACCESS METHOD", quoted_name}}};

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
  if (fix.difference().change == Change::missing) return;
  fix.fix_owner(what);
  fix.fix_acl(words->kind == "aggregate"
                  ? fmt::format("FUNCTION {}({})", qualified_name(object), object.identity("signature"))
                  : what);
  fix.fix_comment(what);
}

}  // namespace plumb::diff
