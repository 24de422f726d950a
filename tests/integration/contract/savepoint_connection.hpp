// SPDX-License-Identifier: Apache-2.0
// Lets inspect::read look into a transaction that is not ended: its own transaction becomes a savepoint, which is
// rolled back where it would commit, with all settings that it made. So what a test did is read, undone, and never
// committed.
#pragma once

#include <plumb/pg/connection.hpp>

namespace plumb::test {

class SavepointConnection final : public pg::Connection {
 public:
  // The connection outlives this one. REQUIRES: it is in a transaction.
  explicit SavepointConnection(pg::Connection& connection) : m_connection(connection) {}

  [[nodiscard]] pg::Reply run(std::string_view sql) override { return m_connection.run(translated(sql)); }
  void send(std::string_view sql, std::span<const pg::Param> params = {}) override {
    m_connection.send(translated(sql), params);
  }
  void send_prepare(const std::string& name, std::string_view sql) override { m_connection.send_prepare(name, sql); }
  void send_prepared(const std::string& name, std::span<const pg::Param> params) override {
    m_connection.send_prepared(name, params);
  }
  void send_sync() override { m_connection.send_sync(); }
  void send_flush() override { m_connection.send_flush(); }
  [[nodiscard]] pg::Reply receive() override { return m_connection.receive(); }
  [[nodiscard]] std::size_t outstanding() const override { return m_connection.outstanding(); }
  [[nodiscard]] pg::TransactionStatus transaction_status() const override { return m_connection.transaction_status(); }
  [[nodiscard]] int server_version() const override { return m_connection.server_version(); }
  [[nodiscard]] int backend_pid() const override { return m_connection.backend_pid(); }
  [[nodiscard]] const pg::Traffic& traffic() const override { return m_connection.traffic(); }

 private:
  static std::string_view translated(std::string_view sql) {
    if (sql.starts_with("BEGIN")) return "SAVEPOINT read";
    if (sql == "COMMIT" || sql == "ROLLBACK") return "ROLLBACK TO SAVEPOINT read";
    return sql;
  }

  pg::Connection& m_connection;
};

}  // namespace plumb::test
