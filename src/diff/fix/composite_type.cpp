// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// Of "name type", and of "name: comment": the name, quoted where needed.
std::string_view name_of(std::string_view element) {
  const std::string_view name = element.substr(0, name_length(element));
  return name.ends_with(':') ? name.substr(0, name.size() - 1) : name;
}

// Attributes can be added at the end, and get another type; what is gone from the middle is for people.
bool can_be_altered(const std::vector<std::string>& wanted, const std::vector<std::string>& present) {
  if (present.size() > wanted.size()) return false;
  return std::equal(present.begin(), present.end(), wanted.begin(),
                    [](const auto& left, const auto& right) { return name_of(left) == name_of(right); });
}

void alter_attributes(Fix& fix, const std::string& what) {
  const AttributeChange* change = fix.changed("attributes");
  if (change == nullptr) return;
  const std::vector<std::string> wanted = elements(change->expected);
  const std::vector<std::string> present = elements(change->actual);
  if (!can_be_altered(wanted, present)) return;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string_view name = name_of(wanted[i]);
    if (i >= present.size()) {
      fix.add(fmt::format("ALTER {} ADD ATTRIBUTE {}", what, wanted[i]));
    } else if (wanted[i] != present[i]) {
      fix.add(fmt::format("ALTER {} ALTER ATTRIBUTE {} TYPE{}", what, name, wanted[i].substr(name.size())));
    }
  }
  fix.settle("attributes");
}

void comment_attributes(Fix& fix, const std::string& type, const std::optional<std::string_view>& wanted,
                        const std::optional<std::string_view>& present) {
  const std::vector<std::string> expected = elements(wanted);
  const auto statement = [&](std::string_view name, const std::string& text) {
    fix.add(fmt::format("COMMENT ON COLUMN {}.{} IS {}", type, name, text));
  };
  for (const std::string& element : elements(present)) {
    if (std::ranges::find(expected, name_of(element), name_of) == expected.end()) statement(name_of(element), "NULL");
  }
  for (const std::string& element : expected) {
    const std::string_view name = name_of(element);
    statement(name, sql::quote_literal(std::string_view(element).substr(name.size() + 2)));
  }
}

}  // namespace

void fix_composite_type(Fix& fix) {
  const std::string type = qualified(fix.object().identity("schema"), fix.object().identity("name"));
  const std::string what = "TYPE " + type;
  switch (fix.difference().change) {
    case Change::missing:
      fix.add(fmt::format("CREATE {} AS ({})", what, join_list(fix.wanted("attributes"))));
      comment_attributes(fix, type, fix.desired().attribute("attribute_comments"), std::nullopt);
      return complete_new(fix, what, k_usage);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      alter_attributes(fix, what);
      if (const AttributeChange* change = fix.changed("attribute_comments")) {
        comment_attributes(fix, type, change->expected, change->actual);
        fix.settle("attribute_comments");
      }
      fix.fix_owner(what);
      fix.fix_acl(what);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
