// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/without_passwords.hpp>

#include <vector>

#include "tokens.hpp"

namespace plumb::sql {
namespace {

bool announces_secret(const Token& token) {
  if (token.kind == Token::Kind::quoted) return token.text == "password";  // the name of an option
  return token.is_word("password") || token.is_word("connection") || token.is_word("sslpassword");
}

}  // namespace

std::string without_passwords(std::string_view statement) {
  const std::vector<Token> all = tokens(statement);
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].kind != Token::Kind::text || !announces_secret(all[i - 1])) continue;
    out += statement.substr(copied, all[i].offset - copied);
    out += "'***'";
    // A token does not say where it ends; what lies between it and the next one is blanks, comments, or more of it.
    const bool last = i + 1 == all.size();
    copied = last ? statement.size() : all[i + 1].offset;
    if (!last && !all[i + 1].is_symbol(')') && !all[i + 1].is_symbol(',') && !all[i + 1].is_symbol(';')) out += ' ';
  }
  return out.append(statement.substr(copied));
}

}  // namespace plumb::sql
