// SPDX-License-Identifier: Apache-2.0
// The text of a value, where SQLite has it. Its own sqlite3_value_text() wants a NUL behind the text, and copies each
// that is a part of something larger, as the cells of a catalog are.
#pragma once

#include <sqlite3.h>

#include <string_view>

namespace plumb::query {

// A number as SQLite writes it; "" for NULL. As long as the value is not asked for something else.
inline std::string_view text_of(sqlite3_value* value) {
  const bool is_text = sqlite3_value_type(value) == SQLITE_TEXT;
  const void* text = is_text ? sqlite3_value_blob(value) : sqlite3_value_text(value);
  if (text == nullptr) return {};
  return {static_cast<const char*>(text), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

}  // namespace plumb::query
