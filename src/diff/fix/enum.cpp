// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/ranges.h>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

std::vector<std::string> labels(const std::optional<std::string_view>& json) {
  return json ? catalog::parse_text_list(*json) : std::vector<std::string>();
}

std::string create(const Fix& fix, const std::string& what) {
  std::vector<std::string> literals;
  for (const std::string& label : labels(fix.desired().attribute("labels"))) {
    literals.push_back(sql::quote_literal(label));
  }
  return fmt::format("CREATE {} AS ENUM ({})", what, fmt::join(literals, ", "));
}

// A label can be added at any place; none can be taken away, and whether one was renamed only people know.
void add_labels(Fix& fix, const std::string& what) {
  const AttributeChange* change = fix.changed("labels");
  if (change == nullptr) return;
  const std::vector<std::string> wanted = labels(change->expected);
  const std::vector<std::string> present = labels(change->actual);
  std::vector<std::string> statements;
  std::size_t next = 0;  // of the present labels, the one that has not been met yet
  for (const std::string& label : wanted) {
    if (next < present.size() && present[next] == label) {
      ++next;
      continue;
    }
    statements.push_back(fmt::format("ALTER {} ADD VALUE {}", what, sql::quote_literal(label)));
    if (next < present.size()) statements.back() += " BEFORE " + sql::quote_literal(present[next]);
  }
  if (next < present.size()) return;
  for (std::string& statement : statements) fix.add(std::move(statement));
  fix.settle("labels");
}

}  // namespace

void fix_enum(Fix& fix) {
  const std::string what = "TYPE " + qualified(fix.object().identity("schema"), fix.object().identity("name"));
  switch (fix.difference().change) {
    case Change::missing:
      fix.add(create(fix, what));
      return complete_new(fix, what, k_usage);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      add_labels(fix, what);
      fix.fix_owner(what);
      fix.fix_acl(what);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
