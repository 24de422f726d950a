// SPDX-License-Identifier: Apache-2.0
// The one exception of plumb. Thrown when an operation cannot go on; what was merely *found* (drift, a checksum
// mismatch, a failed statement) is a value of its own module, never an exception.
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace plumb {

// What kind of failure it is; src/cli maps it to an exit code and nothing else depends on it.
enum class ErrorCode {
  failed,       // the operation failed: the usual case
  usage,        // the command line is wrong
  interrupted,  // SIGINT or SIGTERM
};

// A place in a text that the user wrote. Lines and columns count from 1; 0 means not known.
struct SourceSpan {
  std::string file;
  int line = 0;
  int column = 0;
  std::string line_text;  // the whole line, without its line feed: shown above a caret

  [[nodiscard]] bool operator==(const SourceSpan&) const = default;
};

class Error : public std::exception {
 public:
  // `message` starts lower-case, has no full stop, names the thing and the value. It never holds a secret.
  explicit Error(std::string message, ErrorCode code = ErrorCode::failed);

  // Builders, so that a throw stays one expression: throw Error("…").hint("…").
  Error&& with_code(ErrorCode code) &&;
  Error&& with_hint(std::string hint) &&;       // advice; printed on a line of its own, after "HINT: "
  Error&& with_span(SourceSpan span) &&;        // printed as file:line:column, the line, and a caret
  Error&& with_sqlstate(std::string state) &&;  // the server's five characters
  Error&& with_statement(std::string sql) &&;   // the SQL that failed

  [[nodiscard]] const char* what() const noexcept override { return m_state->message.c_str(); }
  [[nodiscard]] const std::string& message() const { return m_state->message; }
  [[nodiscard]] ErrorCode code() const { return m_state->code; }
  [[nodiscard]] const std::string& hint() const { return m_state->hint; }
  [[nodiscard]] const std::optional<SourceSpan>& span() const { return m_state->span; }
  [[nodiscard]] const std::string& sqlstate() const { return m_state->sqlstate; }
  [[nodiscard]] const std::string& statement() const { return m_state->statement; }

  // Adds context on the way up: the message becomes "<prefix><message>". For `catch (Error& e) { e.prefix("…"); throw;
  // }`.
  void prefix(std::string_view text);

 private:
  struct State {
    std::string message;
    ErrorCode code = ErrorCode::failed;
    std::string hint;
    std::optional<SourceSpan> span;
    std::string sqlstate;
    std::string statement;
  };
  std::shared_ptr<State> m_state;  // shared: copying an exception must not throw
};

// "file:3:7: message", the line, a caret under the column, "HINT: …": what a person is shown. Ends without a line feed.
[[nodiscard]] std::string describe(const Error& error);

}  // namespace plumb
