// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/error.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/scaffold/module.hpp>

#include <algorithm>
#include <support/catch.hpp>

#include <fmt/format.h>

using namespace plumb;
using namespace plumb::scaffold;

namespace {

const TimePoint k_now{std::chrono::sys_days{std::chrono::year(2026) / 11 / 24}};

std::string text_of(const std::vector<File>& files, std::string_view path) {
  const auto found = std::ranges::find(files, path, &File::path);
  REQUIRE(found != files.end());
  return found->text;
}

}  // namespace

TEST_CASE("a plain table") {
  TableWish wish{.name = "orders", .columns = {"number bigint NOT NULL", "\"order\" text"}};
  const auto files = table_files(wish, Names());
  REQUIRE(files.size() == 4);
  CHECK(text_of(files, "schema/tables/orders.sql") == R"(CREATE TABLE orders (
  order_id uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  number bigint NOT NULL,
  "order" text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (tenant_id, order_id)
);
)");
  CHECK(text_of(files, "schema/indexes/orders.sql") ==
        "CREATE INDEX orders_tenant_id_created_at_idx ON orders (tenant_id, created_at);\n");
  CHECK(text_of(files, "schema/triggers/orders_set_timestamps.sql") ==
        "CREATE TRIGGER orders_set_timestamps BEFORE INSERT OR UPDATE ON orders\n"
        "  FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();\n");
  const std::string rls = text_of(files, "schema/rls/orders.sql");
  CHECK(rls.find("ALTER TABLE orders FORCE ROW LEVEL SECURITY;") != std::string::npos);
  CHECK(rls.find("GRANT INSERT (tenant_id, number, \"order\", created_at, updated_at) ON orders TO erun_tenant;") !=
        std::string::npos);
  CHECK(rls.find("projects") == std::string::npos);
}

TEST_CASE("an append-only child") {
  const TableWish wish{.name = "order_events", .append_only = true, .columns = {}, .parent = "orders"};
  const auto files = table_files(wish, Names());
  REQUIRE(files.size() == 3);
  const std::string table = text_of(files, "schema/tables/order_events.sql");
  CHECK(table.find("  order_id uuid NOT NULL,\n") != std::string::npos);
  CHECK(table.find("FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, order_id)\n);") !=
        std::string::npos);
  CHECK(table.find("updated_at") == std::string::npos);
  CHECK(table.find("actor_id") == std::string::npos);
  CHECK(text_of(files, "schema/indexes/order_events.sql") ==
        "CREATE INDEX order_events_tenant_id_created_at_idx ON order_events (tenant_id, created_at);\n"
        "CREATE INDEX order_events_tenant_id_order_id_idx ON order_events (tenant_id, order_id);\n");
  CHECK(text_of(files, "schema/rls/order_events.sql").find("order_events_tenant_insert") != std::string::npos);
}

TEST_CASE("indexes of long tables have different names") {
  const std::string stem(61, 'x');
  std::vector<std::string> names;
  for (const char* end : {"as", "bs"}) {
    const std::string table = stem + end;
    const std::string text =
        text_of(table_files({.name = table, .parent = "users"}, Names()), "schema/indexes/" + table + ".sql");
    for (std::size_t at = text.find("INDEX "); at != std::string::npos; at = text.find("INDEX ", at + 1)) {
      names.push_back(text.substr(at + 6, text.find(' ', at + 6) - at - 6));
      CHECK(names.back().size() == 63);
      CHECK(names.back().ends_with("_idx"));
    }
  }
  std::ranges::sort(names);
  CHECK(names.size() == 4);
  CHECK(std::ranges::adjacent_find(names) == names.end());
}

TEST_CASE("names that need quotes or cutting") {
  std::string longest(63, 'x');
  longest.back() = 's';
  const std::string rls =
      text_of(table_files({.name = longest}, production_names()), fmt::format("schema/rls/{}.sql", longest));
  CHECK(rls.find(fmt::format("CREATE POLICY {:x<46}_tenant_isolation ON {}", "", longest)) != std::string::npos);
  const std::string table = text_of(table_files({.name = "references"}, Names()), "schema/tables/references.sql");
  CHECK(table.starts_with("CREATE TABLE \"references\" (\n  reference_id uuid"));
}

TEST_CASE("a table of a module with names of its own") {
  settings::Settings settings;
  settings.roles.tenant = "acme_tenant";
  settings.tenant = {.column = "customer_id", .table = "customers", .function = "current_customer"};
  settings.timestamps.updated = "changed_at";
  settings.names.tenant_policy = {"{table}_a", "rls_{table}_b"};
  CHECK(family_of("CREATE POLICY rls_users_b ON users; CREATE POLICY rls_notes_b ON notes", settings) == 1);
  const Names names = names_of(settings, 1);
  const auto files = table_files({.name = "orders", .columns = {"note text"}, .parent = "users"}, names);
  const std::string table = text_of(files, "schema/tables/orders.sql");
  CHECK(table.find("  customer_id uuid NOT NULL DEFAULT current_customer() REFERENCES customers (customer_id),\n") !=
        std::string::npos);
  CHECK(table.find("FOREIGN KEY (customer_id, user_id) REFERENCES users (customer_id, user_id)") != std::string::npos);
  const std::string rls = text_of(files, "schema/rls/orders.sql");
  CHECK(rls.find("CREATE POLICY rls_orders_b ON orders TO acme_tenant\n  USING (customer_id = current_customer())") !=
        std::string::npos);
  CHECK(rls.find("GRANT INSERT (customer_id, user_id, note, created_at, changed_at) ON orders TO acme_tenant;") !=
        std::string::npos);
  for (const File& file : files) CHECK(file.text.find("(tenant_id") == std::string::npos);
}

TEST_CASE("a module lists its sources in order, and its migration has their statements") {
  const ModuleWish wish{.name = "shop-db",
                        .tables = {{.name = "order_lines", .parent = "orders"}, {.name = "orders"}},
                        .names = production_names()};
  CHECK(problems(wish).empty());
  const auto files = module_files(wish, k_now);
  const std::string project = text_of(files, "atlas.hcl");
  CHECK(project.starts_with("# shop-db: "));
  CHECK(project.find("projects") == std::string::npos);
  CHECK(project.find("schema/tables/orders.sql") < project.find("schema/tables/order_lines.sql"));
  CHECK(project.find("schema/tables/order_lines.sql") < project.find("schema/indexes/users.sql"));
  const std::string migration = text_of(files, "migrations/default/20261124000000_initial.sql");
  CHECK(migration.find("CREATE TABLE order_lines (") != std::string::npos);
  CHECK(migration.find("users_tenant_isolation") != std::string::npos);
  CHECK(migration.find("_tenant_policy") == std::string::npos);
  CHECK(migration.find("SPDX") == std::string::npos);
  const auto sum = migration::Directory::from_files({{"20261124000000_initial.sql", migration}}).computed_sum();
  CHECK(text_of(files, "migrations/default/atlas.sum") == sum);
  for (const File& file : files) {
    CAPTURE(file.path);
    CHECK(file.text.find("{{") == std::string::npos);
    CHECK(file.text.find("audit_events") == std::string::npos);
  }
}

TEST_CASE("wishes that cannot be fulfilled") {
  const auto told = [](const ModuleWish& wish, const std::vector<std::string>& existing = {}) {
    std::vector<std::string> out;
    for (const Problem& problem : problems(wish, existing)) out.push_back(problem.what + ": " + problem.remedy);
    return out;
  };
  using Texts = std::vector<std::string>;
  CHECK(
      told({.name = "a/b", .tables = {{.name = "order"}, {.name = "users"}, {.name = "items", .parent = "orders"}}}) ==
      Texts{"\"a/b\" cannot be the name of a module: use letters, digits, hyphens, dots and underscores, as in acme-db",
            "table \"order\" is singular; tables are called after many: call it orders",
            "table \"users\" is reserved: every module has that table already: call it something else",
            "table \"items\": its parent \"orders\" is not among the tables: name orders as a table, too"});
  CHECK(
      told({.name = "a", .tables = {{.name = "items"}, {.name = "items"}, {.name = "nodes", .parent = "nodes"}}}) ==
      Texts{
          "table \"items\" is named twice: name it once",
          "table \"nodes\" cannot be its own parent: add the column and its foreign key to the table's file by hand"});
  CHECK(
      told({.name = "a",
            .tables = {{.name = "persons", .parent = "people"},
                       {.name = "people"},
                       {.name = "items", .columns = {"user_id uuid"}, .parent = "users"}}}) ==
      Texts{"table \"persons\" and its parent \"people\" would both have the key person_id: call one of them something "
            "else",
            "table \"items\": the column user_id is made for its parent \"users\": leave the column out"});
  CHECK(told({.name = "a", .tables = {{.name = "as", .parent = "bs"}, {.name = "bs", .parent = "as"}}}) ==
        Texts{"table \"as\" is an ancestor of itself: leave out one of the parents"});
  CHECK(told({.name = "a", .tables = {}, .major = 17}) ==
        Texts{"PostgreSQL 17 has no uuidv7(), which makes the keys; that needs 18: take a newer server: there is no "
              "substitute"});
  CHECK(told({.name = "a", .tables = {{.name = "orders"}}}, {"orders"}) ==
        Texts{"the module has a table \"orders\" already: call the new one something else"});
  CHECK(told({.name = "a", .tables = {{.name = "lines", .parent = "orders"}}}, {"orders"}).empty());
  CHECK(problems({.name = "a", .tables = {{.name = "order"}}}).front().proposal == "orders");
}

TEST_CASE("a table that is called otherwise") {
  std::vector<TableWish> tables = parse_tables("order:append-only, lines:parent=order,");
  REQUIRE(tables.size() == 2);
  rename_wish(tables, "order", "orders");
  CHECK(tables[0].name == "orders");
  CHECK(tables[1].parent == "orders");
  CHECK(parse_tables("  ").empty());
}

TEST_CASE("tables and columns as they are written on a command line") {
  const TableWish table = parse_table("order_events:append-only:parent=orders");
  CHECK(table.name == "order_events");
  CHECK(table.append_only);
  CHECK(table.parent == "orders");
  CHECK_THROWS_AS(parse_table("orders:appendonly"), Error);
  CHECK_THROWS_AS(parse_table(":append-only"), Error);

  std::vector<TableWish> tables = {{.name = "orders"}};
  add_column(tables, "orders.price numeric(12, 2) NOT NULL CHECK (price > 0)");
  add_column(tables, "orders.note text DEFAULT 'a; b, c'");
  CHECK(tables[0].columns.size() == 2);
  for (const char* text :
       {"price int", "items.price int", "orders.price", "orders.a int, b int", "orders.a int; DROP",
        "orders.a int -- x", "orders.a int)", "orders.tenant_id uuid", "orders.id uuid", "orders.order_id uuid",
        "orders.price int", "orders.a text DEFAULT 'x", "orders.a int\nb", "orders.\"Price\" int UNIQUE",
        "orders.a int PRIMARY KEY", "orders.a uuid REFERENCES users", "orders.a bigserial", "orders.PRICE int"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(add_column(tables, text), Error);
  }
}
