// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// "table column" → COLUMN, "materialized view" → MATERIALIZED VIEW.
std::string keyword(std::string_view type) {
  if (type.ends_with(" column")) return "COLUMN";
  std::string text(type);
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

}  // namespace

void fix_security_label(Fix& fix) {
  const catalog::Object& object = fix.object();
  std::string name(object.identity("name"));
  if (name == "{database}") {
    const auto database = fix.database();
    if (!database) return;
    name = *database;
  }
  const std::string label =
      fix.difference().change == Change::unexpected ? "NULL" : sql::quote_literal(fix.wanted("label"));
  fix.note("the label provider must be loaded");
  fix.add(fmt::format("SECURITY LABEL FOR {} ON {} {} IS {}",
                      sql::quote_identifier_if_needed(object.identity("provider")), keyword(object.identity("type")),
                      name, label));
  fix.settle("label");
}

}  // namespace plumb::diff
