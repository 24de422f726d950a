// SPDX-License-Identifier: Apache-2.0
#include "private_folder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

namespace plumb::devdb {

namespace {

namespace fs = std::filesystem;

std::uint64_t blocks_of(const fs::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_blocks) * 512 : 0;
}

}  // namespace

void make_private_folder(const std::string& path, PassThrough others) {
  const mode_t mode = others == PassThrough::yes ? 0711 : 0700;
  std::error_code parents;
  fs::create_directories(fs::path(path).parent_path(), parents);
  if (::mkdir(path.c_str(), mode) != 0 && errno != EEXIST) {
    throw Error(fmt::format("mkdir {}: {}", path, errno_text(errno)));
  }
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) throw Error(fmt::format("stat {}: {}", path, errno_text(errno)));
  if (!S_ISDIR(status.st_mode)) throw Error(fmt::format("{} is not a folder", path));
  if (status.st_uid != ::geteuid()) {
    throw Error(fmt::format("{} belongs to uid {}, not to us (uid {})", path, status.st_uid, ::geteuid()))
        .with_hint("look at what is in there, then remove it");
  }
  if ((status.st_mode & 07777) != mode && ::chmod(path.c_str(), mode) != 0) {
    throw Error(fmt::format("chmod {}: {}", path, errno_text(errno)));
  }
}

bool is_own_folder(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid() &&
         (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

std::uint64_t disk_usage(const std::string& path) {
  std::error_code error;
  std::uint64_t bytes = blocks_of(path);
  for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    bytes += blocks_of(entry->path());
  }
  return bytes;
}

std::uint64_t remove_folder(const std::string& path) noexcept {
  try {
    const std::uint64_t before = disk_usage(path);
    std::error_code ignored;
    fs::remove_all(path, ignored);
    const std::uint64_t after = disk_usage(path);
    return before > after ? before - after : 0;
  } catch (const std::exception&) {
    return 0;
  }
}

}  // namespace plumb::devdb
