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
#include "private_folder.hpp"

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

void initdb(const Installation& installation, const ServerFolder& folder, const std::string& data,
            const std::optional<User>& user) {
  // initdb makes the folder itself, for which its user would need rights on ours.
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

// Keeps a copy. Made under another name and renamed, so that it is there whole or not at all; if another plumb was
// faster, ours is dropped. What goes wrong only costs the next start its time.
void keep_copy(const std::string& data, const std::string& kept) noexcept {
  std::string unnamed;
  std::error_code ignored;
  try {
    fs::create_directories(fs::path(kept).parent_path());
    (void)remove_unfinished_copies(kept);
    unnamed = fmt::format("{}.{}-{}", kept, ::getpid(), std::chrono::steady_clock::now().time_since_epoch().count());
    copy_tree(data, unnamed, std::nullopt);
    if (sync_file_system(unnamed)) fs::rename(unnamed, kept);
  } catch (const std::exception&) {
    // See above.
  }
  if (!unnamed.empty()) fs::remove_all(unnamed, ignored);
}

}  // namespace

bool sync_file_system(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd && ::syncfs(fd.get()) == 0;
}

std::uint64_t remove_unfinished_copies(const std::string& prepared) {
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  const std::string prefix = fs::path(prepared).filename().string() + ".";
  std::uint64_t freed = 0;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(fs::path(prepared).parent_path(), none)) {
    const bool unfinished = entry.path().filename().string().starts_with(prefix);
    if (unfinished && entry.last_write_time() < long_ago) freed += remove_folder(entry.path());
  }
  return freed;
}

std::string prepared_path(const Installation& installation) {
  const std::string cache = cache_folder();
  if (cache.empty()) return "";
  return fmt::format("{}/postgres/{}-{}.data{}", cache, identity(installation.bin), installation.version, k_format);
}

void make_data_directory(const Installation& installation, const ServerFolder& folder, const std::string& data,
                         const std::optional<User>& user) {
  const std::string kept = prepared_path(installation);
  if (!kept.empty() && is_own_folder(kept)) {
    copy_tree(kept, data, user);
    return;
  }
  initdb(installation, folder, data, user);
  if (!kept.empty()) keep_copy(data, kept);
}

}  // namespace plumb::devdb
