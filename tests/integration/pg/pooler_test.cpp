// SPDX-License-Identifier: Apache-2.0
// Telling a transaction-pooling proxy from a server, with the real PgBouncer.
#include <fmt/format.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <plumb/base/files.hpp>
#include <plumb/pg/pooler.hpp>

using namespace plumb;
using test::TestDatabase;

namespace {

std::string find_pgbouncer() {
  for (const char* path : {"/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"}) {
    if (::access(path, X_OK) == 0) return path;
  }
  return "";
}

int free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = ::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(probe);
  return bound ? ntohs(address.sin_port) : 0;
}

// PgBouncer in front of the test server, ended with this object.
class Pool {
 public:
  Pool(const std::string& program, const std::string& mode, const std::string& more) : m_port(free_port()) {
    char folder[] = "/tmp/plumb-pgbouncer-XXXXXX";
    m_folder = ::mkdtemp(folder);
    const std::string base = test::server().tcp_base();
    write_file(m_folder + "/users", "\"postgres\" \"\"\n");
    write_file(m_folder + "/pool.ini",
               fmt::format("[databases]\n* = host=127.0.0.1 port={} "
                           "user=postgres\n[pgbouncer]\nlisten_addr=127.0.0.1\nlisten_port={}\n"
                           "auth_type=trust\nauth_file={}/users\nunix_socket_dir=\npool_mode={}\nlogfile={}/log\n"
                           "ignore_startup_parameters=extra_float_digits,options\n{}\n",
                           base.substr(base.rfind(':') + 1), m_port, m_folder, mode, m_folder, more));
    // PgBouncer writes its log there, as another user if we are root.
    std::filesystem::permissions(m_folder, std::filesystem::perms(0777));
    m_pid = ::fork();
    if (m_pid == 0) {
      if (::geteuid() == 0) {  // it refuses to run as root
        const passwd* nobody = ::getpwnam("nobody");
        if (nobody == nullptr || ::setgid(nobody->pw_gid) != 0 || ::setuid(nobody->pw_uid) != 0) ::_exit(1);
      }
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::execl(program.c_str(), "pgbouncer", "-q", (m_folder + "/pool.ini").c_str(), nullptr);
      ::_exit(1);
    }
  }
  ~Pool() {
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    std::filesystem::remove_all(m_folder);
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  [[nodiscard]] pg::Target target(const std::string& database) const {
    return pg::Target::parse(Secret(fmt::format("postgres://postgres@127.0.0.1:{}/{}", m_port, database)));
  }

  // Connects as soon as it listens. Gives up if it has ended.
  [[nodiscard]] std::unique_ptr<pg::Connection> connect(const std::string& database) {
    for (;;) {
      pg::ConnectResult result = pg::try_connect(target(database));
      if (result.connection) return std::move(result.connection);
      INFO(result.error.message << " / " << read_log());
      REQUIRE(::waitpid(m_pid, nullptr, WNOHANG) == 0);
      REQUIRE(result.atlas_text.find("connection refused") != std::string::npos);
      ::usleep(1000);
    }
  }

 private:
  [[nodiscard]] std::string read_log() const {
    return std::filesystem::exists(m_folder + "/log") ? read_file(m_folder + "/log") : "";
  }

  int m_port;
  std::string m_folder;
  pid_t m_pid = -1;
};

struct Setting {
  std::string mode;
  std::string more;
  bool pooled_by_transaction;
};

}  // namespace

TEST_CASE("transaction pooling is told from everything else") {
  const std::string program = find_pgbouncer();
  if (program.empty()) test::skip("PgBouncer is not installed (Debian package pgbouncer)");
  const auto setting =
      GENERATE(Setting{"transaction", "", true}, Setting{"transaction", "default_pool_size=1", true},
               Setting{"transaction", "server_round_robin=1\nmin_pool_size=3", true}, Setting{"statement", "", true},
               Setting{"session", "", false}, Setting{"session", "default_pool_size=1", false},
               Setting{"session", "server_reset_query=", false});
  INFO(setting.mode << " " << setting.more);
  const TestDatabase database;
  Pool pool(program, setting.mode, setting.more);
  const auto connection = pool.connect(database.name());
  // The cheap sign: every pool invents a pid.
  const auto pid = pg::run_or_throw(*connection, "SELECT pg_backend_pid()");
  CHECK(pid->cell(0, 0) != std::to_string(connection->backend_pid()));
  CHECK(pg::behind_transaction_pooler(*connection, pool.target(database.name())) == setting.pooled_by_transaction);
  CHECK(connection->run("SELECT 1").ok());
}

TEST_CASE("a server itself is no pool") {
  const TestDatabase database;
  const auto connection = database.connect();
  const auto pid = pg::run_or_throw(*connection, "SELECT pg_backend_pid()");
  CHECK(pid->cell(0, 0) == std::to_string(connection->backend_pid()));
  CHECK_FALSE(pg::behind_transaction_pooler(*connection, database.target()));
}
