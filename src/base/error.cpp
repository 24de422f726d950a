// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/error.hpp>

#include <fmt/format.h>

namespace plumb {

Error::Error(std::string message, ErrorCode code) : m_state(std::make_shared<State>()) {
  m_state->message = std::move(message);
  m_state->code = code;
}

Error&& Error::with_code(ErrorCode code) && {
  m_state->code = code;
  return std::move(*this);
}

Error&& Error::with_hint(std::string hint) && {
  m_state->hint = std::move(hint);
  return std::move(*this);
}

Error&& Error::with_span(SourceSpan span) && {
  m_state->span = std::move(span);
  return std::move(*this);
}

Error&& Error::with_sqlstate(std::string state) && {
  m_state->sqlstate = std::move(state);
  return std::move(*this);
}

Error&& Error::with_statement(std::string sql) && {
  m_state->statement = std::move(sql);
  return std::move(*this);
}

void Error::prefix(std::string_view text) {
  m_state->message.insert(0, text);
}

std::string describe(const Error& error) {
  std::string out;
  if (const auto& span = error.span()) {
    if (!span->file.empty()) out += span->file + ":";
    if (span->line > 0) out += fmt::format("{}:", span->line);
    if (span->column > 0) out += fmt::format("{}:", span->column);
    if (!out.empty()) out += " ";
  }
  out += error.message();
  if (const auto& span = error.span(); span && !span->line_text.empty()) {
    out += "\n  " + span->line_text;
    if (span->column > 0) {
      out += "\n  ";
      // Tabs are repeated, so that the caret stands right whatever their width; a character of several bytes is one
      // column.
      int column = 1;
      for (std::size_t i = 0; i < span->line_text.size() && column < span->column; ++i) {
        const char c = span->line_text[i];
        if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
        out += c == '\t' ? '\t' : ' ';
        ++column;
      }
      out += "^";
    }
  }
  if (!error.hint().empty()) out += "\nHINT: " + error.hint();
  return out;
}

}  // namespace plumb
