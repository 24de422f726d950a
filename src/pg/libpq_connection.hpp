// SPDX-License-Identifier: Apache-2.0
// The Connection on libpq. libpq is kept in non-blocking mode: it never waits by itself, every wait is a poll() of ours
// on the socket and the Stop.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <plumb/base/stop.hpp>
#include <plumb/pg/connection.hpp>

#include "result_table.hpp"

namespace plumb::pg {

struct ConnDeleter {
  void operator()(PGconn* conn) const { PQfinish(conn); }
};
using Conn = std::unique_ptr<PGconn, ConnDeleter>;

class LibpqConnection final : public Connection {
 public:
  // REQUIRES: conn is connected and in non-blocking mode; stop outlives this.
  LibpqConnection(Conn conn, const Stop& stop, std::chrono::seconds stop_patience);
  ~LibpqConnection() override = default;
  LibpqConnection(const LibpqConnection&) = delete;
  LibpqConnection& operator=(const LibpqConnection&) = delete;

  [[nodiscard]] Reply run(std::string_view sql) override;
  void send(std::string_view sql, std::span<const Param> params) override;
  void send_prepare(const std::string& name, std::string_view sql) override;
  void send_prepared(const std::string& name, std::span<const Param> params) override;
  void send_sync() override;
  void send_flush() override;
  [[nodiscard]] Reply receive() override;
  [[nodiscard]] std::size_t outstanding() const override { return m_expected.size(); }
  [[nodiscard]] TransactionStatus transaction_status() const override;
  [[nodiscard]] int server_version() const override;
  [[nodiscard]] int backend_pid() const override;
  [[nodiscard]] const Traffic& traffic() const override { return m_traffic; }
  [[nodiscard]] const PGconn* handle() const { return m_conn.get(); }

 private:
  // Whether a Stop that is requested while we wait for the answer cancels the statement. A statement that is sent after
  // the request (a ROLLBACK, say) is part of stopping and must run.
  enum class Cancellable { no, yes };
  // A text that no message can carry as it is: libpq takes C strings and would cut it at a NUL.
  enum class Unsendable { none, nul_in_text, nul_in_parameter };

  struct Expected {
    enum class What { statement, sync };
    What what = What::statement;
    Cancellable cancellable = Cancellable::no;
    Unsendable unsendable = Unsendable::none;
    std::uint64_t sent_at = 0;  // how many round trips had begun then
  };

  [[nodiscard]] Cancellable cancellable_now() const;
  [[nodiscard]] bool enter_pipeline();
  [[nodiscard]] bool leave_pipeline();
  void expect(Expected::What what, Unsendable unsendable);
  void count_round_trip(std::uint64_t sent_at);
  void sent_or_lost(int libpq_result, std::uint64_t bytes);

  [[nodiscard]] Result next_result(Cancellable cancellable);
  [[nodiscard]] bool wait(Cancellable cancellable);
  [[nodiscard]] int poll_once(short events, Cancellable cancellable);
  void cancel();
  void settle_cancel();

  [[nodiscard]] Reply run_connected(Cancellable cancellable);
  [[nodiscard]] Reply receive_statement(const Expected& expected);
  [[nodiscard]] Reply receive_sync(const Expected& expected);
  [[nodiscard]] Reply to_reply(Result result);
  [[nodiscard]] Reply end_copy(const Result& result, Cancellable cancellable);
  [[nodiscard]] Reply lost_reply() const;
  void lose(std::string reason);

  Conn m_conn;
  const Stop& m_stop;
  std::chrono::seconds m_stop_patience;
  std::deque<Expected> m_expected;
  Traffic m_traffic;
  std::optional<ServerError> m_lost;
  bool m_synced = true;  // nothing was sent since the last sync
  bool m_cancelled = false;
  std::future<void> m_cancel_sent;  // valid from the cancel request until it was waited for
};

}  // namespace plumb::pg
