// SPDX-License-Identifier: Apache-2.0
// A Connection that plays a script: for tests of what happens when the server fails at an awkward moment.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include <plumb/pg/connection.hpp>

namespace plumb::pg {

// Wraps any Connection (a real one, or none) and lets a test decide, message by message, what happens. A scripted error
// is also made to happen in the wrapped session (a text that does not parse goes out in its place), so that its
// transaction is aborted and its group skipped as if the server had said it. A scripted loss closes the wrapped
// session, when it is delivered.
class ScriptedConnection final : public Connection {
 public:
  // Called for each text that is sent (simple or pipelined; "SYNC" and "FLUSH" for those), in order. Returns the answer
  // to play, or nothing to let the wrapped connection answer; without one, nothing is a command's success, and a
  // sync's. Not called for what is skipped because of a scripted error, or comes after a scripted loss.
  using Answer = std::function<std::optional<Reply>(std::string_view sql, std::span<const Param> params)>;

  explicit ScriptedConnection(Answer answer, std::unique_ptr<Connection> wrapped = nullptr);

  // What was sent so far, in order.
  [[nodiscard]] const std::vector<std::string>& sent() const { return m_sent; }

  [[nodiscard]] Reply run(std::string_view sql) override;
  void send(std::string_view sql, std::span<const Param> params = {}) override;
  void send_prepare(const std::string& name, std::string_view sql) override;
  void send_prepared(const std::string& name, std::span<const Param> params) override;
  void send_sync() override;
  void send_flush() override;
  [[nodiscard]] Reply receive() override;
  [[nodiscard]] std::size_t outstanding() const override;
  [[nodiscard]] TransactionStatus transaction_status() const override;
  [[nodiscard]] int server_version() const override;
  [[nodiscard]] int backend_pid() const override;
  [[nodiscard]] const Traffic& traffic() const override;

 private:
  struct Pending {
    std::string sql;
    std::optional<Reply> scripted;  // nothing: the wrapped connection has the answer
    bool forwarded = false;         // the wrapped connection has an answer to this, too
  };

  [[nodiscard]] Pending decide(std::string_view sql, std::span<const Param> params);
  [[nodiscard]] Reply deliver(Pending pending);
  void track(std::string_view sql, const Reply& reply);

  Answer m_answer;
  std::unique_ptr<Connection> m_wrapped;
  std::vector<std::string> m_sent;
  std::deque<Pending> m_queue;
  bool m_skipping = false;   // a scripted error: what follows is skipped up to the next SYNC
  bool m_lost_sent = false;  // a scripted loss is in the queue: nothing goes further than this object any more
  bool m_lost = false;       // … and has been delivered: everything from now on is that
  bool m_unanswered = false;
  TransactionStatus m_status =
      TransactionStatus::idle;  // without a wrapped connection: as BEGIN, COMMIT and errors have it
  Traffic m_traffic;
};

// Answers for scripts.
[[nodiscard]] Reply command_reply(std::string tag = "");
[[nodiscard]] Reply error_reply(std::string sqlstate, std::string message);
[[nodiscard]] Reply lost_reply();

}  // namespace plumb::pg
