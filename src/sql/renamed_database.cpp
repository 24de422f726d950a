// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/renamed_database.hpp>

#include <algorithm>
#include <array>
#include <vector>

#include <plumb/sql/quote.hpp>

#include "tokens.hpp"

namespace plumb::sql {
namespace {

// Bytes of a name as it is written.
std::size_t length_of(const Token& name) {
  if (name.kind == Token::Kind::word) return name.text.size();
  // In double quotes, those within doubled.
  return name.text.size() + 2 + static_cast<std::size_t>(std::ranges::count(name.text, '"'));
}

bool may_speak_of_a_database(const std::vector<Token>& all) {
  constexpr std::array<std::string_view, 5> k_first = {"alter", "grant", "revoke", "comment", "security"};
  return !all.empty() && std::ranges::any_of(k_first, [&](std::string_view word) { return all[0].is_word(word); });
}

// The word DATABASE, where names of databases follow it.
std::size_t place_of_names(const std::vector<Token>& all) {
  for (std::size_t at = 1; at < all.size(); ++at) {
    if (!all[at].is_word("database")) continue;
    const bool altered = at == 1 && all[0].is_word("alter");
    if (altered || all[at - 1].is_word("on") || all[at - 1].is_word("in")) return at + 1;
  }
  return all.size();
}

}  // namespace

std::string with_database_renamed(std::string_view statement, std::string_view from, std::string_view to) {
  const std::vector<Token> all = tokens(statement);
  std::string out(statement);
  if (!may_speak_of_a_database(all)) return out;
  std::vector<const Token*> found;
  for (std::size_t at = place_of_names(all); at < all.size() && all[at].is_name(); at += 2) {
    if (all[at].text == from) found.push_back(&all[at]);
    if (at + 1 >= all.size() || !all[at + 1].is_symbol(',')) break;
  }
  // From the end, so that the places before stay what they are.
  for (auto name = found.rbegin(); name != found.rend(); ++name) {
    out.replace((*name)->offset, length_of(**name), quote_identifier(to));
  }
  return out;
}

}  // namespace plumb::sql
