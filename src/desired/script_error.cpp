// SPDX-License-Identifier: Apache-2.0
#include "script_error.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <plumb/base/text_position.hpp>
#include <plumb/pg/sqlstate.hpp>

namespace plumb::desired {
namespace {

// Lines from 1, columns in characters from 1, of a byte of the text.
SourceSpan span_at(const Script& script, std::size_t offset) {
  const std::string_view before = std::string_view(script.text).substr(0, offset);
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const std::size_t end = std::min(script.text.find('\n', offset), script.text.size());
  const auto is_first_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return {.file = script.name,
          .line = static_cast<int>(std::ranges::count(before, '\n')) + 1,
          .column = static_cast<int>(std::ranges::count_if(before.substr(start), is_first_byte)) + 1,
          .line_text = script.text.substr(start, end - start)};
}

// Formats other than Atlas's cut statements out of a part of the file; then the place is looked for.
std::optional<std::size_t> place_of(const Script& script, const sql::Statement& statement) {
  const std::string_view text = script.text;
  if (statement.position <= text.size() && text.substr(statement.position).starts_with(statement.text)) {
    return statement.position;
  }
  const std::size_t found = text.find(statement.text);
  return found == std::string_view::npos ? std::nullopt : std::optional(found);
}

SourceSpan span_of(const Script& script, const sql::Statement& statement, const pg::ServerError& error) {
  const auto place = place_of(script, statement);
  if (!place) return {.file = script.name};
  const auto inside = error.position ? text_position(statement.text, *error.position) : std::nullopt;
  return span_at(script, *place + (inside ? inside->offset : 0));
}

std::string hint_of(const pg::ServerError& error) {
  if (error.sqlstate == pg::sqlstate::k_undefined_object && error.message.starts_with("role ")) {
    return "the desired state is built on a server of its own, where only those roles exist that the files create";
  }
  return error.hint.empty() ? error.detail : error.hint;
}

}  // namespace

Error script_error(const Script& script, const sql::Statement& statement, const pg::ServerError& error) {
  if (pg::was_cancelled(error)) return Error("interrupted", ErrorCode::interrupted);
  return Error(fmt::format("{} ({})", error.message, error.sqlstate))
      .with_span(span_of(script, statement, error))
      .with_sqlstate(error.sqlstate)
      .with_statement(statement.text)
      .with_hint(hint_of(error));
}

}  // namespace plumb::desired
