# SPDX-License-Identifier: Apache-2.0
# The reference blueprint: schema/ is what the database should be, migrations/default is how it gets there.

variable "url" {
  type    = string
  default = getenv("DATABASE_URL")
}

env "default" {
  # In this order: a file comes after what it needs. The context function is needed by the defaults of the tables.
  src = [
    "file://schema/roles.sql",
    "file://schema/rls/context.sql",
    "file://schema/tables/tenants.sql",
    "file://schema/tables/tenant_issuers.sql",
    "file://schema/tables/users.sql",
    "file://schema/tables/user_external_ids.sql",
    "file://schema/tables/projects.sql",
    "file://schema/tables/tasks.sql",
    "file://schema/tables/project_members.sql",
    "file://schema/tables/audit_events.sql",
    "file://schema/tables/usage_events.sql",
    "file://schema/indexes/tenants.sql",
    "file://schema/indexes/tenant_issuers.sql",
    "file://schema/indexes/users.sql",
    "file://schema/indexes/user_external_ids.sql",
    "file://schema/indexes/projects.sql",
    "file://schema/indexes/tasks.sql",
    "file://schema/indexes/project_members.sql",
    "file://schema/indexes/audit_events.sql",
    "file://schema/indexes/usage_events.sql",
    "file://schema/triggers/erun_set_timestamps.sql",
    "file://schema/triggers/tenants_set_timestamps.sql",
    "file://schema/triggers/tenant_issuers_set_timestamps.sql",
    "file://schema/triggers/users_set_timestamps.sql",
    "file://schema/triggers/user_external_ids_set_timestamps.sql",
    "file://schema/triggers/projects_set_timestamps.sql",
    "file://schema/triggers/tasks_set_timestamps.sql",
    "file://schema/triggers/project_members_set_timestamps.sql",
    "file://schema/rls/tenants.sql",
    "file://schema/rls/tenant_issuers.sql",
    "file://schema/rls/lookups.sql",
    "file://schema/rls/users.sql",
    "file://schema/rls/user_external_ids.sql",
    "file://schema/rls/projects.sql",
    "file://schema/rls/tasks.sql",
    "file://schema/rls/project_members.sql",
    "file://schema/rls/audit_events.sql",
    "file://schema/rls/usage_events.sql",
    "file://schema/fks/tasks_assignee.sql",
  ]
  url = var.url
  dev = "docker://postgres/18/dev?search_path=public"
  migration {
    dir = "file://migrations/default"
  }
}
