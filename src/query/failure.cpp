// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/error.hpp>
#include <plumb/base/text_position.hpp>
#include <plumb/query/database.hpp>

namespace plumb::query {
namespace {

// Characters up to a byte: those that do not begin in the middle of one.
long characters(std::string_view text) {
  long count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

}  // namespace

Error to_error(const Failure& failure, std::string_view sql, std::string_view file) {
  Error error(failure.message,
              failure.reason == Failure::Reason::interrupted ? ErrorCode::interrupted : ErrorCode::failed);
  if (!failure.hint.empty()) error = std::move(error).with_hint(failure.hint);
  if (!failure.offset || *failure.offset > sql.size()) return error;
  const auto position = text_position(sql, characters(sql.substr(0, *failure.offset)) + 1);
  if (!position) return error;
  return std::move(error).with_span({.file = std::string(file),
                                     .line = position->line,
                                     .column = position->column,
                                     .line_text = std::string(position->line_text)});
}

}  // namespace plumb::query
