// SPDX-License-Identifier: Apache-2.0
#include <plumb/pg/scripted.hpp>

namespace plumb::pg {

namespace {

constexpr std::string_view k_sync = "SYNC";
constexpr std::string_view k_flush = "FLUSH";
constexpr std::string_view k_never_parses = "a scripted error";

bool starts_with_word(std::string_view sql, std::string_view word) {
  if (sql.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if ((sql[i] & ~0x20) != word[i]) return false;
  }
  return sql.size() == word.size() || (sql[word.size()] & ~0x20) < 'A' || (sql[word.size()] & ~0x20) > 'Z';
}

}  // namespace

ScriptedConnection::ScriptedConnection(Answer answer, std::unique_ptr<Connection> wrapped)
    : m_answer(std::move(answer)), m_wrapped(std::move(wrapped)) {}

// What is to happen to a message, and whether the wrapped connection is to see it.
ScriptedConnection::Pending ScriptedConnection::decide(std::string_view sql, std::span<const Param> params) {
  m_sent.emplace_back(sql);
  Pending pending{.sql = std::string(sql)};
  if (m_lost_sent) {
    pending.scripted = plumb::pg::lost_reply();
    return pending;
  }
  if (sql == k_sync) m_skipping = false;
  if (m_skipping) {
    pending.scripted = Reply{.kind = Reply::Kind::skipped};
    return pending;
  }
  pending.scripted = m_answer(sql, params);
  const bool error = pending.scripted && pending.scripted->kind == Reply::Kind::error;
  m_lost_sent = error && pending.scripted->error.connection_lost;
  pending.forwarded = m_wrapped && !m_lost_sent && (!pending.scripted || error || sql == k_sync);
  if (!m_wrapped && !pending.scripted) {
    pending.scripted = sql == k_sync ? Reply{.kind = Reply::Kind::sync} : command_reply();
  }
  return pending;
}

Reply ScriptedConnection::deliver(Pending pending) {
  if (m_lost) return plumb::pg::lost_reply();
  Reply reply;
  if (pending.forwarded) reply = m_wrapped->receive();
  // A scripted error in a group that had failed before is not reached, as on a real server.
  if (pending.scripted && reply.kind != Reply::Kind::skipped) reply = std::move(*pending.scripted);
  track(pending.sql, reply);
  return reply;
}

void ScriptedConnection::track(std::string_view sql, const Reply& reply) {
  if (reply.kind == Reply::Kind::error && reply.error.connection_lost) {
    m_lost = m_lost_sent = true;
    m_wrapped.reset();
    m_status = TransactionStatus::unknown;
  } else if (reply.kind == Reply::Kind::error) {
    if (m_status == TransactionStatus::in_transaction) m_status = TransactionStatus::in_failed_transaction;
  } else if (reply.ok() && (starts_with_word(sql, "BEGIN") || starts_with_word(sql, "START"))) {
    m_status = TransactionStatus::in_transaction;
  } else if (reply.ok() && (starts_with_word(sql, "COMMIT") || starts_with_word(sql, "ROLLBACK"))) {
    m_status = TransactionStatus::idle;
  }
}

Reply ScriptedConnection::run(std::string_view sql) {
  ++m_traffic.round_trips;
  ++m_traffic.statements;
  Pending pending = decide(sql, {});
  m_skipping = false;
  if (m_lost) return plumb::pg::lost_reply();
  Reply reply;
  if (pending.forwarded) reply = m_wrapped->run(pending.scripted ? k_never_parses : sql);
  if (pending.scripted) reply = std::move(*pending.scripted);
  track(sql, reply);
  return reply;
}

void ScriptedConnection::send(std::string_view sql, std::span<const Param> params) {
  ++m_traffic.statements;
  m_unanswered = true;
  Pending pending = decide(sql, params);
  m_skipping = m_skipping || (pending.scripted && pending.scripted->kind == Reply::Kind::error);
  if (pending.forwarded) {
    if (pending.scripted) {
      m_wrapped->send(k_never_parses);
    } else {
      m_wrapped->send(sql, params);
    }
  }
  m_queue.push_back(std::move(pending));
}

void ScriptedConnection::send_prepare(const std::string& name, std::string_view sql) {
  m_unanswered = true;
  Pending pending = decide(sql, {});
  m_skipping = m_skipping || (pending.scripted && pending.scripted->kind == Reply::Kind::error);
  if (pending.forwarded) m_wrapped->send_prepare(name, pending.scripted ? k_never_parses : sql);
  m_queue.push_back(std::move(pending));
}

void ScriptedConnection::send_prepared(const std::string& name, std::span<const Param> params) {
  ++m_traffic.statements;
  m_unanswered = true;
  Pending pending = decide(name, params);
  m_skipping = m_skipping || (pending.scripted && pending.scripted->kind == Reply::Kind::error);
  if (pending.forwarded) {
    if (pending.scripted) {
      m_wrapped->send(k_never_parses);
    } else {
      m_wrapped->send_prepared(name, params);
    }
  }
  m_queue.push_back(std::move(pending));
}

void ScriptedConnection::send_sync() {
  m_unanswered = true;
  Pending pending = decide(k_sync, {});
  if (pending.forwarded) {
    m_wrapped->send_sync();
  } else if (m_lost_sent && m_wrapped) {
    m_wrapped->send_flush();  // what was sent before the loss is answered
  }
  m_queue.push_back(std::move(pending));
}

void ScriptedConnection::send_flush() {
  m_sent.emplace_back(k_flush);
  if (m_lost_sent) {
    if (m_wrapped) m_wrapped->send_flush();  // what was sent before the loss is answered
    return;
  }
  const auto scripted = m_answer(k_flush, {});
  // A flush has no answer of its own: a loss scripted for it shows in the next answer.
  if (scripted && scripted->error.connection_lost) {
    m_lost_sent = true;
    if (m_queue.empty()) m_lost = true;
    if (m_wrapped) m_wrapped->send_flush();
    return;
  }
  if (m_wrapped) m_wrapped->send_flush();
}

Reply ScriptedConnection::receive() {
  if (m_unanswered) ++m_traffic.round_trips;
  m_unanswered = false;
  if (m_queue.empty()) return plumb::pg::lost_reply();
  Pending pending = std::move(m_queue.front());
  m_queue.pop_front();
  return deliver(std::move(pending));
}

std::size_t ScriptedConnection::outstanding() const {
  return m_queue.size();
}

TransactionStatus ScriptedConnection::transaction_status() const {
  return m_wrapped && !m_lost ? m_wrapped->transaction_status() : m_status;
}

int ScriptedConnection::server_version() const {
  return m_wrapped ? m_wrapped->server_version() : 180004;
}

int ScriptedConnection::backend_pid() const {
  return m_wrapped ? m_wrapped->backend_pid() : 4711;
}

const Traffic& ScriptedConnection::traffic() const {
  return m_traffic;
}

Reply command_reply(std::string tag) {
  return Reply{.kind = Reply::Kind::command, .tag = std::move(tag)};
}

Reply error_reply(std::string sqlstate, std::string message) {
  return Reply{.kind = Reply::Kind::error,
               .error = {.severity = "ERROR", .sqlstate = std::move(sqlstate), .message = std::move(message)}};
}

Reply lost_reply() {
  return Reply{.kind = Reply::Kind::error,
               .error = {.message = "server closed the connection unexpectedly", .connection_lost = true}};
}

}  // namespace plumb::pg
