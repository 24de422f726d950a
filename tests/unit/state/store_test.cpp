// SPDX-License-Identifier: Apache-2.0
#include <plumb/state/store.hpp>
#include <support/catch.hpp>

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include <plumb/base/files.hpp>

#include "../../../src/state/database.hpp"
#include "given.hpp"

namespace plumb::state {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using test::Folder;

TimePoint at(int hour) {
  return TimePoint(hours(500'000 + hour));
}

Store usual(const Folder& folder) {
  return Store(folder.file("plumb/state.db"), Store::Place::usual);
}

std::size_t set_aside_files(const Folder& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.file("plumb"))) {
    count += entry.path().string().find(".damaged-") != std::string::npos && entry.path().extension() != ".x" ? 1U : 0U;
  }
  return count;
}

TEST_CASE("what is kept is there in the next run") {
  const Folder folder;
  {
    Store store = usual(folder);
    REQUIRE(store.usable());
    CHECK(store.troubles().empty());
    CHECK_FALSE(store.desired("k", at(1), at(0)));
    store.keep_desired("k", "text", at(1));
    store.keep_live("t", "live", "d", at(1));
  }
  Store store = usual(folder);
  CHECK(store.desired("k", at(2), at(0)) == "text");
  CHECK(store.live("t") == "live");
  CHECK_FALSE(store.live("other"));
  CHECK_FALSE(store.desired("k", at(2), at(2)));  // too old
  store.forget_desired("k");
  CHECK_FALSE(store.desired("k", at(2), at(0)));
}

TEST_CASE("a live catalog is had again under its digest, and no other") {
  const Folder folder;
  Store store = usual(folder);
  CHECK_FALSE(store.has_live());
  store.keep_desired("t", "desired", at(1));
  CHECK_FALSE(store.has_live());
  store.keep_live("t", "first", "d1", at(1));
  CHECK(store.has_live());
  CHECK(store.live_under("t", "d1", at(2)) == KeptLive{.snapshot = "first", .read = at(1)});
  CHECK_FALSE(store.live_under("t", "d2", at(2)));
  CHECK_FALSE(store.live_under("other", "d1", at(2)));
  SECTION("the same catalog under another digest: a server that was started again") {
    store.keep_live("t", "first", "d2", at(3));
    CHECK(store.live_under("t", "d2", at(4)) == KeptLive{.snapshot = "first", .read = at(3)});
    CHECK_FALSE(store.live_under("t", "d1", at(4)));
  }
  SECTION("another catalog, of which the digest is not known") {
    store.keep_live("t", "second", "", at(3));
    CHECK_FALSE(store.live_under("t", "d1", at(4)));
    CHECK(store.live("t") == "second");
  }
}

TEST_CASE("the file is ours alone") {
  const Folder folder;
  (void)usual(folder);
  struct stat info {};
  REQUIRE(::stat(folder.file("plumb/state.db").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  REQUIRE(::stat(folder.file("plumb").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
}

TEST_CASE("a place that others may write to is not used") {
  const Folder folder;
  std::filesystem::create_directory(folder.file("plumb"));
  SECTION("the folder") {
    REQUIRE(::chmod(folder.file("plumb").c_str(), 0777) == 0);
  }
  SECTION("the file") {
    write_file(folder.file("plumb/state.db"), "");
    REQUIRE(::chmod(folder.file("plumb/state.db").c_str(), 0666) == 0);
  }
  Store store = usual(folder);
  CHECK_FALSE(store.usable());
  REQUIRE(store.troubles().size() == 1);
  CHECK(store.troubles()[0].find("others may write") != std::string::npos);
}

TEST_CASE("a link is not followed") {
  const Folder folder;
  std::filesystem::create_directory(folder.file("plumb"));
  write_file(folder.file("precious"), "");
  std::filesystem::create_symlink(folder.file("precious"), folder.file("plumb/state.db"));
  CHECK_FALSE(usual(folder).usable());
  CHECK(read_file(folder.file("precious")).empty());
}

TEST_CASE("an audit and what it saw") {
  const Folder folder;
  Store store = usual(folder);
  CHECK_FALSE(store.last_audit("t"));
  const Audit first{.at = at(1),
                    .verdict = "out of plumb",
                    .counts = {{"critical", 1}, {"high", 0}, {"medium", 0}, {"low", 0}, {"info", 2}},
                    .seen = {{.code = "DRF003",
                              .object = "table public.t",
                              .fingerprint = "f",
                              .row = "16400 733",
                              .first_seen = at(1),
                              .before = std::nullopt}}};
  store.record("t", first);
  store.record("other", {.at = at(5), .verdict = "in plumb", .counts = {}, .seen = {}});
  const auto back = store.last_audit("t");
  REQUIRE(back);
  CHECK(back->at == at(1));
  CHECK(back->verdict == "out of plumb");
  CHECK(back->counts == first.counts);
  CHECK(back->seen == first.seen);
  store.record("t", {.at = at(2), .verdict = "in plumb", .counts = {}, .seen = {}});
  CHECK(store.last_audit("t")->at == at(2));
  CHECK(store.last_audit("t")->seen.empty());
}

TEST_CASE("snapshots are bounded: the longest unused go first") {
  const Folder folder;
  Store store = usual(folder);
  const std::string large(static_cast<std::size_t>(Store::k_most_bytes / 5 * 2), 'x');
  store.keep_desired("a", large, at(1));
  store.keep_desired("b", large, at(2));
  CHECK(store.desired("a", at(10), at(0)));  // used again: now b is the oldest
  store.keep_desired("c", large, at(11));
  CHECK_FALSE(store.desired("b", at(12), at(0)));
  CHECK(store.desired("a", at(12), at(0)));
  CHECK(store.desired("c", at(12), at(0)));
  store.keep_desired("too much", large + large, at(13));
  CHECK_FALSE(store.desired("too much", at(13), at(0)));
}

TEST_CASE("a damaged file is set aside, and begun anew") {
  const Folder folder;
  const std::string path = folder.file("plumb/state.db");
  {
    Store store = usual(folder);
    for (int i = 0; i < 50; ++i) store.keep_desired(std::to_string(i), std::string(5000, 'x'), at(1));
  }
  SECTION("when its head is gone") {
    std::filesystem::remove(path + "-wal");
    write_file(path, "this was a database once, before the disk went bad " + std::string(5000, '?'));
  }
  SECTION("when its tables are not what its format says") {
    Database(path).execute("DROP TABLE snapshot");
  }
  Store store = usual(folder);
  (void)store.desired("1", at(1), at(0));
  REQUIRE(store.troubles().size() == 1);
  CHECK(store.troubles()[0].find("it was damaged, and is now") != std::string::npos);
  CHECK(set_aside_files(folder) >= 1);
  Store next = usual(folder);
  CHECK(next.usable());
  CHECK(next.troubles().empty());
  CHECK_FALSE(next.desired("1", at(1), at(0)));
}

TEST_CASE("no damage of one page gives a wrong answer") {
  const Folder folder;
  const std::string path = folder.file("plumb/state.db");
  const std::string content(9000, 'y');
  {
    Store store = usual(folder);
    for (int i = 0; i < 8; ++i) store.keep_desired(std::to_string(i), content + std::to_string(i), at(1));
  }
  // Everything out of the log, into the file.
  std::filesystem::remove(path + "-shm");
  const std::string file = read_file(path);
  const std::string log = read_file(path + "-wal");
  for (std::size_t page = 0; page * 4096 < log.size(); ++page) {
    std::string broken = log;
    for (std::size_t i = page * 4096; i < std::min(broken.size(), page * 4096 + 64); ++i) broken[i] = '\x5a';
    std::filesystem::remove_all(folder.file("plumb"));
    std::filesystem::create_directory(folder.file("plumb"));
    ::chmod(folder.file("plumb").c_str(), 0700);
    write_file(path, file);
    ::chmod(path.c_str(), 0600);
    write_file(path + "-wal", broken);
    Store store = usual(folder);
    for (int i = 0; i < 8; ++i) {
      const auto text = store.desired(std::to_string(i), at(1), at(0));
      CHECK((!text || *text == content + std::to_string(i)));
    }
  }
}

TEST_CASE("what is not plumb's is left alone") {
  const Folder folder;
  const std::string path = folder.file("other.db");
  SECTION("a text") {
    write_file(path, "CREATE TABLE precious (i int);\n");
  }
  SECTION("a database") {
    write_file(path, "");
    Database(path).execute("CREATE TABLE precious (i int)");
  }
  ::chmod(path.c_str(), 0600);
  const std::string before = read_file(path);
  Store store(path, Store::Place::named);
  CHECK_FALSE(store.usable());
  CHECK(store.troubles().size() == 1);
  store.keep_desired("k", "text", at(1));
  CHECK(read_file(path) == before);
}

TEST_CASE("a file that another process keeps locked is not used") {
  const Folder folder;
  const std::string path = folder.file("plumb/state.db");
  REQUIRE(usual(folder).usable());
  SECTION("at the start") {
    Database other(path);
    other.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE snapshot SET used = 0");
    Store store = usual(folder);
    CHECK_FALSE(store.usable());
    REQUIRE(store.troubles().size() == 1);
    CHECK(store.troubles()[0].find("locked") != std::string::npos);
  }
  SECTION("later: only that one thing is not kept") {
    Store store = usual(folder);
    {
      Database other(path);
      other.execute("BEGIN IMMEDIATE");
      store.keep_desired("k", "text", at(1));
      CHECK_FALSE(store.desired("k", at(1), at(0)));
    }
    CHECK(store.troubles().empty());
    store.keep_desired("k", "text", at(1));
    CHECK(store.desired("k", at(1), at(0)) == "text");
  }
}

TEST_CASE("a newer format is not used, and stays") {
  const Folder folder;
  const std::string path = folder.file("plumb/state.db");
  REQUIRE(usual(folder).usable());
  Database(path).execute("PRAGMA user_version = 99");
  Store store = usual(folder);
  CHECK_FALSE(store.usable());
  REQUIRE(store.troubles().size() == 1);
  CHECK(store.troubles()[0].find("newer") != std::string::npos);
}

TEST_CASE("several processes at once, some killed in the middle") {
  const Folder folder;
  std::vector<pid_t> children;
  for (int child = 0; child < 6; ++child) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      Store store = usual(folder);
      for (int i = 0; i < 60; ++i) {
        const std::string key = std::to_string(i % 7);
        store.keep_desired(key, "content of " + key + std::string(20'000, 'x'), at(1));
        const auto text = store.desired(key, at(1), at(0));
        if (text && *text != "content of " + key + std::string(20'000, 'x')) ::_exit(7);
        if (child % 3 == 0 && i == 30) ::kill(::getpid(), SIGKILL);
      }
      ::_exit(store.troubles().empty() ? 0 : 8);
    }
    children.push_back(pid);
  }
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    CHECK((killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0)));
  }
  Store store = usual(folder);
  CHECK(store.usable());
  CHECK(store.desired("3", at(1), at(0)) == "content of 3" + std::string(20'000, 'x'));
}

TEST_CASE("many that make it at the same moment") {
  for (int round = 0; round < 20; ++round) {
    const Folder folder;
    std::vector<pid_t> children;
    for (int child = 0; child < 6; ++child) {
      const pid_t pid = ::fork();
      if (pid == 0) {
        Store store = usual(folder);
        ::_exit(store.usable() && store.troubles().empty() ? 0 : 9);
      }
      children.push_back(pid);
    }
    for (const pid_t child : children) {
      int status = 0;
      REQUIRE(::waitpid(child, &status, 0) == child);
      CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    }
  }
}

TEST_CASE("without a folder that can be made there is nothing, and no trouble") {
  Store store("/proc/no/such/place/state.db", Store::Place::usual);
  CHECK_FALSE(store.usable());
  CHECK(store.troubles().empty());
  CHECK_FALSE(store.excuse().empty());
  store.keep_desired("k", "text", at(1));
  CHECK_FALSE(store.desired("k", at(1), at(0)));
  CHECK_FALSE(store.last_audit("t"));
}

TEST_CASE("a target's key tells its parts apart, and none of them") {
  const std::string key = target_key({.server = "db:5432", .database = "app", .role = "r", .scope = ""});
  CHECK(key.size() == 64);
  CHECK(key != target_key({.server = "db:5432", .database = "ap", .role = "pr", .scope = ""}));
  CHECK(key != target_key({.server = "db:5432", .database = "app", .role = "r", .scope = "x"}));
  CHECK(key.find("app") == std::string::npos);
}

}  // namespace
}  // namespace plumb::state
