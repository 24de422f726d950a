// SPDX-License-Identifier: Apache-2.0
#include "state_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <thread>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

#include "state_sql.hpp"

namespace plumb::state {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds k_patience{250};
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
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) {
    const bool missing_right = errno == EACCES || errno == EROFS || errno == EPERM;
    std::string& reason = missing_right && place == Store::Place::usual ? out.excuse : out.trouble;
    reason = fmt::format("open: {}", errno_text(errno));
    return;
  }
  struct stat info {};
  if (::fstat(file.get(), &info) == 0) out.trouble = S_ISREG(info.st_mode) ? foreign(info, "file") : "it is no file";
}

// The first bytes of a SQLite file, with its application_id at byte 68.
bool has_our_mark(const std::string& path) {
  std::array<char, 100> head{};
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file) return false;
  const ssize_t got = ::read(file.get(), head.data(), head.size());
  return got == static_cast<ssize_t>(head.size()) && std::string_view(head.data(), 15) == "SQLite format 3" &&
         std::string_view(head.data() + 68, 4) == "plmb";
}

struct Marks {
  std::int64_t application = 0;
  std::int64_t format = 0;
  bool empty = false;
};

// Of one moment: another process may be making the tables.
Marks read_marks(Database& database) {
  database.execute("BEGIN");
  const Marks marks{.application = database.number("PRAGMA application_id"),
                    .format = database.number("PRAGMA user_version"),
                    .empty = database.number("SELECT count(*) FROM sqlite_schema") == 0};
  database.execute("COMMIT");
  return marks;
}

// "": the tables are there. Two processes may be at it at once.
std::string prepare(Database& database) {
  const Marks marks = read_marks(database);
  const bool fresh = marks.application == 0 && marks.empty;
  if (marks.application != k_application_id && !fresh) return "it is a database of another program";
  if (marks.format > k_state_format) return fmt::format("its format {} is newer than this plumb", marks.format);
  database.execute("PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY");
  if (marks.format == k_state_format) return "";

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

enum class Outcome { fine, busy, damaged };

// Fine also where it is not to be used for another reason, which `out` has then.
Outcome open_prepared(const std::string& path, OpenedFile& out) {
  Outcome outcome = Outcome::fine;
  try {
    out.database = std::make_unique<Database>(path);
    out.trouble = prepare(*out.database);
  } catch (const Error& error) {
    const bool open = out.database != nullptr;
    outcome = open && out.database->damaged() ? Outcome::damaged
              : open && out.database->busy()  ? Outcome::busy
                                              : Outcome::fine;
    if (outcome == Outcome::fine) out.excuse = error.message();
    out.database.reset();
  }
  if (!out.trouble.empty()) out.database.reset();
  return outcome;
}

}  // namespace

OpenedFile open_state_file(const std::string& path, Store::Place place) {
  using Clock = std::chrono::steady_clock;
  OpenedFile out;
  make_file(path, place, out);
  const Clock::time_point deadline = Clock::now() + k_patience;
  while (out.trouble.empty() && out.excuse.empty()) {
    const Outcome outcome = open_prepared(path, out);
    if (outcome == Outcome::fine) break;
    if (outcome == Outcome::damaged) {
      SetAside aside = set_aside(path, place);
      out.trouble = std::move(aside.text);
      out.out_of_the_way = aside.done;
    } else if (Clock::now() >= deadline) {
      out.trouble = "another process holds it locked";
    } else {
      // Where two make it at once SQLite does not wait, but says at once that the other one is at work.
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
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
