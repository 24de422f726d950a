// SPDX-License-Identifier: Apache-2.0
#include "migrate_flags.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/url.hpp>
#include <plumb/report/migrate_texts.hpp>

#include "version.hpp"

namespace plumb::cli {
namespace {

std::string with_format(const std::string& dir, const std::string& format) {
  Url url;
  try {
    url = Url::parse(dir);
  } catch (const Error&) {
    return dir;  // whoever opens it says what is wrong with it
  }
  if (url.scheme.empty() || !url.query_value("format").empty()) return dir;
  auto pairs = url.query();
  pairs.emplace_back("format", format);
  url.raw_query = Url::encode_query(std::move(pairs));
  return url.str();
}

}  // namespace

void DirectoryFlags::add(CLI::App& app) {
  dir_option = app.add_option("--dir", dir, "migration directory, as a URL")->default_str(dir);
}

void DirectoryFlags::add_format(CLI::App& app) {
  add(app);
  format_option = app.add_option("--dir-format", format, "atlas, golang-migrate, goose, flyway, liquibase or dbmate")
                      ->default_str(format);
}

std::string DirectoryFlags::url(const project::Environment& environment) const {
  const std::string given = flag_or(dir_option, dir, environment.migration.dir);
  if (format_option == nullptr) return given;
  return with_format(given, flag_or(format_option, format, environment.migration.format));
}

void DatabaseFlags::add(CLI::App& app) {
  url_option = app.add_option("-u,--url", url, "database, as a URL");
}

void DatabaseFlags::add_schema(CLI::App& app) {
  add(app);
  schema_option = app.add_option("--revisions-schema", revisions_schema, "schema of the revisions table");
}

void FormatFlags::add(CLI::App& app) {
  format_option = app.add_option("--format", format, "Go template for the report, as {{ json . }}");
  log_option = app.add_option("--log", format)->group("");
}

std::string FormatFlags::text(const std::string& environment) const {
  if (format_option->count() > 0 && log_option->count() > 0) {
    throw Error("if any flags in the group [log format] are set none of the others can be; [format log] were all set",
                ErrorCode::usage);
  }
  return format_option->count() + log_option->count() > 0 ? format : environment;
}

workflow::MigrateTarget migrate_target(const DirectoryFlags& directory, const DatabaseFlags& database,
                                       const project::Environment& environment, Frame& frame) {
  return {.dir_url = directory.url(environment),
          .memory = frame.project().memory,
          .url = flag_or(database.url_option, Secret(database.url), environment.url),
          .revisions_schema =
              flag_or(database.schema_option, database.revisions_schema, environment.migration.revisions_schema)};
}

Secret or_database_url(Secret said) {
  const char* const variable = std::getenv("DATABASE_URL");
  return said.empty() && variable != nullptr ? Secret(variable) : std::move(said);
}

int print_refusal(const workflow::Refusal& refusal, const Frame& frame) {
  if (refusal.ambiguous_revisions) {
    frame.out(report::ambiguous_revisions_text());
  } else if (refusal.sum) {
    frame.out(report::checksum_help(*refusal.sum, frame.program(), frame.style()));
    frame.error(Error(std::string(refusal.sum->text())));
  }
  return k_exit_failed;
}

std::string operator_version() {
  return fmt::format("plumb v{}", k_version);
}

}  // namespace plumb::cli
