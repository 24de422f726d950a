// SPDX-License-Identifier: Apache-2.0
#include "places.hpp"

#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include <plumb/base/error.hpp>

#include "private_folder.hpp"

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

// The nearest folder upwards that is there can be written to, or is `path` itself.
bool can_be_made(std::filesystem::path path) {
  std::error_code ignored;
  while (path.has_relative_path() && !std::filesystem::exists(path, ignored)) path = path.parent_path();
  return std::filesystem::is_directory(path, ignored) && ::access(path.c_str(), W_OK | X_OK) == 0;
}

bool is_our_runtime_folder(const std::string& folder) {
  struct stat status {};
  return folder.starts_with('/') && ::stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
         status.st_uid == ::geteuid() && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

std::string wanted_cache() {
  if (const std::string xdg = environment("XDG_CACHE_HOME"); xdg.starts_with('/')) return xdg + "/plumb";
  if (::geteuid() == 0) return "/var/cache/plumb";
  if (const std::string home = environment("HOME"); home.starts_with('/')) return home + "/.cache/plumb";
  return "";
}

// Also for another user, who must get as far as the first folder that is still to be made.
bool is_reachable(std::filesystem::path folder, Reach reach) {
  std::error_code ignored;
  while (folder.has_relative_path() && !std::filesystem::exists(folder, ignored)) folder = folder.parent_path();
  return reach == Reach::self || everybody_can_pass(folder);
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
  if (std::string wanted = wanted_cache(); !wanted.empty() && can_be_made(wanted)) return wanted;
  const std::string registry = registry_folder();
  // Not before it was checked by whoever starts a server: what lies there would be run as data of ours.
  return is_own_folder(registry) ? registry + "/cache" : "";
}

std::string registry_folder() {
  if (std::string chosen = environment("PLUMB_DEV_FOLDER"); chosen.starts_with('/')) return chosen;
  for (const std::string& folder : {environment("XDG_RUNTIME_DIR"), fmt::format("/run/user/{}", ::geteuid())}) {
    if (is_our_runtime_folder(folder)) return folder + "/plumb";
  }
  return fmt::format("/tmp/plumb-{}", ::geteuid());
}

std::string durable_folder(Reach reach) {
  std::vector<std::string> candidates;
  if (const std::string xdg = environment("XDG_DATA_HOME"); xdg.starts_with('/')) candidates.push_back(xdg);
  if (const std::string home = environment("HOME"); candidates.empty() && home.starts_with('/'))
    candidates.push_back(home + "/.local/share");
  if (::geteuid() == 0) candidates.emplace_back("/var/lib");
  for (const std::string& candidate : candidates) {
    std::string folder = candidate + "/plumb/servers";
    if (can_be_made(folder) && is_reachable(folder, reach)) return folder;
  }
  throw Error("there is no folder to keep a durable server in")
      .with_hint("set XDG_DATA_HOME to one that can be written");
}

std::string servers_folder(Reach reach) {
  std::string chosen = environment("TMPDIR");
  while (chosen.size() > 1 && chosen.ends_with('/')) chosen.pop_back();
  if (usable(chosen, reach)) return chosen;
  if (chosen.empty() && usable("/dev/shm", reach) && is_roomy_memory("/dev/shm")) return "/dev/shm";
  return "/tmp";
}

}  // namespace plumb::devdb
