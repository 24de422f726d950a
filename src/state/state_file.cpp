// SPDX-License-Identifier: Apache-2.0
#include "state_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

#include "state_sql.hpp"

namespace plumb::state {
namespace {

namespace fs = std::filesystem;

constexpr mode_t k_writable_by_others = S_IWGRP | S_IWOTH;

// The folder of the usual place, and those above it, 0700 where they are not there yet. "": it can be used.
std::string make_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) {
    if (folder.has_parent_path() && folder.parent_path() != folder) {
      if (std::string reason = make_folder(folder.parent_path()); !reason.empty()) return reason;
    }
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
      return fmt::format("mkdir {}: {}", folder.string(), errno_text(errno));
    }
  }
  return "";
}

// "": it belongs to us, and only we write to it.
std::string foreign(const struct stat& info, std::string_view what) {
  if (info.st_uid != ::geteuid()) return fmt::format("the {} belongs to another user", what);
  if ((info.st_mode & k_writable_by_others) != 0) return fmt::format("others may write to the {}", what);
  return "";
}

// Makes the file. `excuse` and `trouble` as in OpenedFile.
void make_file(const std::string& path, Store::Place place, OpenedFile& out) {
  const fs::path folder = fs::absolute(path).parent_path();
  if (place == Store::Place::usual) {
    out.excuse = make_folder(folder);
    if (!out.excuse.empty()) return;
    struct stat info {};
    if (::stat(folder.c_str(), &info) == 0) out.trouble = foreign(info, "folder");
    if (!out.trouble.empty()) return;
  }
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) {
    const bool missing_right = errno == EACCES || errno == EROFS || errno == EPERM;
    std::string& reason = missing_right && place == Store::Place::usual ? out.excuse : out.trouble;
    reason = fmt::format("open: {}", errno_text(errno));
    return;
  }
  struct stat info {};
  if (::fstat(fd, &info) == 0) out.trouble = S_ISREG(info.st_mode) ? foreign(info, "file") : "it is no file";
  ::close(fd);
}

// The first bytes of a SQLite file, with its application_id at byte 68.
bool has_our_mark(const std::string& path) {
  std::array<char, 100> head{};
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return false;
  const ssize_t got = ::read(fd, head.data(), head.size());
  ::close(fd);
  return got == static_cast<ssize_t>(head.size()) && std::string_view(head.data(), 15) == "SQLite format 3" &&
         std::string_view(head.data() + 68, 4) == "plmb";
}

// "": the tables are there. Two processes may be at it at once.
std::string prepare(Database& database) {
  const std::int64_t application = database.number("PRAGMA application_id");
  const bool empty = database.number("SELECT count(*) FROM sqlite_schema") == 0;
  if (application != k_application_id && !(application == 0 && empty)) return "it is a database of another program";
  const std::int64_t format = database.number("PRAGMA user_version");
  if (format > k_state_format) return fmt::format("its format {} is newer than this plumb", format);
  database.execute("PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY");
  if (format == k_state_format) return "";

  database.execute("PRAGMA journal_mode = WAL");
  Transaction transaction(database);
  if (database.number("PRAGMA user_version") != k_state_format) {
    database.execute("DROP TABLE IF EXISTS snapshot; DROP TABLE IF EXISTS audit; DROP TABLE IF EXISTS seen");
    database.execute(std::string(text::schema_sql));
    database.execute(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", k_application_id, k_state_format));
  }
  transaction.commit();
  return "";
}

}  // namespace

OpenedFile open_state_file(const std::string& path, Store::Place place) {
  OpenedFile out;
  make_file(path, place, out);
  if (!out.trouble.empty() || !out.excuse.empty()) return out;
  try {
    out.database = std::make_unique<Database>(path);
    out.trouble = prepare(*out.database);
  } catch (const Error& error) {
    const bool damaged = out.database && out.database->damaged();
    const bool busy = out.database && out.database->busy();
    out.database.reset();
    if (!damaged) {
      (busy ? out.trouble : out.excuse) = busy ? "another process holds it locked" : error.message();
      return out;
    }
    SetAside aside = set_aside(path, place);
    out.trouble = std::move(aside.text);
    out.out_of_the_way = aside.done;
  }
  if (!out.trouble.empty()) out.database.reset();
  return out;
}

SetAside set_aside(const std::string& path, Store::Place place) {
  if (place == Store::Place::named && !has_our_mark(path))
    return {.done = false, .text = "it is no state file of plumb"};
  const std::string aside = fmt::format("{}.damaged-{}", path, ::getpid());
  // The log first: one that stayed would be worked into the next file of this name.
  for (const std::string_view suffix : {"-wal", "-shm", ""}) {
    const std::string from = path + std::string(suffix);
    if (::rename(from.c_str(), (aside + std::string(suffix)).c_str()) != 0 && errno != ENOENT) {
      return {.done = false, .text = fmt::format("it is damaged, and cannot be set aside: {}", errno_text(errno))};
    }
  }
  return {.done = true, .text = fmt::format("it was damaged, and is now {}", aside)};
}

}  // namespace plumb::state
