// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// In dollar quotes whose tag the text does not hold.
std::string dollar_quote(const std::string& text) {
  std::string tag = "$function$";
  while (text.find(tag) != std::string::npos) tag.insert(tag.size() - 1, "_");
  return tag + text + tag;
}

// No string body of LANGUAGE sql can begin like this: neither is a statement.
bool has_standard_body(const Fix& fix) {
  const std::string body = fix.wanted("body");
  return fix.wanted("language") == "sql" && (body.starts_with("RETURN ") || body.starts_with("BEGIN ATOMIC"));
}

// What must be there before it. A body of text is not looked into when it is made.
std::string needs(const Fix& fix) {
  return fmt::format("{} {} LANGUAGE {} {} {}", fix.wanted("arguments"), fix.wanted("result"),
                     sql::quote_identifier_if_needed(fix.wanted("language")), fix.wanted("support"),
                     has_standard_body(fix) ? fix.wanted("body") : "");
}

std::string body_clause(const Fix& fix) {
  const std::string body = fix.wanted("body");
  if (has_standard_body(fix)) return body;
  if (!fix.desired().attribute("library")) return "AS " + dollar_quote(body);
  return fmt::format("AS {}, {}", sql::quote_literal(fix.wanted("library")), sql::quote_literal(body));
}

// "search_path=pg_catalog, pg_temp": a list of quoted names as it stands; any other value is one text.
std::string setting_clause(std::string_view setting) {
  const std::size_t equals = std::min(setting.find('='), setting.size() - 1);
  const std::string_view name = setting.substr(0, equals);
  const std::string_view value = setting.substr(equals + 1);
  const bool list = (name == "search_path" || name == "temp_tablespaces") && !value.empty();
  return fmt::format("SET {} TO {}", name, list ? std::string(value) : sql::quote_literal(value));
}

std::string definition(const Fix& fix, std::string_view keyword, const std::string& routine) {
  std::string text = fmt::format("CREATE OR REPLACE {} {}({})", keyword, routine, fix.wanted("arguments"));
  const auto line = [&](const std::string& clause) { text += "\n  " + clause; };
  if (fix.desired().attribute("result")) line("RETURNS " + fix.wanted("result"));
  line("LANGUAGE " + sql::quote_identifier_if_needed(fix.wanted("language")));
  if (fix.desired().attribute("transforms")) {
    std::string types;
    for (const std::string& type : catalog::parse_text_list(fix.wanted("transforms"))) {
      types += (types.empty() ? "FOR TYPE " : ", FOR TYPE ") + type;
    }
    line("TRANSFORM " + types);
  }
  if (keyword == "FUNCTION") {
    if (fix.wanted("type") == "window function") line("WINDOW");
    line(fix.wanted("volatility") + (fix.wanted("strict") == "yes" ? " strict" : "") +
         (fix.wanted("leakproof") == "yes" ? " leakproof" : "") + " parallel " + fix.wanted("parallel") + " cost " +
         fix.wanted("cost") + (fix.desired().attribute("rows") ? " rows " + fix.wanted("rows") : ""));
    if (fix.desired().attribute("support")) line("SUPPORT " + fix.wanted("support"));
  }
  if (fix.wanted("security") == "definer") line("SECURITY DEFINER");
  if (fix.desired().attribute("config")) {
    for (const std::string& setting : catalog::parse_text_list(fix.wanted("config"))) line(setting_clause(setting));
  }
  line(body_clause(fix));
  return text;
}

// CREATE OR REPLACE can change anything but these; of the arguments only the defaults.
bool can_be_replaced(const Fix& fix) {
  return !fix.changed("type") && !fix.changed("result") && !fix.changed("arguments");
}

constexpr std::array<std::string_view, 4> k_not_in_definition = {"owner", "acl", "comment", "extensions"};

bool is_definition(const AttributeChange& change) {
  return std::ranges::find(k_not_in_definition, change.name) == k_not_in_definition.end();
}

void depend_on(Fix& fix, const std::string& what, const std::vector<std::string>& wanted,
               const std::vector<std::string>& present) {
  const auto alter = [&](const std::vector<std::string>& list, const std::vector<std::string>& but,
                         std::string_view verb) {
    for (const std::string& name : list) {
      if (std::ranges::find(but, name) != but.end()) continue;
      fix.add(fmt::format("ALTER {} {} ON EXTENSION {}", what, verb, sql::quote_identifier_if_needed(name)));
    }
  };
  alter(present, wanted, "NO DEPENDS");
  alter(wanted, present, "DEPENDS");
}

void fix_extensions(Fix& fix, const std::string& what) {
  const AttributeChange* change = fix.changed("extensions");
  if (change == nullptr) return;
  depend_on(fix, what, elements(change->expected), elements(change->actual));
  fix.settle("extensions");
}

}  // namespace

void fix_function(Fix& fix) {
  const catalog::Object& object = fix.object();
  const std::string_view keyword = object.attribute("type") == "procedure" ? "PROCEDURE" : "FUNCTION";
  const std::string routine = qualified(object.identity("schema"), object.identity("name"));
  const std::string what = fmt::format("{} {}({})", keyword, routine, object.identity("signature"));
  switch (fix.difference().change) {
    case Change::missing:
      fix.add(definition(fix, keyword, routine), needs(fix));
      depend_on(fix, what, elements(fix.desired().attribute("extensions")), {});
      return complete_new(fix, what, k_execute);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      if (can_be_replaced(fix) && std::ranges::any_of(fix.difference().attributes, is_definition)) {
        fix.add(definition(fix, keyword, routine));
        for (const AttributeChange& change : fix.difference().attributes) {
          if (is_definition(change)) fix.settle(change.name);
        }
      }
      fix_extensions(fix, what);
      fix.fix_owner(what);
      fix.fix_acl(what);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
