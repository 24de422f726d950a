// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/schema_validate.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <plumb/base/counted.hpp>

#include "counted_list.hpp"
#include "statement_excerpt.hpp"

namespace plumb::report {
namespace {

using nlohmann::ordered_json;

constexpr int k_format = 1;

std::string pointed_out(std::string_view what, const std::vector<std::string>& files, const Style& style) {
  std::string out;
  for (const std::string& file : files) out += fmt::format("{} {}: {}\n", style.yellow("warning:"), file, what);
  return out;
}

ordered_json error_json(const std::optional<Error>& error) {
  if (!error) return nullptr;
  const SourceSpan span = error->span().value_or(SourceSpan());
  return {{"file", span.file},
          {"line", span.line},
          {"column", span.column},
          {"message", error->message()},
          {"sqlstate", error->sqlstate()},
          {"statement", error->statement()},
          {"hint", error->hint()}};
}

}  // namespace

std::string schema_validate_text(const finding::SourcesReport& report, const Style& style) {
  std::string out = pointed_out("src does not list it, so nothing loads it", report.unlisted, style) +
                    pointed_out("src lists it more than once", report.repeated, style) +
                    pointed_out("it holds no statement", report.empty, style);
  if (report.valid()) {
    out += fmt::format("{}: {} with {} on an empty PostgreSQL {}\n", style.green("valid"),
                       counted(report.files, "file") + (report.files == 1 ? " loads" : " load"),
                       counted(report.statements, "statement"), report.server);
    return out + "the database has then: " + counted_list(report.kinds) + "\n";
  }
  out += statement_excerpt(*report.failure, style);
  const std::string before =
      report.files == 0 ? "nothing was loaded"
                        : fmt::format("{} of {} loaded before that", report.loaded, counted(report.files, "file"));
  return out + fmt::format("{}: {}\n", style.red("not valid"), before);
}

std::string schema_validate_json(const finding::SourcesReport& report, std::string_view tool_version) {
  const ordered_json document = {{"format", k_format},
                                 {"tool", {{"name", "plumb"}, {"version", tool_version}}},
                                 {"valid", report.valid()},
                                 {"server", report.server},
                                 {"files", report.files},
                                 {"loaded", report.loaded},
                                 {"statements", report.statements},
                                 {"kinds", report.kinds},
                                 {"error", error_json(report.failure)},
                                 {"unlisted", report.unlisted},
                                 {"repeated", report.repeated},
                                 {"empty", report.empty}};
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace plumb::report
