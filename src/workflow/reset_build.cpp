// SPDX-License-Identifier: Apache-2.0
#include "reset_build.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <plumb/apply/executor.hpp>
#include <plumb/base/error.hpp>
#include <plumb/desired/run_script.hpp>
#include <plumb/pg/sqlstate.hpp>
#include <plumb/sql/renamed_database.hpp>

#include "migrate_session.hpp"
#include "reset_prefixes.hpp"

namespace plumb::workflow {

namespace {

// Where a statement stands in its file. Formats other than Atlas's may have cut it out of a line.
SourceSpan place_of(const migration::File& file, const std::string& statement) {
  SourceSpan span{.file = file.name};
  const std::string_view text = file.content;
  const std::size_t at = statement.empty() ? std::string_view::npos : text.find(statement);
  if (at == std::string_view::npos) return span;
  const std::size_t before = text.substr(0, at).rfind('\n');
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  span.line = static_cast<int>(std::ranges::count(text.substr(0, at), '\n')) + 1;
  span.column = static_cast<int>(at - start) + 1;
  span.line_text = text.substr(start, std::min(text.find('\n', start), text.size()) - start);
  return span;
}

std::string hint_for(const std::string& text) {
  if (!text.ends_with("(42710)") || text.find("role \"") == std::string::npos) return "";
  return "roles belong to the whole server and outlive a reset: make them only where they are not there (as "
         "schema/roles.sql does), or start with a fresh server: plumb dev down";
}

Error failure_of(const apply::RunReport& report) {
  const auto failed =
      std::ranges::find_if(report.applied, [](const apply::FileRun& run) { return run.error.has_value(); });
  if (failed == report.applied.end()) return Error(report.error);
  std::string text = failed->error->text;
  if (text.starts_with("pq: ")) text.erase(0, 4);
  const std::string hint = hint_for(text);
  return Error(std::move(text)).with_span(place_of(*failed->file, failed->error->statement)).with_hint(hint);
}

// A file that names the database means the one that is being made, which has another name as yet. Its hash is that of
// its own bytes.
migration::File with_name(const migration::File& file, const std::string& database, const std::string& other) {
  migration::File out = file;
  if (!may_name_database(file, database)) return out;
  const sql::ScanResult scanned = file.statements();
  for (auto statement = scanned.statements.rbegin(); statement != scanned.statements.rend(); ++statement) {
    const std::size_t size = statement->text.size();
    if (std::string_view(file.content).substr(statement->position).substr(0, size) != statement->text) continue;
    out.content.replace(statement->position, size, sql::with_database_renamed(statement->text, database, other));
  }
  return out;
}

class Builder {
 public:
  Builder(const BuildRequest& request, const Runtime& runtime)
      : m_request(request), m_runtime(runtime), m_store(*request.target.admin) {}

  BuiltDatabase build(std::optional<devdb::FoundTemplate> found) {
    BuiltDatabase built = begin(found);
    m_database = built.database.get();
    std::size_t done = built.copied;
    for (const std::size_t place : places(done)) {
      run(done, place);
      keep(place);
      done = place;
    }
    run(done, m_request.files.size());
    run_seeds();
    return built;
  }

 private:
  [[nodiscard]] bool uses_templates() const { return m_request.options.templates == ResetOptions::Templates::use; }

  // A template, or a copy that was made ahead; an empty database where there is none.
  BuiltDatabase begin(std::optional<devdb::FoundTemplate> found) {
    while (found) {
      const std::string& key = m_request.keys[found->at];
      auto database = found->has_spare ? m_store.take_spare(key) : nullptr;
      if (!database) database = m_store.copy(key);
      if (database) return {.database = std::move(database), .copied = found->at};
      found = m_store.longest(m_request.keys);  // another process dropped it
    }
    return {.database = std::make_unique<devdb::UnfinishedDatabase>(*m_request.target.admin, "template0")};
  }

  [[nodiscard]] std::vector<std::size_t> places(std::size_t done) const {
    if (!uses_templates()) return {};
    return places_to_keep(done, m_request.files.size());
  }

  void keep(std::size_t place) { m_store.keep(m_request.keys[place], m_database->name()); }

  // The files from one place to another, as `migrate apply` would.
  void run(std::size_t from, std::size_t to) {
    if (from == to) return;
    MigrateTarget target = m_request.options.target;
    target.url = m_request.target.url_of(m_database->name());
    MigrateSession session = open_session(target, m_runtime);
    std::optional<Error> failure;
    {
      const TrafficSum traffic(m_runtime, *session.connection);
      session.table.ensure(*session.connection, session.facts);
      const std::vector<apply::Revision> revisions = session.table.read(*session.connection);
      std::vector<migration::File> renamed;
      for (std::size_t at = from; at < to; ++at) {
        renamed.push_back(with_name(*m_request.files[at], m_request.target.database, m_database->name()));
      }
      std::vector<const migration::File*> files;
      for (const migration::File& file : renamed) files.push_back(&file);
      apply::RunReport report;
      apply::execute(*session.connection, {.files = files, .revisions = revisions, .table = session.table},
                     {.operator_version = m_request.options.operator_version}, m_runtime.clock, m_runtime.stop, report);
      if (!report.error.empty()) failure = failure_of(report);
    }
    if (!failure) {
      pg::close_and_wait(std::move(session.connection));
      return;
    }
    if (m_runtime.stop.requested()) throw Error("interrupted", ErrorCode::interrupted);
    keep_before_failure(std::move(session), from);
    throw Error(*failure);
  }

  // The next try begins where this one failed. That matters most for files that do not run twice on one server.
  void keep_before_failure(MigrateSession session, std::size_t from) {
    if (!uses_templates()) return;
    try {
      const std::vector<apply::Revision> rows = session.table.read(*session.connection);
      const bool whole = std::ranges::none_of(rows, [](const apply::Revision& row) { return row.partial(); });
      pg::close_and_wait(std::move(session.connection));
      if (whole && rows.size() > from && rows.size() < m_request.keys.size()) keep(rows.size());
    } catch (const Error&) {
      // The failure is what counts.
    }
  }

  void run_seeds() {
    if (m_request.seeds.empty()) return;
    auto session = pg::connect(pg::Target::parse(m_request.target.url_of(m_database->name())), {}, m_runtime.stop);
    try {
      const TrafficSum traffic(m_runtime, *session);
      for (const desired::Script& seed : m_request.seeds) desired::run_script(*session, seed);
    } catch (const Error& error) {
      // That hint speaks of another server.
      if (error.sqlstate() == pg::sqlstate::k_undefined_object) throw Error(error).with_hint("");
      throw;
    }
    pg::close_and_wait(std::move(session));
  }

  const BuildRequest& m_request;
  const Runtime& m_runtime;
  devdb::TemplateStore m_store;
  devdb::UnfinishedDatabase* m_database = nullptr;
};

}  // namespace

BuiltDatabase build_database(const BuildRequest& request, std::optional<devdb::FoundTemplate> found,
                             const Runtime& runtime) {
  return Builder(request, runtime).build(found);
}

}  // namespace plumb::workflow
