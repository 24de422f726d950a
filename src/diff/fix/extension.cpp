// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// "1.10" → 1, 10; nothing for a version that is not made of numbers.
std::optional<std::vector<int>> numbers(std::string_view version) {
  std::vector<int> result;
  while (true) {
    const std::size_t end = std::min(version.find('.'), version.size());
    int number = 0;
    const auto [stop, error] = std::from_chars(version.data(), version.data() + end, number);
    if (error != std::errc() || stop != version.data() + end) return std::nullopt;
    result.push_back(number);
    if (end == version.size()) return result;
    version.remove_prefix(end + 1);
  }
}

// Extensions come with scripts from older versions to newer ones.
bool is_update(const AttributeChange& change) {
  const auto wanted = numbers(change.expected.value_or(""));
  const auto present = numbers(change.actual.value_or(""));
  return wanted && present && *present < *wanted;
}

std::string create(const Fix& fix, const std::string& what) {
  return fmt::format("CREATE {} SCHEMA {} VERSION {}", what, fix.wanted("schema"),
                     sql::quote_literal(fix.wanted("version")));
}

// It has the comment of its own file then, and whoever makes it owns it: there is no ALTER EXTENSION … OWNER TO.
void make(Fix& fix, const std::string& what) {
  fix.add(create(fix, what));
  const auto comment = fix.desired().attribute("comment");
  fix.add(fmt::format("COMMENT ON {} IS {}", what, comment ? sql::quote_literal(*comment) : "NULL"));
  const std::string owner = fix.wanted("owner");
  if (!owner.empty() && owner != "{migration role}") fix.leave_open(fmt::format("owner {}", owner));
}

void fix_changed_extension(Fix& fix, const std::string& what) {
  if (const AttributeChange* change = fix.changed("version"); change != nullptr && is_update(*change)) {
    fix.add(fmt::format("ALTER {} UPDATE TO {}", what, sql::quote_literal(*change->expected)));
    // What it owns, and more, is the script's to put right.
    for (const std::string_view attribute : {"version", "members", "relocatable", "configuration"}) {
      fix.settle(attribute);
    }
  }
  if (fix.object().attribute("relocatable") == "yes") {
    fix.on_change("schema", [&](const auto& wanted) { return fmt::format("ALTER {} SET SCHEMA {}", what, *wanted); });
  }
  fix.fix_comment(what);
}

}  // namespace

void fix_extension(Fix& fix) {
  const std::string what = "EXTENSION " + quoted_name(fix.object());
  switch (fix.difference().change) {
    case Change::missing:
      return make(fix, what);
    case Change::unexpected:
      return fix.add_destructive("DROP " + what);
    case Change::changed:
      return fix_changed_extension(fix, what);
  }
}

}  // namespace plumb::diff
