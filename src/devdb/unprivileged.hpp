// SPDX-License-Identifier: Apache-2.0
// The user that a server runs as. PostgreSQL refuses to run as root; where we are root, in containers mostly, it runs
// as somebody who owns nothing else.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace plumb::devdb {

struct User {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
};

// Nothing where we are not root: then the server runs as we do. Else the user that PLUMB_POSTGRES_USER names, or
// "nobody". Throws if there is no such user, or it is root again.
[[nodiscard]] std::optional<User> unprivileged_user();

}  // namespace plumb::devdb
