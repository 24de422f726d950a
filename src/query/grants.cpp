// SPDX-License-Identifier: Apache-2.0
#include "grants.hpp"

#include <algorithm>
#include <array>
#include <limits>
namespace plumb::query {
namespace {

enum Column : std::uint8_t {
  k_kind,
  k_schema,
  k_name,
  k_column,
  k_signature,
  k_owner_column,
  k_grantee,
  k_grantor,
  k_privilege,
  k_grantable
};

std::vector<ColumnDescription> grant_columns() {
  return {{"kind", "of the object: table, column, function …"},
          {"schema", "NULL for what is in none"},
          {"name", "of the object; of a column's privilege: of its table"},
          {"column", "of a privilege on a column, or on the sequence of an identity column; else NULL"},
          {"signature", "of a function"},
          {"owner", "of the object"},
          {"grantee", "a role, or PUBLIC"},
          {"grantor", ""},
          {"privilege", "SELECT, EXECUTE, USAGE …"},
          {"grantable", "1: WITH GRANT OPTION"}};
}

constexpr std::string_view k_administrator = "{administrator}";

Cell text_or_null(std::string_view text) {
  return text.empty() ? Cell() : Cell(text);
}

// Part of another object: (schema, table, name).
bool is_part(const catalog::Kind& kind) {
  return kind.identity.size() == 3 && kind.identity[2] == "name";
}

// Kinds that have privileges, and must have been read for `grant` to be whole.
std::vector<const catalog::Kind*> kinds_with_acl(const Sources& sources) {
  const int version = sources.options.server_version;
  std::vector<const catalog::Kind*> out =
      sources.options.kinds.for_server(version == 0 ? std::numeric_limits<int>::max() : version);
  std::erase_if(out, [](const catalog::Kind* kind) {
    return !kind->attributes.contains("acl") && std::ranges::find(kind->identity, "acl") == kind->identity.end();
  });
  return out;
}

}  // namespace

GrantRelation::GrantRelation(const Sources& sources) : Relation(grant_columns()), m_sources(sources) {}

std::string_view GrantRelation::role(std::string_view text) {
  const auto known = m_roles.find(text);
  if (known != m_roles.end()) return known->second;
  return m_roles[m_texts.keep(text)] = m_texts.keep(m_sources.role(text));
}

const std::vector<GrantRelation::Entry>& GrantRelation::entries(std::string_view acl) {
  const auto known = m_entries.find(acl);
  if (known != m_entries.end()) return known->second;
  std::vector<Entry> parsed;
  for (const AclEntry& entry : parse_acl(acl)) {
    parsed.push_back({.privilege = m_texts.keep(entry.privilege),
                      .grantee = entry.grantee == k_owner ? std::string_view() : role(entry.grantee),
                      .grantor = entry.grantor == k_owner ? std::string_view() : role(entry.grantor),
                      .grantable = entry.grantable});
  }
  return m_entries[m_texts.keep(acl)] = std::move(parsed);
}

// Where an owner is told for comparing only ("{administrator}"), owned_by tells who it is.
std::optional<std::string_view> GrantRelation::owner_of(const catalog::Object& object) {
  const auto owner = object.attribute("owner");
  if (owner == k_administrator) return role(object.attribute("owned_by").value_or(k_administrator));
  if (owner) return role(*owner);
  if (const std::string_view named = object.identity("owner"); !named.empty()) return role(named);
  return owner_of_relation(object);
}

// Of what is part of a relation: a column of a table or of a view.
std::optional<std::string_view> GrantRelation::owner_of_relation(const catalog::Object& part) {
  const std::array<std::string_view, 2> identity = {part.identity("schema"), part.identity("table")};
  if (m_last_relation && m_last_relation->identity == identity) return m_last_relation->owner;
  for (const std::string_view kind : {"table", "view"}) {
    const auto found = m_sources.catalog.find(kind, identity);
    if (!found) continue;
    const auto owner = owner_of(*found);
    m_last_relation = {identity, owner};
    return owner;
  }
  return std::nullopt;
}

std::optional<Failure> GrantRelation::add(const catalog::Section& section) {
  for (std::size_t i = 0; i < section.size(); ++i) {
    const catalog::Object object = section[i];
    const auto acl = object.attribute("acl");
    const auto sequence_acl = object.attribute("identity_acl");
    const std::string_view own = acl ? *acl : object.identity("acl");
    if (own.empty() && !sequence_acl) continue;
    const auto owner = owner_of(object);
    if (!owner) return not_read(m_sources.catalog.section("view") == nullptr ? "view" : "table");
    if (!own.empty()) add(object, section.kind().name, own, *owner);
    if (sequence_acl) add(object, "sequence", *sequence_acl, *owner);
  }
  return std::nullopt;
}

void GrantRelation::add(const catalog::Object& object, std::string_view kind, std::string_view acl,
                        std::string_view owner) {
  const bool part = is_part(object.kind());
  const auto number = static_cast<std::uint32_t>(m_objects.size());
  m_objects.push_back({.kind = kind,
                       .schema = object.identity("schema"),
                       .name = part ? object.identity(1) : object.identity("name"),
                       .column = part ? object.identity(2) : std::string_view(),
                       .signature = object.identity("signature"),
                       .owner = owner});
  const std::vector<Entry>& list = entries(acl);
  for (const Entry& entry : list) m_rows.push_back({.object = number, .entry = &entry});
  Same& same = m_same.try_emplace({kind.data(), owner.data(), &list}, Same{.object = number}).first->second;
  ++same.objects;
}

std::vector<GrantRelation::Count> GrantRelation::counts() const {
  std::map<std::tuple<std::string_view, std::string_view, std::string_view, bool, bool>, std::size_t> sums;
  for (const auto& [alike, same] : m_same) {
    const Object& object = m_objects[same.object];
    for (const Entry& entry : *std::get<2>(alike)) {
      const std::string_view grantee = entry.grantee.empty() ? object.owner : entry.grantee;
      sums[{object.kind, grantee, entry.privilege, entry.grantable, grantee == object.owner}] += same.objects;
    }
  }
  std::vector<Count> out;
  for (const auto& [key, objects] : sums) {
    const auto& [kind, grantee, privilege, grantable, is_owner] = key;
    out.push_back({kind, grantee, privilege, grantable, is_owner, objects});
  }
  return out;
}

std::string_view GrantRelation::grantee(std::size_t row) const {
  const Row& found = m_rows[row];
  return found.entry->grantee.empty() ? m_objects[found.object].owner : found.entry->grantee;
}

Cell GrantRelation::cell(std::size_t row, std::size_t column) const {
  const Object& object = m_objects[m_rows[row].object];
  const Entry& entry = *m_rows[row].entry;
  switch (column) {
    case k_kind:
      return Cell(object.kind);
    case k_schema:
      return text_or_null(object.schema);
    case k_name:
      return Cell(object.name);
    case k_column:
      return text_or_null(object.column);
    case k_signature:
      return object.signature.data() == nullptr ? Cell() : Cell(object.signature);
    case k_owner_column:
      return Cell(object.owner);
    case k_grantee:
      return Cell(grantee(row));
    case k_grantor:
      return Cell(entry.grantor.empty() ? object.owner : entry.grantor);
    case k_privilege:
      return Cell(entry.privilege);
    default:
      return Cell(std::int64_t{entry.grantable});
  }
}

MadeTable make_grant(const Sources& sources) {
  auto relation = std::make_unique<GrantRelation>(sources);
  for (const catalog::Kind* kind : kinds_with_acl(sources)) {
    const auto section = sources.section(kind->name);
    if (const auto* failure = std::get_if<Failure>(&section)) return *failure;
    if (auto failure = relation->add(*std::get<const catalog::Section*>(section))) return std::move(*failure);
  }
  return relation;
}

}  // namespace plumb::query
