// SPDX-License-Identifier: Apache-2.0
// What a rule asks of the live server, beyond its catalog.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <plumb/contract/judge.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connection.hpp>
#include <plumb/query/database.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::workflow {

// One SELECT, in a transaction of its own that is read only and rolled back.
struct Question {
  std::vector<std::pair<std::string, std::string>> settings;  // for that transaction, in order
  std::string role;  // asked as this role where the session may become it, else as it is; ""
  std::string sql;
};

// All that one rule asks, and what it makes of the answers. No questions: it is known already.
struct Inquiry {
  std::string code;
  std::vector<Question> questions;
  std::function<contract::Measured(std::span<const pg::Reply>)> conclude;  // in the order of the questions
};

// What is known before anything is asked. All of it outlives the inquiries.
struct Known {
  const inspect::Snapshot& snapshot;
  const settings::Settings& settings;
  query::Database& database;

  // The values of a knob; empty if there is none of that name.
  [[nodiscard]] const std::vector<std::string>& knob(const std::string& name) const;
};

// Sends all questions in one pipeline: one round trip. An answer is the SELECT's, or the first error of its
// transaction. Throws Error with code interrupted if the connection's Stop ended one.
[[nodiscard]] std::vector<pg::Reply> ask(pg::Connection& connection, std::span<const Question> questions);

// Why a question has no answer, if the server's error says no more than that: no right, out of time, connection lost.
// Nothing for an error that is an answer.
[[nodiscard]] std::optional<contract::Unable> no_answer(const pg::Reply& reply);

}  // namespace plumb::workflow
