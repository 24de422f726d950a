// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::query {

// An element of an ACL as the kinds' queries write it: "SELECT TO app WITH GRANT OPTION GRANTED BY dba". Names are as
// they stand there: quoted, "{owner}", "{migration role}", "PUBLIC".
struct AclEntry {
  std::string privilege;
  std::string grantee;
  bool grantable = false;
  std::string grantor;  // "{owner}" where nothing is said
};

// Throws Error for any other text.
[[nodiscard]] AclEntry parse_acl_entry(std::string_view text);

// Of a JSON array of them.
[[nodiscard]] std::vector<AclEntry> parse_acl(std::string_view json);

inline constexpr std::string_view k_owner = "{owner}";
inline constexpr std::string_view k_public = "PUBLIC";

}  // namespace plumb::query
