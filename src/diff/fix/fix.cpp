// SPDX-License-Identifier: Apache-2.0
#include "fix.hpp"

#include <algorithm>
#include <map>

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

}  // namespace

Fix::Fix(const Difference& difference, const FindingOptions& options) : m_difference(difference), m_options(options) {}

std::string Fix::wanted(std::string_view attribute) const {
  return std::string(desired().attribute(attribute).value_or(""));
}

const AttributeChange* Fix::changed(std::string_view attribute) const {
  const auto found = std::ranges::find(m_difference.attributes, attribute, &AttributeChange::name);
  return found == m_difference.attributes.end() ? nullptr : &*found;
}

void Fix::add(std::string statement) {
  m_lines.push_back(std::move(statement) + ";");
}

void Fix::add_destructive(const std::string& statement) {
  propose(statement, "would destroy data");
}

void Fix::propose(const std::string& statement, std::string_view why) {
  m_lines.push_back(fmt::format("-- {};  -- {}", statement, why));
}

void Fix::note(std::string_view text) {
  m_lines.push_back(fmt::format("-- note: {}", text));
}

void Fix::leave_open(std::string_view what) {
  m_lines.push_back(fmt::format("-- by hand: {}", what));
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

std::string Fix::text() const {
  std::vector<std::string> lines = m_lines;
  std::vector<std::string_view> open;
  for (const AttributeChange& change : m_difference.attributes) {
    if (std::ranges::find(m_settled, change.name) == m_settled.end()) open.push_back(change.name);
  }
  if (!lines.empty() && !open.empty()) lines.push_back(fmt::format("-- by hand: {}", fmt::join(open, ", ")));
  if (!lines.empty() && m_difference.change == Change::missing) {
    for (const Below& below : m_difference.below) {
      const bool comes_along = below.kind->name == "column";  // with a view
      if (!comes_along) lines.push_back(fmt::format("-- by hand: below it, {} {}", below.count, below.kind->name));
    }
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
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

std::string fix(const Difference& difference, const FindingOptions& options) {
  static const std::map<std::string_view, void (*)(Fix&)> k_renderers = {
      {"schema", fix_schema},
      {"table", fix_table},
      {"column", fix_column},
      {"policy", fix_policy},
      {"trigger", fix_trigger},
      {"function", fix_function},
      {"enum", fix_enum},
      {"domain", fix_domain},
      {"domain_constraint", fix_domain_constraint},
      {"extension", fix_extension},
      {"event_trigger", fix_event_trigger},
      {"cast", fix_cast},
      {"language", fix_language},
      {"base_type", fix_code_object},
      {"range_type", fix_code_object},
      {"aggregate", fix_code_object},
      {"operator", fix_code_object},
      {"operator_class", fix_code_object},
      {"operator_family", fix_code_object},
      {"collation", fix_code_object},
      {"conversion", fix_code_object},
      {"text_search_configuration", fix_code_object},
      {"text_search_dictionary", fix_code_object},
      {"text_search_parser", fix_code_object},
      {"text_search_template", fix_code_object},
      {"transform", fix_code_object},
      {"access_method", fix_code_object},
      {"role", fix_role},
      {"membership", fix_membership},
      {"role_setting", fix_role_setting},
      {"database", fix_database},
      {"constraint", fix_constraint},
      {"index", fix_index},
      {"view", fix_view},
      {"rule", fix_rule},
      {"sequence", fix_sequence},
      {"statistics", fix_statistics},
      {"publication", fix_publication},
      {"publication_table", fix_publication_table},
      {"publication_schema", fix_publication_schema},
      {"subscription", fix_subscription},
      {"composite_type", fix_composite_type},
      {"foreign_data_wrapper", fix_foreign_data_wrapper},
      {"foreign_server", fix_foreign_server},
      {"user_mapping", fix_user_mapping},
      {"tablespace", fix_tablespace},
      {"parameter_privilege", fix_parameter_privilege},
      {"system_privilege", fix_system_privilege},
      {"security_label", fix_security_label},
      {"default_privilege", fix_default_privilege},
      {"schema_default_privilege", fix_default_privilege},
  };
  const auto renderer = k_renderers.find(difference.object().kind().name);
  if (renderer == k_renderers.end()) return "";
  Fix fix(difference, options);
  renderer->second(fix);
  return fix.text();
}

}  // namespace plumb::diff
