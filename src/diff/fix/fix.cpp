// SPDX-License-Identifier: Apache-2.0
#include "fix.hpp"

#include <algorithm>
#include <utility>

#include <fmt/ranges.h>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

namespace plumb::diff {
namespace {

constexpr std::string_view k_first_superuser = "{first superuser}";  // as the kinds print it

// Its name is known to the server only.
std::string give_to_first_superuser(const std::string& what) {
  return "DO " + sql::quote_literal(fmt::format("BEGIN EXECUTE {} || quote_ident(pg_get_userbyid(10)); END",
                                                sql::quote_literal(fmt::format("ALTER {} OWNER TO ", what))));
}

// No line of it may be without the dashes: a name can hold a line feed, and behind it what somebody would like to be
// run.
std::string comment(std::string_view text) {
  std::string result = "-- ";
  for (const char c : text) {
    result += c;
    if (c == '\n' || c == '\r') result += "-- ";
  }
  return result;
}

// Directly: nothing else stands between.
bool is_part(const catalog::Kind& kind, const catalog::Kind& whole) {
  return kind.parent == &whole || kind.other_parent == &whole;
}

bool is_below(const catalog::Kind& kind, const catalog::Kind& whole) {
  if (kind.other_parent == &whole) return true;
  for (const catalog::Kind* each = kind.parent; each != nullptr; each = each->parent) {
    if (each == &whole) return true;
  }
  return false;
}

// Of what is below a larger whole, that which is below this part of it.
std::vector<Below> all_below(const catalog::Object& part, const std::vector<Below>& whole) {
  std::vector<Below> result;
  const auto less = [](const catalog::Object& left, const catalog::Object& right) {
    return compare_identity(left, right) < 0;
  };
  for (const Below& below : whole) {
    if (!is_below(*below.kind, part.kind())) continue;
    const auto [first, last] = std::equal_range(below.objects.begin(), below.objects.end(), part, less);
    if (first != last) result.push_back({below.kind, {first, last}});
  }
  return result;
}

}  // namespace

Fix::Fix(const Difference& difference, const FindingOptions& options, Place place)
    : m_difference(difference),
      m_options(options),
      m_place(place),
      m_phase(phase_of(difference.object().kind().name)) {}

std::string Fix::wanted(std::string_view attribute) const {
  return std::string(desired().attribute(attribute).value_or(""));
}

const AttributeChange* Fix::changed(std::string_view attribute) const {
  const auto found = std::ranges::find(m_difference.attributes, attribute, &AttributeChange::name);
  return found == m_difference.attributes.end() ? nullptr : &*found;
}

void Fix::add_line(std::string line, std::string needs) {
  m_steps.push_back({.phase = m_phase,
                     .object = object(),
                     .drops = m_difference.change == Change::unexpected,
                     .text = std::exchange(m_notes, "") + std::move(line),
                     .needs = std::move(needs)});
}

void Fix::add(std::string statement) {
  add_line(std::move(statement) + ";", "");
}

void Fix::add(std::string statement, std::string needs) {
  add_line(std::move(statement) + ";", std::move(needs));
}

void Fix::add_destructive(const std::string& statement) {
  propose(statement, "would destroy data");
}

void Fix::propose(const std::string& statement, std::string_view why) {
  add_line(comment(fmt::format("{};  -- {}", statement, why)), "");
}

void Fix::note(std::string_view text) {
  m_notes += comment(fmt::format("note: {}", text)) + "\n";
}

void Fix::leave_open(std::string_view what) {
  add_line(comment(fmt::format("by hand: {}", what)), "");
}

void Fix::settle_all_but(std::initializer_list<std::string_view> attributes) {
  for (const AttributeChange& change : m_difference.attributes) {
    if (std::ranges::find(attributes, change.name) == attributes.end()) settle(change.name);
  }
}

bool Fix::changes_other_than(std::initializer_list<std::string_view> attributes) const {
  return std::ranges::any_of(m_difference.attributes, [&](const AttributeChange& change) {
    return std::ranges::find(attributes, change.name) == attributes.end();
  });
}

void Fix::on_change(std::string_view attribute, const Render& render) {
  const AttributeChange* change = changed(attribute);
  if (change == nullptr) return;
  std::string statement = render(change->expected);
  if (statement.empty()) return;
  add(std::move(statement));
  settle(attribute);
}

void Fix::fix_comment(const std::string& what, std::string_view attribute) {
  on_change(attribute, [&](const auto& wanted) {
    return fmt::format("COMMENT ON {} IS {}", what, wanted ? sql::quote_literal(*wanted) : "NULL");
  });
}

void Fix::fix_owner(const std::string& what) {
  on_change("owner", [&](const auto& wanted) {
    if (!wanted || *wanted == k_first_superuser) return give_to_first_superuser(what);
    const auto owner = role(*wanted);
    return owner ? fmt::format("ALTER {} OWNER TO {}", what, *owner) : std::string();
  });
}

std::optional<std::string> Fix::role(std::string_view printed) const {
  if (printed == "{owner}") {
    const auto owner = object().attribute("owner");
    return owner ? role(*owner) : std::nullopt;
  }
  if (printed.starts_with('{') && printed != "{migration role}") return std::nullopt;
  if (!printed.starts_with('{')) return std::string(printed);
  if (m_options.migration_role.empty()) return std::nullopt;
  return sql::quote_identifier_if_needed(m_options.migration_role);
}

std::optional<std::string> Fix::database() const {
  if (m_options.database.empty()) return std::nullopt;
  return sql::quote_identifier_if_needed(m_options.database);
}

std::vector<catalog::Object> Fix::parts(std::string_view kind) const {
  std::vector<catalog::Object> result;
  for (const Below& below : m_difference.below) {
    if (below.kind->name == kind) result.insert(result.end(), below.objects.begin(), below.objects.end());
  }
  return result;
}

void Fix::include(const Difference& difference, Place place) {
  for (Step& step : render(difference, m_options, place)) m_steps.push_back(std::move(step));
}

bool Fix::says_something() const {
  return std::ranges::any_of(
      m_steps, [](const Step& step) { return !step.text.starts_with("-- ") || step.text.starts_with("-- note"); });
}

void Fix::make_parts(Place place) {
  for (const Below& below : m_difference.below) {
    if (!is_part(*below.kind, object().kind()) || std::ranges::find(m_taken, below.kind->name) != m_taken.end()) {
      continue;
    }
    for (const catalog::Object& part : below.objects) {
      include({.change = Change::missing,
               .desired = part,
               .live = {},
               .attributes = {},
               .below = all_below(part, m_difference.below)},
              place);
    }
    take_over(below.kind->name);
  }
}

std::vector<Step> Fix::steps() && {
  std::vector<std::string_view> open;
  for (const AttributeChange& change : m_difference.attributes) {
    if (std::ranges::find(m_settled, change.name) == m_settled.end()) open.push_back(change.name);
  }
  if ((!m_steps.empty() || !m_notes.empty()) && !open.empty()) {
    leave_open(fmt::format("{}", fmt::join(open, ", ")));
  } else if (!m_notes.empty()) {
    m_notes.pop_back();
    add_line("", "");
  }
  return std::move(m_steps);
}

std::string qualified(std::string_view schema, std::string_view name) {
  return sql::quote_identifier_if_needed(schema) + "." + sql::quote_identifier_if_needed(name);
}

std::string table_of(const catalog::Object& object) {
  return qualified(object.identity("schema"), object.identity("table"));
}

std::string quoted_name(const catalog::Object& object) {
  return sql::quote_identifier_if_needed(object.identity("name"));
}

std::string join_list(std::string_view json) {
  return json.empty() ? "" : fmt::format("{}", fmt::join(catalog::parse_text_list(json), ", "));
}

std::string join_names(std::string_view json) {
  if (json.empty()) return "";
  std::vector<std::string> names = catalog::parse_text_list(json);
  for (std::string& name : names) name = sql::quote_identifier_if_needed(name);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::vector<std::string> elements(const std::optional<std::string_view>& json) {
  return json ? catalog::parse_text_list(*json) : std::vector<std::string>();
}

std::size_t name_length(std::string_view text) {
  if (!text.starts_with('"')) return std::min(text.find(' '), text.size());
  std::size_t end = text.find('"', 1);
  while (end != std::string_view::npos && text.substr(end + 1).starts_with('"')) end = text.find('"', end + 2);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string tablespace_or_default(const std::optional<std::string_view>& wanted) {
  return wanted ? sql::quote_identifier_if_needed(*wanted) : "pg_default";
}

}  // namespace plumb::diff
