// SPDX-License-Identifier: Apache-2.0
// Prepares each text that is sent at its first use, so that a test that reads the same database a thousand times has
// the queries planned once. For the caller it is as if it had sent the text.
#pragma once

#include <deque>
#include <map>

#include <plumb/pg/connection.hpp>

namespace plumb::test {

class PreparingConnection final : public pg::Connection {
 public:
  // The connection outlives this one, and nobody else prepares on it.
  explicit PreparingConnection(pg::Connection& connection) : m_connection(connection) {}

  [[nodiscard]] pg::Reply run(std::string_view sql) override { return m_connection.run(sql); }
  void send(std::string_view sql, std::span<const pg::Param> params = {}) override {
    const auto [known, is_new] = m_names.try_emplace(std::string(sql), "");
    if (is_new) {
      known->second = "prepared_" + std::to_string(++m_count);
      m_connection.send_prepare(known->second, sql);
    }
    m_connection.send_prepared(known->second, params);
    m_sent.push_back(is_new ? &known->first : nullptr);
  }
  void send_prepare(const std::string& name, std::string_view sql) override {
    m_connection.send_prepare(name, sql);
    m_sent.push_back(nullptr);
  }
  void send_prepared(const std::string& name, std::span<const pg::Param> params) override {
    m_connection.send_prepared(name, params);
    m_sent.push_back(nullptr);
  }
  void send_sync() override {
    m_connection.send_sync();
    m_sent.push_back(nullptr);
  }
  void send_flush() override { m_connection.send_flush(); }
  [[nodiscard]] pg::Reply receive() override {
    const std::string* prepared = m_sent.front();
    m_sent.pop_front();
    if (prepared == nullptr) return m_connection.receive();
    pg::Reply preparing = m_connection.receive();
    pg::Reply reply = m_connection.receive();
    if (preparing.ok()) return reply;
    m_names.erase(*prepared);  // it is not there
    return preparing;
  }
  [[nodiscard]] std::size_t outstanding() const override { return m_sent.size(); }
  [[nodiscard]] pg::TransactionStatus transaction_status() const override { return m_connection.transaction_status(); }
  [[nodiscard]] int server_version() const override { return m_connection.server_version(); }
  [[nodiscard]] int backend_pid() const override { return m_connection.backend_pid(); }
  [[nodiscard]] const pg::Traffic& traffic() const override { return m_connection.traffic(); }

 private:
  pg::Connection& m_connection;
  std::map<std::string, std::string> m_names;  // by text
  int m_count = 0;
  std::deque<const std::string*> m_sent;  // one for each answer to come; the text where it is prepared first
};

}  // namespace plumb::test
