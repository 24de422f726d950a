// SPDX-License-Identifier: Apache-2.0
#include "bootstrap_statement.hpp"

#include <initializer_list>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/sql/quote.hpp>

namespace plumb::workflow {
namespace {

class Writer {
 public:
  Writer(const BootstrapTables& tables, const settings::Settings& settings)
      : m_tables(tables), m_settings(settings), m_key(sql::quote_identifier_if_needed(settings.tenant.column)) {}

  BootstrapStatement write() {
    const std::string tenants = table(m_settings.tenant.table, {m_settings.tenant.column, "name", "type"});
    std::string text = fmt::format(
        "WITH tenant AS (\n"
        "  INSERT INTO {0} (name, type) SELECT $1, 'OPERATIONS' WHERE NOT EXISTS (SELECT FROM {0}){5} RETURNING {1}\n"
        "), issuer AS (\n"
        "  INSERT INTO {2} ({1}, issuer) SELECT {1}, $2 FROM tenant\n"
        "), first_user AS (\n"
        "  INSERT INTO {3} ({1}, username) SELECT {1}, $3 FROM tenant RETURNING {1}, user_id\n"
        "), external_id AS (\n"
        "  INSERT INTO {4} ({1}, user_id, issuer, external_id) SELECT {1}, user_id, $2, $4 FROM first_user\n"
        ")",
        tenants, m_key, table("tenant_issuers", {m_settings.tenant.column, "issuer"}),
        table("users", {m_settings.tenant.column, "user_id", "username"}),
        table("user_external_ids", {m_settings.tenant.column, "user_id", "issuer", "external_id"}),
        shared_roles_exist());
    const bool gives_roles = m_tables.has("user_roles");
    if (gives_roles) text += role_steps();
    text += fmt::format(
        "\nSELECT (SELECT count(*) FROM {}), u.{}, u.user_id, {}\n"
        "FROM (VALUES (1)) AS one LEFT JOIN first_user u ON true",
        tenants, m_key, gives_roles ? "(SELECT count(*) FROM given)" : "0");
    return {.text = std::move(text), .gives_roles = gives_roles};
  }

 private:
  // The qualified name. REQUIRES of the database: it has the columns.
  std::string table(const std::string& name, std::initializer_list<std::string> columns) const {
    const auto found = m_tables.columns.find(name);
    if (found == m_tables.columns.end()) {
      throw Error(fmt::format("there is no table {} in schema {}", name, m_tables.schema))
          .with_hint("apply the migrations first; other names are said in plumb.yaml");
    }
    for (const std::string& column : columns) {
      if (found->second.contains(column)) continue;
      throw Error(fmt::format("table {} has no column {}", name, column))
          .with_hint(
              "bootstrap knows the blueprint's tables, and roles as roles (role_id, name), user_roles (user_id, "
              "role_id)");
    }
    return fmt::format("{}.{}", sql::quote_identifier_if_needed(m_tables.schema),
                       sql::quote_identifier_if_needed(name));
  }

  // Whether each tenant has roles of its own.
  bool own_roles() const {
    return m_tables.has("roles") && m_tables.columns.at("roles").contains(m_settings.tenant.column);
  }

  std::string shared_roles_exist() const {
    if (!m_tables.has("user_roles") || own_roles()) return {};
    return fmt::format(" AND (SELECT count(DISTINCT name) FROM {} WHERE name IN ('ReadAll', 'WriteAll')) = 2",
                       table("roles", {"role_id", "name"}));
  }

  // Roles of the tenant are made; those that all tenants share have to be there.
  std::string role_steps() const {
    const std::string roles = table("roles", {"role_id", "name"});
    const std::string wanted =
        own_roles() ? fmt::format(
                          "INSERT INTO {} ({}, name) SELECT {}, unnest(ARRAY['ReadAll', 'WriteAll']) FROM tenant "
                          "RETURNING role_id",
                          roles, m_key, m_key)
                    : fmt::format("SELECT role_id FROM {} WHERE name IN ('ReadAll', 'WriteAll')", roles);
    return fmt::format(
        ", wanted AS (\n"
        "  {}\n"
        "), given AS (\n"
        "  INSERT INTO {} ({}, user_id, role_id) SELECT u.{}, u.user_id, r.role_id FROM first_user u, wanted r\n"
        "  RETURNING role_id\n"
        ")",
        wanted, table("user_roles", {m_settings.tenant.column, "user_id", "role_id"}), m_key, m_key);
  }

  const BootstrapTables& m_tables;
  const settings::Settings& m_settings;
  std::string m_key;
};

}  // namespace

BootstrapStatement bootstrap_statement(const BootstrapTables& tables, const settings::Settings& settings) {
  return Writer(tables, settings).write();
}

}  // namespace plumb::workflow
