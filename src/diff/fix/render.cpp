// SPDX-License-Identifier: Apache-2.0
// Which file says how a kind is repaired, and when.
#include <algorithm>
#include <array>

#include <fmt/ranges.h>

#include "fix.hpp"

namespace plumb::diff {
namespace {

struct Renderer {
  std::string_view kind;
  Phase phase;
  void (*add)(Fix&);
};

constexpr std::array<Renderer, 51> k_renderers = {
    {{"schema", Phase::schema, fix_schema},
     {"table", Phase::table, fix_table},
     {"column", Phase::column, fix_column},
     {"policy", Phase::policy, fix_policy},
     {"trigger", Phase::trigger, fix_trigger},
     {"function", Phase::function, fix_function},
     {"enum", Phase::enumeration, fix_enum},
     {"domain", Phase::domain, fix_domain},
     {"domain_constraint", Phase::domain, fix_domain_constraint},
     {"extension", Phase::extension, fix_extension},
     {"event_trigger", Phase::event_trigger, fix_event_trigger},
     {"cast", Phase::cast, fix_cast},
     {"language", Phase::language, fix_language},
     {"base_type", Phase::base_type, fix_code_object},
     {"range_type", Phase::range_type, fix_code_object},
     {"aggregate", Phase::aggregate, fix_code_object},
     {"operator", Phase::operation, fix_code_object},
     {"operator_class", Phase::operator_class, fix_code_object},
     {"operator_family", Phase::operator_family, fix_code_object},
     {"collation", Phase::collation, fix_code_object},
     {"conversion", Phase::conversion, fix_code_object},
     {"text_search_configuration", Phase::text_search_configuration, fix_code_object},
     {"text_search_dictionary", Phase::text_search_dictionary, fix_code_object},
     {"text_search_parser", Phase::text_search_parser, fix_code_object},
     {"text_search_template", Phase::text_search_template, fix_code_object},
     {"transform", Phase::transform, fix_code_object},
     {"access_method", Phase::access_method, fix_code_object},
     {"role", Phase::role, fix_role},
     {"membership", Phase::membership, fix_membership},
     {"role_setting", Phase::role_setting, fix_role_setting},
     {"database", Phase::database, fix_database},
     {"constraint", Phase::key, fix_constraint},
     {"index", Phase::index, fix_index},
     {"view", Phase::view, fix_view},
     {"rule", Phase::rule, fix_rule},
     {"sequence", Phase::sequence, fix_sequence},
     {"statistics", Phase::statistics, fix_statistics},
     {"publication", Phase::publication, fix_publication},
     {"publication_table", Phase::publication, fix_publication_table},
     {"publication_schema", Phase::publication, fix_publication_schema},
     {"subscription", Phase::subscription, fix_subscription},
     {"composite_type", Phase::composite_type, fix_composite_type},
     {"foreign_data_wrapper", Phase::foreign_data_wrapper, fix_foreign_data_wrapper},
     {"foreign_server", Phase::foreign_server, fix_foreign_server},
     {"user_mapping", Phase::user_mapping, fix_user_mapping},
     {"tablespace", Phase::tablespace, fix_tablespace},
     {"parameter_privilege", Phase::privilege, fix_parameter_privilege},
     {"system_privilege", Phase::privilege, fix_system_privilege},
     {"security_label", Phase::security_label, fix_security_label},
     {"default_privilege", Phase::privilege, fix_default_privilege},
     {"schema_default_privilege", Phase::privilege, fix_default_privilege}}};

const Renderer* renderer_of(std::string_view kind) {
  const auto* found = std::ranges::find(k_renderers, kind, &Renderer::kind);
  return found == k_renderers.end() ? nullptr : found;
}

}  // namespace

Phase phase_of(std::string_view kind) {
  const Renderer* renderer = renderer_of(kind);
  return renderer == nullptr ? Phase::event_trigger : renderer->phase;
}

std::vector<Step> render(const Difference& difference, const FindingOptions& options, Place place) {
  const Renderer* renderer = renderer_of(difference.object().kind().name);
  if (renderer == nullptr) return {};
  Fix fix(difference, options, place);
  renderer->add(fix);
  if (difference.change == Change::missing && fix.says_something()) fix.make_parts(Place::in_new);
  return std::move(fix).steps();
}

std::vector<Step> steps(const Difference& difference, const FindingOptions& options) {
  std::vector<Step> rendered = render(difference, options, Place::alone);
  std::vector<Step> ordered;
  for (const std::size_t index : runnable_order(rendered)) ordered.push_back(std::move(rendered[index]));
  return ordered;
}

std::string fix(const Difference& difference, const FindingOptions& options) {
  std::vector<std::string> texts;
  for (Step& step : steps(difference, options)) texts.push_back(std::move(step.text));
  return fmt::format("{}", fmt::join(texts, "\n"));
}

}  // namespace plumb::diff
