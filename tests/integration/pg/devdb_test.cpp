// SPDX-License-Identifier: Apache-2.0
// Private servers: what one offers, and that nothing of it stays, however its owner ends.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <support/postgres.hpp>

#include <support/catch.hpp>
#include <thread>

#include <plumb/base/error.hpp>
#include <plumb/devdb/server.hpp>

#include "../../unit/devdb/scratch.hpp"

using namespace plumb;

namespace {

std::string cell(pg::Connection& connection, const std::string& sql) {
  return std::string(pg::run_or_throw(connection, sql)->cell(0, 0));
}

// plumb-test-server as a process of its own.
class TestServer {
 public:
  explicit TestServer(std::vector<std::string> arguments) {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    arguments.insert(arguments.begin(), PLUMB_TEST_SERVER);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    REQUIRE(::posix_spawn(&m_pid, PLUMB_TEST_SERVER, &actions, nullptr, pointers.data(), environ) == 0);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    m_out = ::fdopen(ends[0], "r");
  }
  ~TestServer() {
    if (m_pid > 0) end(SIGKILL);
    ::fclose(m_out);
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  // The value of the next line, "name=value".
  [[nodiscard]] std::string line(const std::string& name) {
    std::array<char, 512> buffer{};
    REQUIRE(std::fgets(buffer.data(), buffer.size(), m_out) != nullptr);
    std::string text = buffer.data();
    REQUIRE(text.starts_with(name + "="));
    return text.substr(name.size() + 1, text.size() - name.size() - 2);
  }
  int end(int signal = 0) {
    if (signal != 0) ::kill(m_pid, signal);
    int status = 0;
    ::waitpid(m_pid, &status, 0);
    m_pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t m_pid = -1;
  FILE* m_out = nullptr;
};

}  // namespace

TEST_CASE("a private server answers, by its settings, and leaves nothing") {
  std::string folder;
  Secret url;
  {
    const auto server = devdb::Server::start({.major = test::major_version(), .settings = {"work_mem=5MB"}});
    folder = server.folder();
    url = server.url("postgres");
    const auto connection = pg::connect(pg::Target::parse(url));
    CHECK(cell(*connection, "SHOW work_mem") == "5MB");
    CHECK(cell(*connection, "SHOW listen_addresses").empty());
    CHECK(cell(*connection, "SELECT current_user") == "postgres");
    CHECK(cell(*connection, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template1'") ==
          "UTF8");
    CHECK(cell(*connection, "SHOW server_version").starts_with(server.installation().version));
    CHECK(std::filesystem::exists(folder));
  }
  CHECK_FALSE(std::filesystem::exists(folder));
  CHECK_FALSE(pg::try_connect(pg::Target::parse(url)).connection);
}

TEST_CASE("several servers run side by side, also those with a port") {
  const auto one = devdb::Server::start({.major = test::major_version(), .tcp = true});
  const auto two = devdb::Server::start({.major = test::major_version(), .tcp = true});
  CHECK(one.tcp_base() != two.tcp_base());
  for (const auto* server : {&one, &two}) {
    CHECK(cell(*pg::connect(pg::Target::parse(Secret(server->tcp_base() + "/postgres"))), "SELECT 1") == "1");
  }
}

TEST_CASE("a server outlives the thread that started it") {
  std::unique_ptr<devdb::Server> server;
  std::thread([&] {
    server = std::make_unique<devdb::Server>(devdb::Server::start({.major = test::major_version()}));
  }).join();
  CHECK(cell(*pg::connect(pg::Target::parse(server->url("postgres"))), "SELECT 1") == "1");
}

TEST_CASE("a server that does not come up says why, and leaves nothing") {
  const test::ScratchFolder scratch;
  std::filesystem::permissions(scratch.path(), std::filesystem::perms(0755));
  test::Variables variables;
  variables.set("TMPDIR", scratch.path());
  try {
    static_cast<void>(devdb::Server::start({.major = test::major_version(), .settings = {"work_mem=nonsense"}}));
    FAIL("started");
  } catch (const Error& error) {
    CHECK(error.message().find("ended while starting:\n") != std::string::npos);
    CHECK(error.message().find("invalid value for parameter \"work_mem\": \"nonsense\"") != std::string::npos);
  }
  CHECK(std::filesystem::is_empty(scratch.path()));
  Stop stop;
  stop.request();
  CHECK_THROWS_WITH(devdb::Server::start({.major = test::major_version()}, stop),
                    "starting a private PostgreSQL was interrupted");
  CHECK(std::filesystem::is_empty(scratch.path()));
}

TEST_CASE("without a cache, or with one that cannot be written, it only takes longer") {
  const test::ScratchFolder scratch;
  test::Variables variables;
  write_file(scratch.path("file"), "");
  variables.set("XDG_CACHE_HOME", scratch.path("file"));
  const auto server = devdb::Server::start({.major = test::major_version()});
  CHECK(cell(*pg::connect(pg::Target::parse(server.url("postgres"))), "SELECT 1") == "1");
}

TEST_CASE("two at once with an empty cache: both run, one copy is kept") {
  const test::ScratchFolder scratch;
  test::Variables variables;
  variables.set("XDG_CACHE_HOME", scratch.path());
  const std::string major = std::to_string(test::major_version());
  {
    TestServer one({"--major", major, "--", "true"});
    TestServer two({"--major", major, "--", "sh", "-c", "exit 7"});
    CHECK(one.end() == 0);
    CHECK(two.end() == 7);
  }
  int kept = 0;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.path("plumb/postgres"))) {
    if (entry.is_directory()) ++kept;
  }
  CHECK(kept == 1);
}

TEST_CASE("what a killed plumb left in the cache is removed with the next copy, what is being made is not") {
  const test::ScratchFolder scratch;
  test::Variables variables;
  variables.set("XDG_CACHE_HOME", scratch.path());
  static_cast<void>(devdb::Server::start({.major = test::major_version()}));
  std::filesystem::path kept;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.path("plumb/postgres"))) {
    if (entry.is_directory()) kept = entry.path();
  }
  const std::string dead = kept.string() + ".1-1";
  const std::string alive = kept.string() + ".2-2";
  for (const std::string& path : {dead, alive}) std::filesystem::create_directories(path);
  std::filesystem::last_write_time(dead, std::filesystem::file_time_type::clock::now() - std::chrono::hours(2));
  std::filesystem::remove_all(kept);
  static_cast<void>(devdb::Server::start({.major = test::major_version()}));
  CHECK(std::filesystem::exists(kept / "PG_VERSION"));
  CHECK_FALSE(std::filesystem::exists(dead));
  CHECK(std::filesystem::exists(alive));
}

TEST_CASE("kill -9 of the owner ends the server and removes its folder") {
  TestServer owner({"--major", std::to_string(test::major_version())});
  const std::string url = owner.line("url");
  const std::string socket = owner.line("socket");
  const auto connection = pg::connect(pg::Target::parse(Secret(url + "/postgres")));
  CHECK(cell(*connection, "SELECT 1") == "1");
  CHECK(owner.end(SIGKILL) == 128 + SIGKILL);
  // No more than waiting for it: a test that hangs here has found a server that stayed.
  while (std::filesystem::exists(socket)) std::this_thread::yield();
  CHECK(connection->run("SELECT 1").error.connection_lost);
  CHECK(pg::try_connect(pg::Target::parse(Secret(url + "/postgres"))).atlas_text.find("connection refused") !=
        std::string::npos);
}

TEST_CASE("SIGTERM ends the command and the server") {
  TestServer owner({"--major", std::to_string(test::major_version()), "--", "sleep", "3600"});
  const std::string url = owner.line("url");
  const std::string socket = owner.line("socket");
  const int code = owner.end(SIGTERM);
  CHECK(code == 128 + SIGTERM);
  CHECK_FALSE(std::filesystem::exists(socket));
}
