// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/bootstrap.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/pg/sqlstate.hpp>
#include <plumb/pg/text_array.hpp>
#include <plumb/sql/quote.hpp>

#include "bootstrap_statement.hpp"
#include "migrate_session.hpp"
#include "workflow_sql.hpp"

namespace plumb::workflow {
namespace {

void check_text(std::string_view flag, const std::string& text) {
  const bool odd = std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (text.empty() || odd || text.front() == ' ' || text.back() == ' ') {
    throw Error(fmt::format("--{} is {}", flag,
                            text.empty() ? "missing"
                                         : "no name: it has spaces around it or control "
                                           "characters in it"),
                ErrorCode::usage)
        .with_hint("plumb bootstrap --issuer https://login.example.com --subject 42 --username ada");
  }
}

void check_options(const BootstrapOptions& options) {
  check_text("issuer", options.issuer);
  check_text("subject", options.subject);
  check_text("username", options.username);
  check_text("tenant", options.tenant);
  const bool is_url = options.issuer.starts_with("https://") || options.issuer.starts_with("http://");
  if (!is_url || options.issuer.find(' ') != std::string::npos ||
      options.issuer.find("//") + 2 == options.issuer.size()) {
    throw Error(fmt::format("--issuer \"{}\" is no URL", options.issuer), ErrorCode::usage)
        .with_hint("it is compared with the `iss` of tokens to the byte: https://login.example.com");
  }
  if (options.url.empty()) {
    throw Error("no database to bootstrap", ErrorCode::usage).with_hint("say --url or --env");
  }
}

BootstrapTables read_tables(pg::Connection& connection, const settings::Settings& settings) {
  const std::vector<std::string> names = {settings.tenant.table, "tenant_issuers", "users",
                                          "user_external_ids",   "roles",          "user_roles"};
  const pg::Param params[] = {pg::text_array(settings.schemas), pg::text_array(names)};
  connection.send(text::bootstrap_columns_sql, params);
  connection.send_sync();
  const pg::Reply reply = connection.receive();
  (void)connection.receive();
  if (!reply.ok()) throw pg::to_error(reply.error, text::bootstrap_columns_sql);
  BootstrapTables out{.schema = settings.schemas.empty() ? "public" : settings.schemas.front(), .columns = {}};
  if (reply.table->rows() > 0) out.schema = reply.table->cell(0, 0);
  for (std::size_t row = 0; row < reply.table->rows(); ++row) {
    if (reply.table->cell(row, 0) != out.schema) continue;
    out.columns[std::string(reply.table->cell(row, 1))].emplace(reply.table->cell(row, 2));
  }
  return out;
}

// What a transaction came to: an answer, or the first error.
struct Attempt {
  std::unique_ptr<TextTable> row;
  pg::ServerError error;
};

Attempt attempt(pg::Connection& connection, const std::string& role, const std::string& statement,
                const std::vector<pg::Param>& params) {
  connection.send("BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE");
  connection.send("SET LOCAL ROLE " + sql::quote_identifier(role));
  connection.send(statement, params);
  connection.send("COMMIT");
  connection.send_sync();
  Attempt out;
  bool failed = false;
  while (connection.outstanding() > 0) {
    pg::Reply reply = connection.receive();
    if (reply.kind == pg::Reply::Kind::error && !failed) {
      failed = true;
      out.error = std::move(reply.error);
    }
    if (reply.kind == pg::Reply::Kind::rows) out.row = std::move(reply.table);
  }
  if (failed) out.row.reset();
  if (failed && !out.error.connection_lost) (void)connection.run("ROLLBACK");
  return out;
}

// Another call was in the way: the next look at the tenants tells more.
bool was_overtaken(const pg::ServerError& error) {
  constexpr std::array k_states = {pg::sqlstate::k_serialization_failure, pg::sqlstate::k_deadlock_detected,
                                   pg::sqlstate::k_unique_violation};
  return std::ranges::find(k_states, error.sqlstate) != k_states.end();
}

[[noreturn]] void fail(const pg::ServerError& error, const settings::Settings& settings) {
  const std::string& role = settings.roles.operations;
  Error out = pg::to_error(error, "");
  if (error.connection_lost) {
    throw std::move(out).with_hint("run it again: if the first tenant was made, it says so and changes nothing");
  }
  out.prefix("nothing was changed: ");
  if (error.sqlstate == pg::sqlstate::k_insufficient_privilege ||
      error.sqlstate == pg::sqlstate::k_invalid_parameter_value) {
    throw std::move(out).with_hint(
        fmt::format("it is done as {0}: connect as a role that may take it up (GRANT {0} TO "
                    "<login> WITH INHERIT FALSE, SET TRUE)",
                    sql::quote_identifier_if_needed(role)));
  }
  throw out;
}

[[noreturn]] void refuse(std::string_view tenants, bool overtaken) {
  if (tenants == "0") {
    throw Error("the table roles has no ReadAll and WriteAll to give; nothing was changed")
        .with_hint("all tenants share its roles: add the two first");
  }
  const std::string who = tenants == "1" ? "there is a tenant" : fmt::format("there are {} tenants", tenants);
  throw Error(fmt::format("{} already{}; nothing was changed", who, overtaken ? ": another call was faster" : ""))
      .with_hint("only the first identity bootstraps a system; further ones are added by operations");
}

}  // namespace

BootstrapResult bootstrap(const BootstrapOptions& options, const Runtime& runtime) {
  constexpr int k_tries = 20;
  check_options(options);
  const auto connection = pg::connect(pg::Target::parse(options.url), {}, runtime.stop);
  const TrafficSum traffic(runtime, *connection);
  const BootstrapStatement statement =
      bootstrap_statement(read_tables(*connection, options.settings), options.settings);
  const std::vector<pg::Param> params = {options.tenant, options.issuer, options.username, options.subject};
  for (int tries = 1;; ++tries) {
    const Attempt done = attempt(*connection, options.settings.roles.operations, statement.text, params);
    if (!done.row) {
      if (runtime.stop.requested()) throw Error("interrupted; nothing was changed", ErrorCode::interrupted);
      if (tries < k_tries && was_overtaken(done.error)) continue;
      fail(done.error, options.settings);
    }
    if (done.row->is_null(0, 1)) refuse(done.row->cell(0, 0), tries > 1);
    BootstrapResult result{
        .tenant_id = std::string(done.row->cell(0, 1)), .user_id = std::string(done.row->cell(0, 2)), .roles = {}};
    if (statement.gives_roles) result.roles = {"ReadAll", "WriteAll"};
    return result;
  }
}

}  // namespace plumb::workflow
