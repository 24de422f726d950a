// SPDX-License-Identifier: Apache-2.0
#include <plumb/pg/pooler.hpp>

#include <fmt/format.h>
#include <poll.h>

#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include <plumb/pg/sqlstate.hpp>

namespace plumb::pg {

namespace {

constexpr std::string_view k_read =
    "SELECT pg_catalog.current_setting('plumb.pooler_probe', true), pg_catalog.pg_backend_pid()";

// A Stop that requests itself after a while: the only way to end a wait for a session that the pool does not have.
class TimeLimit {
 public:
  explicit TimeLimit(std::chrono::milliseconds limit)
      : m_timer([this, limit](const std::stop_token& done) {
          std::unique_lock lock(m_mutex);
          if (!m_wake.wait_for(lock, done, limit, [] { return false; }) && !done.stop_requested()) m_stop.request();
        }) {}

  [[nodiscard]] const Stop& stop() const { return m_stop; }

 private:
  Stop m_stop;
  std::mutex m_mutex;
  std::condition_variable_any m_wake;
  std::jthread m_timer;  // last: ends before what it uses
};

std::string random_mark() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}", random(), random());
}

struct Seen {
  std::string mark;
  std::string pid;
};

Seen look(Connection& connection) {
  const auto table = run_or_throw(connection, k_read);
  return {std::string(table->cell(0, 0)), std::string(table->cell(0, 1))};
}

enum class Verdict { shared, not_shared, unknown };

// One try: the second connection looks for the mark, then keeps a session busy while the first looks for it.
Verdict probe(Connection& first, Connection& second, const std::string& mark, const std::string& pid) {
  const Reply seen = second.run(k_read);
  if (seen.kind != Reply::Kind::rows) return Verdict::unknown;
  if (seen.table->cell(0, 0) == mark) return Verdict::shared;
  const Reply begun = second.run("BEGIN");
  // A server never refuses BEGIN; a pool of statements does. What is cancelled met our own time limit.
  if (!begun.ok()) {
    const bool untold = begun.error.sqlstate == sqlstate::k_query_canceled || begun.error.sqlstate.empty();
    return untold ? Verdict::unknown : Verdict::shared;
  }
  const Reply inside = second.run(k_read);
  if (inside.kind != Reply::Kind::rows) return Verdict::unknown;
  if (inside.table->cell(0, 0) == mark) return Verdict::shared;
  const Seen still = look(first);
  static_cast<void>(second.run("ROLLBACK"));
  return still.mark == mark && still.pid == pid ? Verdict::not_shared : Verdict::shared;
}

}  // namespace

bool behind_transaction_pooler(Connection& first, const Target& target, const ConnectOptions& options,
                               const Stop& stop) {
  // A pool may take its sessions in turn: with a few tries the second connection comes past the marked one.
  constexpr int k_tries = 4;
  const std::string mark = random_mark();
  const auto set = run_or_throw(first, fmt::format("SELECT pg_catalog.set_config('plumb.pooler_probe', '{}', false), "
                                                   "pg_catalog.pg_backend_pid()",
                                                   mark));
  const std::string pid(set->cell(0, 1));
  const TimeLimit limit(std::chrono::seconds(2));
  ConnectOptions impatient = options;
  impatient.stop_patience = std::chrono::seconds(0);  // a pool that is full does not answer a cancel either
  const ConnectResult second = try_connect(target, impatient, limit.stop());
  bool shared = false;
  if (second.connection) {
    Verdict verdict = Verdict::not_shared;
    for (int i = 0; i < k_tries && verdict == Verdict::not_shared && !stop.requested(); ++i) {
      verdict = probe(first, *second.connection, mark, pid);
    }
    shared = verdict == Verdict::shared;
  }
  // Where the second connection got no session, another pid of the first still tells.
  const Seen end = look(first);
  shared = shared || end.mark != mark || end.pid != pid;
  static_cast<void>(run_or_throw(first, "SELECT pg_catalog.set_config('plumb.pooler_probe', '', false)"));
  return shared;
}

}  // namespace plumb::pg
