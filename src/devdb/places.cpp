// SPDX-License-Identifier: Apache-2.0
#include "places.hpp"

#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cstdint>
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

bool usable(const std::string& folder, Reach reach) {
  // sun_path holds 107 bytes: what is left is for "/plumb-server-XXXXXX/socket/.s.PGSQL.65535".
  constexpr std::size_t k_longest = 107 - 43;
  return folder.starts_with('/') && folder.size() <= k_longest && ::access(folder.c_str(), W_OK | X_OK) == 0 &&
         (reach == Reach::self || everybody_can_pass(folder));
}

// Containers often have but 64 MB there.
bool is_roomy_memory(const char* folder) {
  constexpr std::uint64_t k_enough = std::uint64_t{2} << 30;
  struct statfs status {};
  return ::statfs(folder, &status) == 0 && status.f_type == TMPFS_MAGIC &&
         std::uint64_t{status.f_bavail} * static_cast<std::uint64_t>(status.f_bsize) >= k_enough;
}

}  // namespace

std::string cache_folder() {
  if (const std::string xdg = environment("XDG_CACHE_HOME"); xdg.starts_with('/')) return xdg + "/plumb";
  if (::geteuid() == 0) return "/var/cache/plumb";
  if (const std::string home = environment("HOME"); home.starts_with('/')) return home + "/.cache/plumb";
  return "";
}

std::string servers_folder(Reach reach) {
  std::string chosen = environment("TMPDIR");
  while (chosen.size() > 1 && chosen.ends_with('/')) chosen.pop_back();
  if (usable(chosen, reach)) return chosen;
  if (chosen.empty() && usable("/dev/shm", reach) && is_roomy_memory("/dev/shm")) return "/dev/shm";
  return "/tmp";
}

}  // namespace plumb::devdb
