// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/report/migrate_apply.hpp>

#include "migrate_apply_parts.hpp"

namespace plumb::report {
namespace {

// Further lines of a statement stand under its first one.
std::string indent_lines(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "       ";
  }
  return out;
}

std::string count(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number > 1 ? "s" : "");
}

// "2 migrations", "1 migration ok, 1 with errors", "1 migration with errors"; "" where there is nothing to count.
std::string footer_line(std::size_t ok, std::size_t failed, std::string_view noun) {
  if (ok == 0 && failed == 0) return "";
  if (failed == 0) return count(ok, noun);
  if (ok == 0) return count(failed, noun) + " with errors";
  return fmt::format("{} ok, {} with errors", count(ok, noun), failed);
}

std::string file_text(const apply::FileRun& run, const Style& style) {
  std::string out = fmt::format("\n  {} migrating version {}\n", style.yellow("--"), style.cyan(run.file->version));
  for (const std::string& statement : run.applied) {
    out += fmt::format("    {} {}\n", style.cyan("->"), indent_lines(statement));
  }
  if (run.error) return out + fmt::format("    {}\n", style.red(run.error->text));
  return out + fmt::format("  {} ok ({})\n", style.yellow("--"), style.yellow(format_go_duration(run.end - run.start)));
}

}  // namespace

std::string migrate_apply_header(const apply::RunReport& report, const Style& style) {
  std::string out = fmt::format("Migrating to version {}", style.cyan(report.target));
  if (!report.current.empty()) out += fmt::format(" from {}", style.cyan(report.current));
  return out + fmt::format(" ({} migrations in total):\n", report.pending.size());
}

std::string migrate_apply_summary(const apply::RunReport& report, std::string_view indent, const Style& style) {
  std::size_t files = 0;
  std::size_t failed = 0;
  std::size_t statements = 0;
  for (const apply::FileRun& run : report.applied) {
    const bool bad = run.error.has_value();
    failed += bad ? 1 : 0;
    files += bad ? 0 : 1;
    // A failed file counts one failed statement; an error that is no statement's takes none away.
    statements += run.applied.size() - (bad && !run.error->statement.empty() && !run.applied.empty() ? 1 : 0);
  }
  std::string out;
  const auto line = [&](const std::string& text) {
    if (!text.empty()) out += fmt::format("{}{} {}\n", indent, style.yellow("--"), text);
  };
  line(format_go_duration(report.end - report.start));
  line(footer_line(files, failed, "migration"));
  line(footer_line(statements, failed, "sql statement"));
  return out;
}

std::string migrate_apply_text(const apply::RunReport& report, const Style& style) {
  if (report.pending.empty() && report.error.empty()) return "No migration files to execute\n";
  std::string out = migrate_apply_header(report, style);
  for (const apply::FileRun& run : report.applied) out += file_text(run, style);
  if (report.applied.empty() && !report.error.empty()) out += fmt::format("\n    {}\n", style.red(report.error));
  out += fmt::format("\n  {}\n", style.cyan("-------------------------"));
  return out + migrate_apply_summary(report, "  ", style);
}

}  // namespace plumb::report
