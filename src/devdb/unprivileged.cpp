// SPDX-License-Identifier: Apache-2.0
#include "unprivileged.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include <plumb/base/error.hpp>

namespace plumb::devdb {

std::optional<User> unprivileged_user() {
  if (::geteuid() != 0) return std::nullopt;
  const char* wanted = std::getenv("PLUMB_POSTGRES_USER");
  const std::string name = wanted != nullptr && *wanted != '\0' ? wanted : "nobody";
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  static_cast<void>(::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found));
  if (found == nullptr || found->pw_uid == 0) {
    throw Error(
        fmt::format("PostgreSQL does not run as root, and there is no unprivileged user \"{}\" to run it as", name))
        .with_hint("create the user, or name another one in PLUMB_POSTGRES_USER");
  }
  return User{name, found->pw_uid, found->pw_gid};
}

}  // namespace plumb::devdb
