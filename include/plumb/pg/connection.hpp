// SPDX-License-Identifier: Apache-2.0
// The one seam between plumb and a server. pg::connect() (connect.hpp) makes a real one on libpq; ScriptedConnection
// (scripted.hpp) plays a prepared dialogue, so that lost connections and odd answers are unit tests.
//
// Two ways to talk:
//   run()       one simple-protocol query, waits for the answer: one round trip.
//   pipeline    send_*() queue messages without waiting, receive() takes the answers in order. The server works through
//               what was sent up to a sync; after an error it skips everything up to the next sync. Nothing is sent
//               later than receive() needs it, and writing never blocks while the server has something to say.
//
// Not thread-safe. A Stop that is requested while an answer is waited for cancels the running statement (once), and the
// answers go on to be delivered, so that the caller sees the cancelled statement as an error (57014). What is sent
// after the request is part of stopping and runs: a ROLLBACK, an unlock. From the request on, a server that is silent
// for too long (ConnectOptions::stop_patience) counts as lost.
//
// A text or parameter with a NUL cannot be sent; it is answered as the server would (08P01, 22021), and aborts the
// transaction or group like any other error. COPY with the client is for run() only: in a pipeline it costs the
// session.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/text_table.hpp>
#include <plumb/pg/server_error.hpp>

namespace plumb::pg {

// One answer.
struct Reply {
  enum class Kind {
    rows,     // a result set: table
    command,  // done, no rows: tag ("CREATE TABLE")
    empty,    // the text held no command
    copy,     // COPY … FROM STDIN | TO STDOUT was asked for; the exchange has been ended already. tag: "(G)
              // CopyInResponse" or "(H) CopyOutResponse"
    error,    // error
    skipped,  // pipeline only: not run, because an earlier one of the same sync group failed
    sync,     // pipeline only: the answer to send_sync()
  };
  Kind kind = Kind::command;
  std::unique_ptr<TextTable> table;
  std::string tag;
  ServerError error;

  [[nodiscard]] bool ok() const { return kind == Kind::rows || kind == Kind::command || kind == Kind::empty; }
};

// A bound parameter in text form; nullopt is NULL.
using Param = std::optional<std::string>;

// How much was said: --stats prints it and tests assert on it.
struct Traffic {
  std::uint64_t round_trips =
      0;  // answers asked for that had not been under way since the one before: each costs the network's delay
  std::uint64_t statements = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;
};

enum class TransactionStatus { idle, active, in_transaction, in_failed_transaction, unknown };

class Connection {
 public:
  virtual ~Connection() = default;

  // Sends a text by the simple protocol and waits. The text may hold several commands; the answer is that of the last
  // one, or the first error. Never throws for what the server says: see Reply. REQUIRES: no pipeline answers
  // outstanding.
  [[nodiscard]] virtual Reply run(std::string_view sql) = 0;

  // Queue one command (extended protocol: exactly one command a text, else the server answers 42601).
  virtual void send(std::string_view sql, std::span<const Param> params = {}) = 0;
  virtual void send_prepare(const std::string& name, std::string_view sql) = 0;
  virtual void send_prepared(const std::string& name, std::span<const Param> params) = 0;
  virtual void send_sync() = 0;   // ends a group: commits an implicit transaction, ends skipping
  virtual void send_flush() = 0;  // asks for the answers so far, without ending the group; has no answer of its own

  // The next answer of the pipeline, in the order of the sends. Writes out what is queued and waits as needed.
  // REQUIRES: an answer is outstanding, and a sync or flush was sent after the message it belongs to.
  [[nodiscard]] virtual Reply receive() = 0;
  [[nodiscard]] virtual std::size_t outstanding() const = 0;  // answers not yet received

  [[nodiscard]] virtual TransactionStatus transaction_status() const = 0;
  [[nodiscard]] virtual int server_version() const = 0;  // 180004
  [[nodiscard]] virtual int backend_pid() const = 0;     // as the start-up told it: a pooler invents one
  [[nodiscard]] virtual const Traffic& traffic() const = 0;
};

// run(), but an answer that is not ok() is thrown (to_error). Returns the rows; an empty table for a command.
std::unique_ptr<TextTable> run_or_throw(Connection& connection, std::string_view sql);

}  // namespace plumb::pg
