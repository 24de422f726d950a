// SPDX-License-Identifier: Apache-2.0
// A catalog that is read by two sessions is the one that a single session reads; and that the second cannot be had, or
// does not get to the end, is nobody's problem.
#include <plumb/inspect/snapshot.hpp>
#include <support/catch.hpp>

#include <plumb/base/error.hpp>
#include <plumb/pg/scripted.hpp>

#include "blueprint.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

// More than is needed for a second session to be worth it. Of each kind that it asks there is something in every table.
void make_many_tables(pg::Connection& connection) {
  execute(connection,
          "DO $$ DECLARE c text := (SELECT string_agg('c' || n || ' int', ', ') FROM generate_series(1, 40) n); BEGIN "
          "FOR t IN 1..100 LOOP "
          "EXECUTE format('CREATE TABLE t%s (%s, PRIMARY KEY (c1), CHECK (c2 > c3))', t, c); "
          "EXECUTE format('CREATE INDEX ON t%s (c4, (c5 + 1)) WHERE c6 > 0', t); "
          "EXECUTE format('CREATE POLICY p ON t%s USING (c7 = 1)', t); "
          "END LOOP; END $$");
}

std::string text_of(const catalog::Catalog& catalog) {
  std::string out;
  for (const auto& section : catalog.sections()) {
    out += section->kind().name + "\n";
    for (std::size_t i = 0; i < section->size(); ++i) {
      const catalog::Object object = (*section)[i];
      for (std::size_t part = 0; part < object.identity_size(); ++part)
        out += fmt::format("{}.", object.identity(part));
      for (std::size_t n = 0; n < section->attributes().size(); ++n)
        out += fmt::format(" {}", object.attribute(n).value_or("NULL"));
      out += "\n";
    }
  }
  return out;
}

std::string read_alone(const TestDatabase& database) {
  return text_of(inspect::read(*database.connect(), {}).catalog);
}

}  // namespace

TEST_CASE("two sessions read what one reads") {
  const TestDatabase database;
  make_many_tables(*database.connect());
  const auto connection = database.connect();
  inspect::ReadOptions options;
  options.second = [&] { return database.connect(); };
  const auto snapshot = inspect::read(*connection, options);

  CHECK(snapshot.alone.empty());
  CHECK(connection->traffic().round_trips == 3);
  CHECK(snapshot.second_traffic.round_trips == 1);
  CHECK(snapshot.catalog.section("policy")->size() == 100);
  CHECK(text_of(snapshot.catalog) == read_alone(database));
  CHECK(connection->transaction_status() == pg::TransactionStatus::idle);
}

TEST_CASE("both sessions see the same moment") {
  const TestDatabase database;
  make_many_tables(*database.connect());
  const std::string before = read_alone(database);
  inspect::ReadOptions options;
  options.second = [&] {
    execute(*database.connect(), "CREATE POLICY late ON t1 USING (true); CREATE TABLE late (i int CHECK (i > 0))");
    return database.connect();
  };
  const auto snapshot = inspect::read(*database.connect(), options);
  CHECK(snapshot.alone.empty());
  CHECK(text_of(snapshot.catalog) == before);
}

TEST_CASE("what there is little of one session reads") {
  const TestDatabase database;
  const auto connection = database.connect();
  run_all(*connection, {small_module()});
  inspect::ReadOptions options;
  options.second = []() -> std::unique_ptr<pg::Connection> { throw Error("nobody should ask for one"); };
  const auto before = connection->traffic().round_trips;
  CHECK(inspect::read(*connection, options).alone.empty());
  CHECK(connection->traffic().round_trips == before + 2);
}

TEST_CASE("without a second session the first one reads all") {
  const TestDatabase database;
  const TestDatabase other;
  make_many_tables(*database.connect());
  const std::string expected = read_alone(database);
  inspect::ReadOptions options;
  std::string why;

  SECTION("the server lets nobody else in") {
    why = "too many connections";
    options.second = []() -> std::unique_ptr<pg::Connection> { throw Error("too many connections"); };
  }
  SECTION("it is in another database") {
    why = "cannot import a snapshot from a different database";
    options.second = [&] { return other.connect(); };
  }
  SECTION("it is lost on the way") {
    options.second = [&]() -> std::unique_ptr<pg::Connection> {
      const auto answer = [](std::string_view sql, auto) -> std::optional<pg::Reply> {
        if (sql.find("AS operator_class_options") == std::string_view::npos) return std::nullopt;
        return pg::lost_reply();
      };
      return std::make_unique<pg::ScriptedConnection>(answer, database.connect());
    };
  }
  const auto connection = database.connect();
  const auto snapshot = inspect::read(*connection, options);
  CHECK(!snapshot.alone.empty());
  CHECK(snapshot.alone.find(why) != std::string::npos);
  CHECK(text_of(snapshot.catalog) == expected);
  CHECK(connection->traffic().round_trips == 3);
  CHECK(connection->transaction_status() == pg::TransactionStatus::idle);
}

TEST_CASE("a Stop ends both sessions") {
  const TestDatabase database;
  make_many_tables(*database.connect());
  Stop stop;
  const auto connection = database.connect();
  inspect::ReadOptions options;
  options.second = [&]() -> std::unique_ptr<pg::Connection> {
    stop.request();
    return pg::connect(pg::Target::parse(database.url()), {}, stop);
  };
  try {
    (void)inspect::read(*connection, options);
    FAIL("it was not interrupted");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::interrupted);
  }
  CHECK(connection->transaction_status() == pg::TransactionStatus::idle);
}
