// SPDX-License-Identifier: Apache-2.0
#include "acl.hpp"

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/catalog/text_list.hpp>

#include "names.hpp"

namespace plumb::query {
namespace {

// A name, or "{migration role}", from the start of the text; it is taken off.
std::string take_role(std::string_view& text) {
  const std::size_t brace = text.starts_with('{') ? text.find('}') : std::string_view::npos;
  const std::size_t length = brace == std::string_view::npos ? name_length(text) : brace + 1;
  std::string out(text.substr(0, length));
  text.remove_prefix(length);
  return out;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace

AclEntry parse_acl_entry(std::string_view text) {
  std::string_view rest = text;
  const std::size_t to = rest.find(" TO ");
  if (to == std::string_view::npos) throw Error(fmt::format("no entry of an ACL: {}", text));
  AclEntry out{.privilege = std::string(rest.substr(0, to))};
  rest.remove_prefix(to + 4);
  out.grantee = take_role(rest);
  out.grantable = take(rest, " WITH GRANT OPTION");
  out.grantor = take(rest, " GRANTED BY ") ? take_role(rest) : std::string(k_owner);
  if (!rest.empty() || out.grantee.empty()) throw Error(fmt::format("no entry of an ACL: {}", text));
  return out;
}

std::vector<AclEntry> parse_acl(std::string_view json) {
  std::vector<AclEntry> out;
  for (const std::string& entry : catalog::parse_text_list(json)) out.push_back(parse_acl_entry(entry));
  return out;
}

}  // namespace plumb::query
