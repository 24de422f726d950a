// SPDX-License-Identifier: Apache-2.0
#include "places.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace plumb::devdb {

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

bool everybody_can_pass(std::filesystem::path folder) {
  for (; !folder.empty(); folder = folder.parent_path()) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) == 0) return false;
    if (folder == folder.root_path()) break;
  }
  return true;
}

}  // namespace

std::string cache_folder() {
  if (const std::string xdg = environment("XDG_CACHE_HOME"); xdg.starts_with('/')) return xdg + "/plumb";
  if (::geteuid() == 0) return "/var/cache/plumb";
  if (const std::string home = environment("HOME"); home.starts_with('/')) return home + "/.cache/plumb";
  return "";
}

std::string servers_folder(Reach reach) {
  // sun_path holds 107 bytes: what is left is for "/plumb-server-XXXXXX/socket/.s.PGSQL.65535".
  constexpr std::size_t k_longest = 107 - 43;
  std::string folder = environment("TMPDIR");
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  const bool usable = folder.starts_with('/') && folder.size() <= k_longest &&
                      ::access(folder.c_str(), W_OK | X_OK) == 0 &&
                      (reach == Reach::self || everybody_can_pass(folder));
  return usable ? folder : "/tmp";
}

}  // namespace plumb::devdb
