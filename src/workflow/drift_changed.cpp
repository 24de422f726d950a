// SPDX-License-Identifier: Apache-2.0
#include "drift_changed.hpp"

#include <algorithm>
#include <charconv>

#include <plumb/diff/findings.hpp>
#include <plumb/pg/text_array.hpp>

#include "workflow_sql.hpp"

namespace plumb::workflow {
namespace {

using apply::Revision;
using catalog::Object;
using finding::Finding;
using state::Seen;

constexpr std::size_t k_most = 1000;  // objects that are asked for; behind these nobody reads on

std::vector<pg::Param> parameters(const diff::Differences& differences) {
  std::vector<std::string> columns[5];
  for (std::size_t i = 0; i < std::min(k_most, differences.list.size()); ++i) {
    const finding::ObjectName name = diff::object_name(differences.list[i].object());
    const std::string* parts[] = {&name.kind, &name.schema, &name.parent, &name.name, &name.signature};
    for (std::size_t part = 0; part < 5; ++part) columns[part].push_back(*parts[part]);
  }
  std::vector<pg::Param> out;
  for (const auto& column : columns) out.emplace_back(pg::text_array(column));
  return out;
}

std::int64_t number(std::string_view text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

void read_rows(const TextTable& table, std::vector<ObjectRows>& out) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto place = static_cast<std::size_t>(number(table.cell(row, 0)) - 1);
    if (place >= out.size()) continue;
    out[place].id = table.cell(row, 1);
    if (!table.is_null(row, 2)) out[place].at = TimePoint(std::chrono::microseconds(number(table.cell(row, 2))));
  }
}

// The same identity and the same attributes, or in neither.
bool same_in(const catalog::Catalog& left, const catalog::Catalog& right, const Object& named) {
  std::vector<std::string_view> identity;
  for (std::size_t part = 0; part < named.identity_size(); ++part) identity.push_back(named.identity(part));
  const auto one = left.find(named.kind().name, identity);
  const auto other = right.find(named.kind().name, identity);
  if (!one || !other) return !one && !other;
  const auto names = one->section().attributes();
  return std::ranges::all_of(names,
                             [&](std::string_view name) { return one->attribute(name) == other->attribute(name); });
}

// The revisions around a time, by when they began.
void add_revisions(finding::Changed& changed, const std::vector<Revision>& revisions) {
  const Revision* after = nullptr;
  const Revision* before = nullptr;
  for (const Revision& row : revisions) {
    if (row.executed_at <= *changed.at) {
      if (after == nullptr || row.executed_at >= after->executed_at) after = &row;
    } else if (before == nullptr || row.executed_at < before->executed_at) {
      before = &row;
    }
  }
  if (after != nullptr) changed.after = after->version;
  if (before != nullptr) changed.before = before->version;
}

// What can be said from audits alone: when this state of the object was first seen, and when it was last otherwise.
Seen seen_now(const Finding& finding, const diff::Difference& difference, const ObjectRows& rows,
              const ChangeFacts& facts) {
  Seen out{.code = finding.code,
           .object = finding.object.text(),
           .fingerprint = finding.fingerprint,
           .row = rows.id,
           .first_seen = facts.now,
           .before = std::nullopt};
  if (!facts.last) return out;
  const std::vector<Seen>& list = facts.last->audit.seen;
  const auto seen = std::ranges::find_if(list, [&](const Seen& each) { return each.object == out.object; });
  const bool known = facts.last->unchanged || facts.last->live.has_value();
  const bool same =
      facts.last->unchanged || (known && same_in(facts.last->live->catalog, facts.live, difference.object()));
  // The same to look at, but written anew since: repaired and broken again.
  const bool rewritten = seen != list.end() && !seen->row.empty() && !rows.id.empty() && seen->row != rows.id;
  if ((known && !same) || rewritten) {
    out.before = facts.last->audit.at;
  } else if (seen != list.end()) {
    out.first_seen = seen->first_seen;
    out.before = seen->before;
  }
  return out;
}

}  // namespace

std::vector<ObjectRows> changed_rows(pg::Connection& connection, const diff::Differences& differences) {
  std::vector<ObjectRows> out(differences.list.size());
  if (out.empty()) return out;
  connection.send("BEGIN READ ONLY");
  connection.send(
      "SELECT pg_catalog.set_config('search_path', 'pg_catalog', true), "
      "pg_catalog.set_config('statement_timeout', '5000', true)");
  connection.send(text::drift_changed_sql, parameters(differences));
  connection.send("COMMIT");
  connection.send_sync();
  bool failed = false;
  while (connection.outstanding() > 0) {
    const pg::Reply reply = connection.receive();
    failed = failed || reply.kind == pg::Reply::Kind::error;
    if (!failed && reply.table && reply.table->columns() == 3) read_rows(*reply.table, out);
  }
  if (failed) (void)connection.run("ROLLBACK");
  return out;
}

std::vector<Seen> note_changes(std::span<Finding> findings, const ChangeFacts& facts) {
  std::vector<Seen> out;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    out.push_back(seen_now(findings[i], facts.differences.list[i], facts.rows[i], facts));
    finding::Changed changed{.at = facts.rows[i].at, .after = {}, .before = {}, .since_audit = out.back().before};
    if (changed.at) add_revisions(changed, facts.revisions);
    if (changed.at || changed.since_audit) findings[i].changed = changed;
  }
  return out;
}

}  // namespace plumb::workflow
