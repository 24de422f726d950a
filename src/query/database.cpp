// SPDX-License-Identifier: Apache-2.0
#include <plumb/query/database.hpp>

#include <algorithm>
#include <atomic>
#include <future>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include <plumb/base/error.hpp>

#include "connection.hpp"
#include "names.hpp"
#include "tables.hpp"

namespace plumb::query {
namespace {

// Each thread needs a connection of its own, which takes as long as a few statements.
constexpr std::size_t k_statements_for_thread = 16;
constexpr std::size_t k_most_threads = 4;

std::size_t threads_for(std::size_t statements) {
  const std::size_t processors = std::max(std::thread::hardware_concurrency(), 1U);
  return std::min({processors, k_most_threads, statements / k_statements_for_thread + 1});
}

// Statements, of which each thread takes the next one.
struct Batch {
  std::span<const std::string_view> statements;
  Limits limits;
  std::vector<Outcome> outcomes;
  std::atomic<std::size_t> next = 0;

  void work(Session& session) {
    for (std::size_t at = next++; at < statements.size(); at = next++) {
      outcomes[at] = session.run(statements[at], limits);
    }
  }
};

}  // namespace

class Database::Implementation {
 public:
  Implementation(const catalog::Catalog& catalog, const settings::Settings& settings, Options options)
      : m_tables(catalog, settings, std::move(options)), m_connection(m_tables) {}

  [[nodiscard]] Session& session() { return m_connection.session(); }
  [[nodiscard]] const Sources& sources() const { return m_connection.sources(); }
  [[nodiscard]] const Tables& tables() const { return m_tables; }

  [[nodiscard]] std::vector<Outcome> run_all(std::span<const std::string_view> statements, const Limits& limits);
  [[nodiscard]] std::size_t visited() { return m_visited + session().events().visited; }
  // What may help with a failure of this SQL.
  void advise(Failure& failure) const;

 private:
  void work_besides(Batch& batch);

  Tables m_tables;
  Connection m_connection;
  std::atomic<std::size_t> m_visited = 0;  // by other threads
};

void Database::Implementation::work_besides(Batch& batch) {
  Connection connection(m_tables);
  batch.work(connection.session());
  m_visited += connection.session().events().visited;
}

std::vector<Outcome> Database::Implementation::run_all(std::span<const std::string_view> statements,
                                                       const Limits& limits) {
  Batch batch{.statements = statements, .limits = limits, .outcomes = std::vector<Outcome>(statements.size())};
  std::vector<std::future<void>> others;  // waits for them, also when one throws
  try {
    while (others.size() + 1 < threads_for(statements.size())) {
      others.push_back(std::async(std::launch::async, [this, &batch] { work_besides(batch); }));
    }
  } catch (const std::system_error&) {
    // No more threads are to be had: those that there are do it all.
  }
  batch.work(session());
  for (std::future<void>& other : others) other.get();
  return std::move(batch.outcomes);
}

void Database::Implementation::advise(Failure& failure) const {
  constexpr std::string_view k_no_table = "no such table: ";
  constexpr std::string_view k_near = "near \"";
  if (failure.reason != Failure::Reason::sql || !failure.hint.empty()) return;
  if (failure.message.starts_with(k_no_table)) {
    std::vector<std::string_view> names;
    for (const auto& [name, table] : m_tables.list()) names.push_back(name);
    failure.hint = settings::did_you_mean(failure.message.substr(k_no_table.size()), names);
    if (failure.hint.empty()) failure.hint = "--tables lists the tables";
  } else if (failure.message.starts_with(k_near)) {
    const std::string word =
        failure.message.substr(k_near.size(), failure.message.find('"', k_near.size()) - k_near.size());
    if (sqlite3_keyword_check(word.c_str(), static_cast<int>(word.size())) != 0) {
      failure.hint = fmt::format("if {} is meant as a name, write it in double quotes", word);
    }
  }
}

Database::Database(const catalog::Catalog& catalog, const settings::Settings& settings, Options options)
    : m_implementation(std::make_unique<Implementation>(catalog, settings, std::move(options))) {}

Database::~Database() = default;

Outcome Database::run(std::string_view sql, const Limits& limits) {
  Outcome outcome = m_implementation->session().run(sql, limits);
  if (auto* failure = std::get_if<Failure>(&outcome)) m_implementation->advise(*failure);
  return outcome;
}

std::vector<Outcome> Database::run_all(std::span<const std::string_view> statements, const Limits& limits) {
  std::vector<Outcome> outcomes = m_implementation->run_all(statements, limits);
  for (Outcome& outcome : outcomes) {
    if (auto* failure = std::get_if<Failure>(&outcome)) m_implementation->advise(*failure);
  }
  return outcomes;
}

std::variant<std::vector<std::string>, Failure> Database::compile(std::string_view sql) {
  auto outcome = m_implementation->session().compile(sql);
  if (auto* failure = std::get_if<Failure>(&outcome)) m_implementation->advise(*failure);
  return outcome;
}

std::vector<TableDescription> Database::tables() {
  std::vector<TableDescription> out;
  for (const auto& [name, table] : m_implementation->tables().list()) {
    const auto made = table->relation(m_implementation->sources());
    const auto* failure = std::get_if<Failure>(&made);
    out.push_back(
        {.name = name,
         .also = plural(name),
         .what = table->facts().what,
         .columns = failure == nullptr ? std::get<const Relation*>(made)->columns() : std::vector<ColumnDescription>(),
         .derived = table->facts().derived,
         .unavailable = failure == nullptr ? "" : failure->message});
  }
  std::ranges::stable_sort(out, {}, &TableDescription::derived);
  return out;
}

std::size_t Database::rows_visited() const {
  return m_implementation->visited();
}

}  // namespace plumb::query
