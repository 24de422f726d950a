// SPDX-License-Identifier: Apache-2.0
// Is there anything in the database yet? Asked on the first run only (atlas-migrate.md §4.3).
#pragma once

#include <string>

#include <plumb/pg/connection.hpp>

namespace plumb::apply {

// "" if the database (or, if the URL is bound to one, its schema) is clean; else why not: `found table "users" in
// schema "public"`, `found schema "aaa"`, `found 2 tables in schema "public"`. One SELECT on pg_catalog. Views,
// functions and types do not count, tables of which the role has no privilege neither: as Atlas, which asks
// information_schema.
[[nodiscard]] std::string why_not_clean(pg::Connection& connection, const std::string& bound_schema,
                                        const std::string& revisions_schema);

}  // namespace plumb::apply
