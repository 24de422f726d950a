// SPDX-License-Identifier: Apache-2.0
#include <plumb/inspect/snapshot.hpp>
#include <support/catch.hpp>

#include <algorithm>

#include <plumb/base/error.hpp>
#include <plumb/inspect/known_columns.hpp>
#include <plumb/pg/scripted.hpp>
#include <support/catalogs.hpp>

using namespace plumb;
using namespace plumb::test;

namespace {

constexpr std::string_view k_schema_sql = "SELECT the schemas";
constexpr std::string_view k_table_sql = "SELECT the tables";

const catalog::Kinds& kinds() {
  static const std::vector<catalog::Kinds::File> k_files = {
      {"schema.sql", "-- kind: schema\n-- identity: name\n-- missing: high\n-- unexpected: low\nSELECT the schemas"},
      {"table.sql",
       "-- kind: table\n-- parent: schema\n-- identity: schema name\n-- missing: high\n-- unexpected: low\nSELECT the "
       "tables"}};
  static const catalog::Kinds k_kinds(k_files);
  return k_kinds;
}

pg::Reply rows_reply(std::vector<std::string> columns, const std::vector<Row>& rows) {
  pg::Reply reply;
  reply.kind = pg::Reply::Kind::rows;
  reply.table = make_table(std::move(columns), rows);
  return reply;
}

// A server without a network: `fail` may answer a text in its own way.
class Server {
 public:
  using Fail = std::function<std::optional<pg::Reply>(std::string_view sql)>;
  explicit Server(
      Fail fail = [](std::string_view) { return std::nullopt; }, std::string readable = "t")
      : m_readable(std::move(readable)),
        m_connection([this, fail](std::string_view sql, std::span<const pg::Param>) -> std::optional<pg::Reply> {
          if (sql == "FLUSH") return std::nullopt;
          if (auto reply = fail(sql)) return reply;
          return answer(sql);
        }) {}

  pg::Connection& connection() { return m_connection; }
  inspect::Snapshot read(std::string revisions_query = "") {
    return inspect::read(m_connection,
                         {.revisions_schema = "r", .revisions_query = std::move(revisions_query), .kinds = kinds()});
  }
  std::ptrdiff_t sent(std::string_view sql) const { return std::ranges::count(m_connection.sent(), sql); }
  const std::vector<std::string>& dialogue() const { return m_connection.sent(); }

 private:
  pg::Reply answer(std::string_view sql) const {
    if (sql == k_schema_sql) return rows_reply({"name"}, {{"a"}, {"r"}});
    if (sql == k_table_sql)
      return rows_reply({"schema", "name"}, {{"a", "t"}, {"r", "atlas_schema_revisions"}, {"r", "t"}});
    if (sql.find("AS migration_role") != std::string_view::npos) {
      return rows_reply({"1", "2", "3", "4", "5", "6", "7", "8", "9"},
                        {{"180004", "18.4 (Debian)", "db", "me", "owner", "f", "t", m_readable, "f"}});
    }
    if (sql == inspect::unknown_columns_query()) return rows_reply({"kind", "objects"}, {{"pg_class column", "2"}});
    pg::Reply reply = pg::command_reply();
    if (sql == "SYNC") reply.kind = pg::Reply::Kind::sync;
    return reply;
  }

  std::string m_readable;
  pg::ScriptedConnection m_connection;
};

// The same server, of the next major version.
class Newer final : public pg::Connection {
 public:
  explicit Newer(pg::Connection& connection) : m_connection(connection) {}
  pg::Reply run(std::string_view sql) override { return m_connection.run(sql); }
  void send(std::string_view sql, std::span<const pg::Param> params) override { m_connection.send(sql, params); }
  void send_prepare(const std::string& name, std::string_view sql) override { m_connection.send_prepare(name, sql); }
  void send_prepared(const std::string& name, std::span<const pg::Param> params) override {
    m_connection.send_prepared(name, params);
  }
  void send_sync() override { m_connection.send_sync(); }
  void send_flush() override { m_connection.send_flush(); }
  pg::Reply receive() override { return m_connection.receive(); }
  std::size_t outstanding() const override { return m_connection.outstanding(); }
  pg::TransactionStatus transaction_status() const override { return m_connection.transaction_status(); }
  int server_version() const override { return (inspect::k_newest_known_major + 1) * 10000; }
  int backend_pid() const override { return m_connection.backend_pid(); }
  const pg::Traffic& traffic() const override { return m_connection.traffic(); }

 private:
  pg::Connection& m_connection;
};

}  // namespace

TEST_CASE("a read is one transaction, two round trips, and leaves the revisions table out") {
  Server server;
  const auto snapshot = server.read();
  CHECK(server.dialogue().front() == "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  CHECK(server.dialogue().back() == "SYNC");
  CHECK(server.sent("SYNC") == 2);
  CHECK(server.sent("COMMIT") == 1);
  CHECK(snapshot.facts.migration_role == "owner");
  CHECK(snapshot.facts.server_version_text == "18.4");
  CHECK(server.sent(inspect::unknown_columns_query()) == 0);
  CHECK(snapshot.not_covered.empty());
  CHECK(snapshot.catalog.section("schema")->size() == 2);
  CHECK(snapshot.catalog.section("table")->size() == 2);
}

TEST_CASE("a server that is newer than all that is known is asked what plumb does not know") {
  Server server;
  Newer newer(server.connection());
  const auto snapshot = inspect::read(newer, {.revisions_schema = "r", .kinds = kinds()});
  CHECK(server.sent("SYNC") == 2);
  CHECK(snapshot.not_covered == std::map<std::string, std::size_t>{{"pg_class column", 2}});
  CHECK(snapshot.catalog.section("table")->size() == 2);
}

TEST_CASE("revisions are read in the same transaction, where they may be") {
  Server server;
  CHECK(server.read("SELECT revisions").revisions);
  CHECK(server.sent("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY") == 1);
  CHECK(server.sent("COMMIT") == 1);
  Server without([](std::string_view) { return std::nullopt; }, "f");
  CHECK(!without.read("SELECT revisions").revisions);
  CHECK(without.sent("SELECT revisions") == 0);
  CHECK(without.sent("COMMIT") == 1);
}

TEST_CASE("a kind is asked for if there is something of it, and has a section with its attributes anyway") {
  constexpr std::string_view k_cast_sql = "SELECT the casts";
  constexpr std::string_view k_exists_sql = "SELECT EXISTS (SELECT FROM casts WHERE oid >= 16384)";
  const std::vector<catalog::Kinds::File> files = {
      {"cast.sql",
       "-- kind: cast\n-- identity: source target\n-- when: casts WHERE oid >= 16384\n-- missing: high\n"
       "-- unexpected: low\n-- attribute: method severity=high\nSELECT the casts"}};
  const catalog::Kinds casts(files);
  const auto read_where = [&](pg::Reply exists) {
    Server server([&](std::string_view sql) -> std::optional<pg::Reply> {
      if (sql == k_exists_sql) return std::move(exists);
      if (sql == k_cast_sql) return rows_reply({"source", "target", "method"}, {{"a", "b", "function"}});
      return std::nullopt;
    });
    const auto snapshot = inspect::read(server.connection(), {.kinds = casts});
    const catalog::Section& section = *snapshot.catalog.section("cast");
    CHECK(section.attributes() == std::vector<std::string_view>{"method"});
    CHECK(section.size() == static_cast<std::size_t>(server.sent(k_cast_sql)));
    return section.size();
  };
  CHECK(read_where(rows_reply({"exists"}, {{"t"}})) == 1);
  CHECK(read_where(rows_reply({"exists"}, {{"f"}})) == 0);
  // Where that may not be asked, everything is asked.
  CHECK(read_where(pg::error_reply("42501", "permission denied for table casts")) == 1);
}

TEST_CASE("that a snapshot cannot be exported is no error") {
  const auto is_export = [](std::string_view sql) { return sql.find("pg_export_snapshot") != std::string_view::npos; };
  inspect::ReadOptions options{.kinds = kinds()};
  Server plain;
  CHECK(inspect::read(plain.connection(), options).alone.empty());
  CHECK(std::ranges::none_of(plain.dialogue(), is_export));  // nobody wants a second session

  options.second = []() -> std::unique_ptr<pg::Connection> { throw Error("nobody should ask for one"); };
  Server forbidden([&](std::string_view sql) -> std::optional<pg::Reply> {
    if (!is_export(sql)) return std::nullopt;
    return pg::error_reply("42501", "permission denied for function pg_export_snapshot");
  });
  const auto snapshot = inspect::read(forbidden.connection(), options);
  CHECK(snapshot.alone == "permission denied for function pg_export_snapshot");
  CHECK(snapshot.catalog.section("table")->size() == 3);
  CHECK(std::ranges::count_if(forbidden.dialogue(), is_export) == 1);
  CHECK(forbidden.sent("ROLLBACK") == 1);
}

TEST_CASE("an object that went away while it was printed: read again") {
  int failures = 2;
  Server server([&](std::string_view sql) -> std::optional<pg::Reply> {
    if (sql != k_table_sql || failures == 0) return std::nullopt;
    --failures;
    return pg::error_reply("XX000", "cache lookup failed for relation 16400");
  });
  CHECK(server.read().catalog.section("table")->size() == 2);
  CHECK(server.sent(k_table_sql) == 3);
  CHECK(server.sent("ROLLBACK") == 2);

  Server hopeless([](std::string_view sql) -> std::optional<pg::Reply> {
    if (sql != k_table_sql) return std::nullopt;
    return pg::error_reply("XX000", "cache lookup failed for relation 16400");
  });
  CHECK_THROWS_AS(hopeless.read(), Error);
  CHECK(hopeless.sent(k_table_sql) == 3);
}

TEST_CASE("a kind that may not be read is left out and named") {
  Server server([](std::string_view sql) -> std::optional<pg::Reply> {
    if (sql != k_table_sql) return std::nullopt;
    return pg::error_reply("42501", "permission denied for table pg_class");
  });
  const auto snapshot = server.read();
  REQUIRE(snapshot.not_seen.size() == 1);
  CHECK(snapshot.not_seen[0].what == "table");
  CHECK(snapshot.catalog.section("table") == nullptr);
  CHECK(snapshot.catalog.section("schema")->size() == 2);
}

TEST_CASE("other errors, an interruption, and a lost connection end it") {
  const auto failing = [](pg::Reply (*make)()) {
    return Server([make](std::string_view sql) -> std::optional<pg::Reply> {
      return sql == k_schema_sql ? std::optional(make()) : std::nullopt;
    });
  };
  CHECK_THROWS_AS(failing([] { return pg::error_reply("53200", "out of memory"); }).read(), Error);
  CHECK_THROWS_AS(failing([] { return pg::lost_reply(); }).read(), Error);
  try {
    (void)failing([] { return pg::error_reply("57014", "canceling statement due to user request"); }).read();
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::interrupted);
  }
}
