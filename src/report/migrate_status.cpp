// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/report/migrate_status.hpp>

#include "go_time.hpp"
#include "migrate_values.hpp"

namespace plumb::report {
namespace {

using tmpl::List;
using tmpl::Struct;
using tmpl::Value;

Value text_list(const std::vector<std::string>& texts) {
  if (texts.empty()) return Value::nil_list().with_type("[]string");
  return Value(List(texts.begin(), texts.end())).with_type("[]string");
}

Value revision_value(const apply::Revision& row) {
  Struct out;
  out.type_name = "*migrate.Revision";
  out.fields = {{"Version", "Version", row.version},
                {"Description", "Description", row.description},
                {"Type", "Type", apply::type_text(row.type)},
                {"Applied", "Applied", static_cast<int>(row.applied)},
                {"Total", "Total", static_cast<int>(row.total)},
                {"ExecutedAt", "ExecutedAt", time_value(row.executed_at)},
                {"ExecutionTime", "ExecutionTime", duration_value(std::chrono::nanoseconds(row.execution_time))},
                {"Error", "Error", row.error, true},
                {"ErrorStmt", "ErrorStmt", row.error_stmt, true},
                {"Hash", "", row.hash},
                {"PartialHashes", "", text_list(row.partial_hashes)},
                {"OperatorVersion", "OperatorVersion", row.operator_version}};
  return Value(std::move(out));
}

std::string next_version(const apply::Status& status, const Style& style) {
  if (status.next == apply::k_latest_version || status.next == apply::k_unknown_version) {
    return status.next == apply::k_latest_version ? style.cyan(status.next) : status.next;
  }
  return style.cyan(status.next) + (status.from_checkpoint() ? " (checkpoint)" : "");
}

std::string pending_count(const apply::Status& status) {
  const std::size_t out_of_order = status.out_of_order.size();
  const std::size_t all = status.pending.size() + out_of_order;
  if (out_of_order == 0) return std::to_string(all);
  if (out_of_order == all) return fmt::format("{} (out of order)", all);
  return fmt::format("{} ({} out of order)", all, out_of_order);
}

}  // namespace

std::string migrate_status_text(const apply::Status& status, const Style& style) {
  const std::string dash = style.yellow("--");
  const bool ok = status.status == apply::k_status_ok;
  const bool partial = status.last_partial();
  std::string out =
      fmt::format("Migration Status: {}\n", ok ? style.green(status.status) : style.yellow(status.status));
  out +=
      fmt::format("  {} Current Version: {}{}\n", dash, style.cyan(status.current),
                  partial ? fmt::format(" ({} statements applied)", style.yellow(std::to_string(status.count))) : "");
  out += fmt::format("  {} Next Version:    {}{}\n", dash, next_version(status, style),
                     partial ? fmt::format(" ({} statements left)", style.yellow(std::to_string(status.left()))) : "");
  out +=
      fmt::format("  {} Executed Files:  {}{}\n", dash, status.applied.size(), partial ? " (last one partially)" : "");
  out += fmt::format("  {} Pending Files:   {}\n", dash, pending_count(status));
  if (partial) {
    out += fmt::format("\nLast migration attempt had errors:\n  {} SQL:   {}\n  {} {} {}\n", dash, status.sql, dash,
                       style.red("ERROR:"), status.error);
  } else if (!status.error.empty()) {
    out += fmt::format("\n  {} {}\n", style.red("ERROR:"), status.error);
  }
  return out;
}

tmpl::Value migrate_status_data(const apply::Status& status, const Secret& url, const std::string& dir_url) {
  List applied;
  for (const apply::Revision& row : status.applied) applied.push_back(revision_value(row));
  const Value env = env_value(url, dir_url);
  Struct out;
  out.type_name = "*cmdlog.MigrateStatus";
  out.fields = {{"Env", "Env", env},
                {"Available", "Available", file_list(status.available), true},
                {"OutOfOrder", "OutOfOrder", file_list(status.out_of_order), true},
                {"Pending", "Pending", file_list(status.pending), true},
                {"Applied", "Applied", Value(std::move(applied)).with_type("[]*migrate.Revision"), true},
                {"Current", "Current", status.current, true},
                {"Next", "Next", status.next, true},
                {"Count", "Count", static_cast<int>(status.count), true},
                {"Total", "Total", static_cast<int>(status.total), true},
                {"Status", "Status", status.status, true},
                {"Error", "Error", status.error, true},
                {"SQL", "SQL", status.sql, true}};
  // Embedded, as in Go: {{ .URL }} is {{ .Env.URL }}.
  for (const Struct::Field& field : env.as_struct()->fields) out.fields.push_back({field.name, "", field.value});
  out.methods["Left"] = [left = status.left()](const std::vector<Value>&) { return Value(static_cast<int>(left)); };
  out.methods["FromCheckpoint"] = [from = status.from_checkpoint()](const std::vector<Value>&) { return Value(from); };
  return Value(std::move(out));
}

}  // namespace plumb::report
