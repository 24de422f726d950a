// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include <plumb/base/error.hpp>
#include <plumb/devdb/dev_server.hpp>

#include "data_directory.hpp"
#include "dev_record.hpp"
#include "places.hpp"
#include "private_folder.hpp"
#include "registry.hpp"
#include "server_folder.hpp"
#include "unprivileged.hpp"

namespace plumb::devdb {

namespace {

namespace fs = std::filesystem;

std::uint64_t prune_servers() {
  // Wherever servers may have been put, for what decides that (TMPDIR, room) may have been different.
  std::set<std::string> bases = {"/dev/shm", "/tmp", servers_folder(Reach::self), servers_folder(Reach::everybody)};
  std::uint64_t freed = 0;
  for (const std::string& base : bases) freed += remove_leftovers(base);
  return freed;
}

// Records of servers that are gone, and locks that nobody holds.
void prune_records(const Registry& registry) {
  for (const std::string& key : registry.keys()) {
    const Descriptor lock = registry.try_lock(key);
    if (!lock) continue;
    try {
      if (registry.running(key)) continue;
    } catch (const Error&) {
      continue;  // of a newer plumb: its business
    }
    ::unlink(registry.record(key).c_str());
    registry.remove_lock_file(key);
  }
}

std::uint64_t prune_prepared(PruneScope scope) {
  const std::string cache = cache_folder();
  std::set<std::string> wanted;
  if (scope == PruneScope::unused) {
    for (const Installation& installation : find_installations()) wanted.insert(prepared_path(installation));
  }
  std::uint64_t freed = 0;
  std::error_code none;
  std::vector<fs::path> found;
  if (cache.empty() || !is_own_folder(cache + "/postgres")) return 0;
  for (const auto& entry : fs::directory_iterator(cache + "/postgres", none)) {
    if (entry.is_directory() && entry.path().string().find(".data") != std::string::npos) found.push_back(entry.path());
  }
  for (const fs::path& path : found) {
    if (wanted.contains(path.string())) continue;
    // "<prepared>.<pid>-…" is being made by somebody, or was: remove_unfinished_copies() tells.
    if (wanted.contains((path.parent_path() / path.stem()).string())) continue;
    freed += remove_folder(path);
  }
  for (const std::string& path : wanted) freed += remove_unfinished_copies(path);
  return freed;
}

}  // namespace

std::uint64_t prune(PruneScope scope) {
  const Registry registry;
  const std::uint64_t freed = prune_servers();
  prune_records(registry);
  return freed + prune_prepared(scope);
}

}  // namespace plumb::devdb
