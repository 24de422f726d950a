// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/report/migrate_apply.hpp>

#include "go_time.hpp"
#include "migrate_apply_parts.hpp"
#include "migrate_values.hpp"

namespace plumb::report {
namespace {

using tmpl::List;
using tmpl::Struct;
using tmpl::Value;

Value error_value(const std::optional<apply::FileError>& error) {
  Struct out;
  out.type_name = "*cmdlog.StmtError";
  out.nil = !error.has_value();
  out.fields = {{"Stmt", "Stmt", error ? error->statement : "", true},
                {"Text", "Text", error ? error->text : "", true}};
  return Value(std::move(out));
}

Value run_value(const apply::FileRun& run) {
  List statements;
  for (const std::string& statement : run.applied) statements.emplace_back(statement);
  Struct out;
  out.type_name = "*cmdlog.AppliedFile";
  out.fields = {{"File", "", file_value(*run.file)},
                {"Name", "Name", run.file->name, true},
                {"Version", "Version", run.file->version, true},
                {"Desc", "", run.file->description},
                {"", "Description", run.file->description, true},
                {"Start", "Start", time_value(run.start)},
                {"End", "End", time_value(run.end)},
                {"Skipped", "Skipped", run.skipped, true},
                {"Applied", "Applied", Value(std::move(statements)).with_type("[]string"), true},
                {"Checks", "", Value::nil_list()},
                {"Error", "Error", error_value(run.error), true}};
  return Value(std::move(out));
}

// Only where there is no error; the blank before an empty version stays, as in Atlas.
std::string message(const apply::RunReport& report) {
  if (!report.error.empty()) return "";
  if (report.applied.empty()) return "No migration files to execute";
  return fmt::format("Migrated to version {} from {} ({} migrations in total)", report.target, report.current,
                     report.pending.size());
}

}  // namespace

tmpl::Value migrate_apply_data(const apply::RunReport& report, const Secret& url, const std::string& dir_url,
                               const Style& style) {
  const Value env = env_value(url, dir_url);
  List runs;
  for (const apply::FileRun& run : report.applied) runs.push_back(run_value(run));
  Struct out;
  out.type_name = "*cmdlog.MigrateApply";
  out.fields = {{"Env", "", env}};
  for (const Struct::Field& field : env.as_struct()->fields) out.fields.push_back(field);  // embedded, as in Go
  const std::vector<Struct::Field> own = {
      {"Pending", "Pending", file_list(report.pending), true},
      {"Applied", "Applied", Value(std::move(runs)).with_type("[]*cmdlog.AppliedFile"), true},
      {"Current", "Current", report.current, true},
      {"Target", "Target", report.target, true},
      {"Start", "Start", time_value(report.start)},
      {"End", "End", time_value(report.end)},
      {"Error", "Error", report.error, true},
      {"", "Message", message(report), true}};
  out.fields.insert(out.fields.end(), own.begin(), own.end());
  const std::string header = migrate_apply_header(report, style);
  out.methods["Header"] = [header = header.substr(0, header.find('\n'))](const std::vector<Value>&) {
    return Value(header);
  };
  out.methods["Summary"] =
      tmpl::Function({tmpl::Function::Type::string}, [report, style](const std::vector<Value>& args) {
        const std::string& indent = *args.at(0).as_string();
        // Joined by line feeds, the first line without its indentation: the template has written that already.
        std::string text = migrate_apply_summary(report, indent, style);
        if (!text.empty()) text.pop_back();
        return Value(text.substr(std::min(indent.size(), text.size())));
      });
  return Value(std::move(out));
}

}  // namespace plumb::report
