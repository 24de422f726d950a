// SPDX-License-Identifier: Apache-2.0
// plumb.yaml as data: what the blueprint's parts are called in this database, which tables are of which class, which
// rules count how much, what is waived. Everything has a default, the blueprint's. docs/formats/plumb-yaml.md tells the
// file.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/error.hpp>
#include <plumb/finding/finding.hpp>

namespace plumb::settings {

// Where something stands in plumb.yaml, from 1; 0 for a default.
struct Place {
  int line = 0;
  int column = 0;
};

// How the tenant is told apart.
struct Tenant {
  std::string column = "tenant_id";
  std::string type = "uuid";
  std::string table = "tenants";                    // the root of all tenants
  std::string function = "erun_current_tenant_id";  // the context function; in one of `schemas`
  std::string setting = "erun.tenant_id";           // the configuration parameter that it reads
};

struct Roles {
  std::string tenant = "erun_tenant";
  std::string operations = "erun_operations";
  std::vector<std::string> logins = {"erun_api"};    // may SET ROLE to the two, inherit neither
  std::vector<std::string> owners = {"erun_owner"};  // of schemas, tables and functions; besides the migration role
};

// Patterns of names. "{table}" stands for the table's name, "{command}" for select, insert, update or delete. Of
// several patterns any one will do, but the same throughout a database: the n-th patterns of the lists are one family.
struct Names {
  std::vector<std::string> tenant_policy = {"{table}_tenant_policy", "{table}_tenant_isolation"};
  std::vector<std::string> operations_policy = {"{table}_operations_policy", "{table}_operations_access"};
  // Of policies for one command, as append-only tables have them; of no family.
  std::vector<std::string> tenant_command_policy = {"{table}_tenant_{command}"};
  std::vector<std::string> operations_command_policy = {"{table}_operations_{command}"};
  std::string timestamps_trigger = "{table}_set_timestamps";
};

struct Timestamps {
  std::string function = "erun_set_timestamps";
  std::string created = "created_at";
  std::string updated = "updated_at";
};

// A table that all tenants share on purpose.
struct GlobalTable {
  std::string table;
  std::string reason;
  Place place;
};

// The closed world. A name without a schema means that table in each of `schemas`. A relation that is in none of these
// lists is tenant-owned where it has the tenant column, else a finding.
struct Tables {
  std::vector<std::string> root = {"tenants", "tenant_issuers"};
  std::vector<std::string> append_only = {"audit_events", "usage_events"};
  std::vector<GlobalTable> global = {{"atlas_schema_revisions", "migration history", {}}};
  std::vector<std::string> tenant;  // those that must be tenant-owned, so that one that lost its column is missed
};

// What plumb.yaml says of one rule.
struct RuleSetting {
  bool off = false;
  std::optional<finding::Severity> severity;  // instead of the rule's own
  // Knobs of the rule, by name; a single value is a list of one. Which ones there are, the rule's header says.
  std::map<std::string, std::vector<std::string>> knobs;
  Place place;
};

// Not compared and not judged at all.
struct Ignored {
  std::string object;  // as finding::ObjectName::text() tells it; '*' stands for any characters
  std::string reason;
  Place place;
};

struct Waiver {
  std::string rule;
  std::string object;  // as finding::ObjectName::text() tells it
  std::string reason;
  std::string owner;                  // may be ""
  std::chrono::year_month_day until;  // the last day on which it holds
  std::string fingerprint;            // of the finding that was looked at; "" holds for any
  Place place;
};

struct Settings {
  std::vector<std::string> schemas = {"public"};
  Tenant tenant;
  Roles roles;
  Names names;
  Timestamps timestamps;
  Tables tables;
  std::map<std::string, RuleSetting> rules;  // by code
  std::vector<std::string> rule_paths;       // files and folders with a team's own rules, relative to the file's folder
  // Every knob of every rule, as "RLS007.extra_policy_roles". Filled from the rules' headers and from `rules` by
  // contract::with_knobs; rules see it in the table `setting`.
  std::map<std::string, std::vector<std::string>> knobs;
  std::vector<Ignored> ignore;
  std::vector<Waiver> waivers;
  std::optional<finding::Severity> fail_on = finding::Severity::high;  // nothing: "none"

  std::string file;  // as it was given; "" for the defaults
  std::string text;  // the whole file

  // For a message about what stands there. No line for a default.
  [[nodiscard]] SourceSpan span(Place place) const;
};

// Reads the text of a plumb.yaml. `file` is for messages. Anchors, aliases and merge keys (<<) count. What a key does
// not say keeps its default; a list replaces the default list. `tenant: {table: …}` is always a root table.
// Throws one Error that tells all problems of the file, each with file, line, column, the line and a caret: an unknown
// key (with "did you mean"), a wrong type, a key given twice, an entry given twice, an unknown version or severity, a
// pattern without {table}, a waiver without rule, object, reason or date, a date that is none, text that is no YAML,
// and a file that is too large or unfolds to too much (1 MiB, 100,000 nodes, 32 levels). A date that has passed is no
// error: see contract::apply_waivers.
[[nodiscard]] Settings parse(std::string_view text, std::string file);

// parse() of a file. Throws "open <path>: …" as well.
[[nodiscard]] Settings load(const std::string& path);

// `did you mean "name"?` for the nearest candidate, if one is at most two edits away; else "". For a hint.
[[nodiscard]] std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates);

// "{table}_tenant_policy" and "users" → "users_tenant_policy"; "{command}" in lower case. Cut to 63 bytes, as the
// server does, at a whole character.
[[nodiscard]] std::string fill_pattern(std::string_view pattern, std::string_view table, std::string_view command = {});

// Several problems as one Error to throw: one keeps its span, more become one text. REQUIRES: not empty.
[[nodiscard]] Error all_of(const std::vector<Error>& problems);

// "2027-03-31".
[[nodiscard]] std::string format_date(std::chrono::year_month_day date);
// Nothing for what is no such date.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

}  // namespace plumb::settings
