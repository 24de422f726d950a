// SPDX-License-Identifier: Apache-2.0
#include <plumb/pg/server_error.hpp>

#include <fmt/format.h>

#include <plumb/base/text_position.hpp>
#include <plumb/pg/sqlstate.hpp>

namespace plumb::pg {

namespace {

std::optional<SourceSpan> span_of(const ServerError& error, std::string_view statement) {
  if (!error.position) return std::nullopt;
  const auto position = text_position(statement, *error.position);
  if (!position) return std::nullopt;
  std::string_view line = position->line_text;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return SourceSpan{.line = position->line, .column = position->column, .line_text = std::string(line)};
}

std::string without_full_stop(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

std::string atlas_text(const ServerError& error, std::string_view statement) {
  if (error.connection_lost || error.severity == "FATAL" || error.severity == "PANIC") return "driver: bad connection";
  std::string place;
  if (const auto span = span_of(error, statement)) {
    place = statement.find('\n') == std::string_view::npos
                ? fmt::format(" at column {}", span->column)
                : fmt::format(" at position {}:{}", span->line, span->column);
  }
  return fmt::format("pq: {}{} ({})", error.message, place, error.sqlstate);
}

Error to_error(const ServerError& error, std::string_view statement) {
  std::string message = error.message;
  if (!error.sqlstate.empty()) message += fmt::format(" ({})", error.sqlstate);
  if (!error.detail.empty()) message += ": " + without_full_stop(error.detail);
  if (!error.context.empty()) message += "\nCONTEXT: " + error.context;
  Error out(std::move(message));
  out = std::move(out).with_sqlstate(error.sqlstate).with_statement(std::string(statement)).with_hint(error.hint);
  if (auto span = span_of(error, statement)) out = std::move(out).with_span(std::move(*span));
  return out;
}

bool was_cancelled(const ServerError& error) {
  return error.sqlstate == sqlstate::k_query_canceled && error.message.find("user request") != std::string::npos;
}

bool is_duplicate_database(const ServerError& error) {
  return error.sqlstate == sqlstate::k_duplicate_database || error.sqlstate == sqlstate::k_unique_violation;
}

}  // namespace plumb::pg
