// SPDX-License-Identifier: Apache-2.0
#include "data_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include <plumb/base/error.hpp>

#include "child.hpp"
#include "copy_tree.hpp"
#include "installation.hpp"
#include "places.hpp"

namespace plumb::devdb {

namespace {

namespace fs = std::filesystem;

// Part of the name of what is kept: to be raised when initdb_arguments change.
constexpr int k_format = 1;

std::vector<std::string> initdb_arguments(const Installation& installation, const std::string& data) {
  std::vector<std::string> arguments = {installation.bin + "/initdb",
                                        "--pgdata=" + data,
                                        "--username=postgres",
                                        "--auth=trust",
                                        "--encoding=UTF8",
                                        "--no-sync",
                                        "--no-instructions",
                                        "--wal-segsize=1"};  // 1 MB to copy, not 16
  if (installation.major >= 17) {
    arguments.insert(arguments.end(), {"--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"});
  } else {
    arguments.emplace_back("--locale=C.UTF-8");
  }
  if (installation.major >= 18) arguments.emplace_back("--no-data-checksums");
  return arguments;
}

void initdb(const Installation& installation, const ServerFolder& folder, const std::optional<User>& user) {
  // initdb makes the folder itself, for which its user would need rights on ours.
  const std::string data = folder.data();
  if (::mkdir(data.c_str(), 0700) != 0 || (user && ::chown(data.c_str(), user->uid, user->gid) != 0)) {
    throw Error("cannot make " + data);
  }
  const Program program{
      .arguments = initdb_arguments(installation, data), .user = user, .log = folder.log(), .keep_open = folder.lock()};
  if (const int code = run(program); code != 0) {
    Error error(fmt::format("initdb of PostgreSQL {} failed with exit code {}:{}", installation.version, code,
                            folder.log_tail()));
    if (user) {
      error = std::move(error).with_hint(
          fmt::format("it ran as user \"{}\", who must be able to read {}", user->name, installation.bin));
    }
    throw error;
  }
}

std::string kept_path(const Installation& installation) {
  const std::string cache = cache_folder();
  if (cache.empty()) return "";
  return fmt::format("{}/postgres/{}-{}.data{}", cache, identity(installation.bin), installation.version, k_format);
}

// What is renamed into place must be there after a power failure, too, or every server to come would be broken.
bool sync_file_system(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd && ::syncfs(fd.get()) == 0;
}

// What a killed plumb left while it made its copy. By age, for the process that is at it may be in another container.
void remove_unfinished(const std::string& kept) {
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  const std::string prefix = fs::path(kept).filename().string() + ".";
  for (const auto& entry : fs::directory_iterator(fs::path(kept).parent_path())) {
    const bool unfinished = entry.path().filename().string().starts_with(prefix);
    if (unfinished && entry.last_write_time() < long_ago) fs::remove_all(entry.path());
  }
}

// Keeps a copy. Made under another name and renamed, so that it is there whole or not at all; if another plumb was
// faster, ours is dropped. What goes wrong only costs the next start its time.
void keep_copy(const std::string& data, const std::string& kept) noexcept {
  std::string unnamed;
  std::error_code ignored;
  try {
    fs::create_directories(fs::path(kept).parent_path());
    remove_unfinished(kept);
    unnamed = fmt::format("{}.{}-{}", kept, ::getpid(), std::chrono::steady_clock::now().time_since_epoch().count());
    copy_tree(data, unnamed, std::nullopt);
    if (sync_file_system(unnamed)) fs::rename(unnamed, kept);
  } catch (const std::exception&) {
    // See above.
  }
  if (!unnamed.empty()) fs::remove_all(unnamed, ignored);
}

}  // namespace

void make_data_directory(const Installation& installation, const ServerFolder& folder,
                         const std::optional<User>& user) {
  const std::string kept = kept_path(installation);
  if (!kept.empty() && ::access(kept.c_str(), R_OK | X_OK) == 0) {
    copy_tree(kept, folder.data(), user);
    return;
  }
  initdb(installation, folder, user);
  if (!kept.empty()) keep_copy(folder.data(), kept);
}

}  // namespace plumb::devdb
