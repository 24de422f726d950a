// SPDX-License-Identifier: Apache-2.0
// default_grant: what ALTER DEFAULT PRIVILEGES has changed, taken apart.
#include "acl.hpp"
#include "derived.hpp"
#include "made_relation.hpp"

namespace plumb::query {
namespace {

class DefaultGrants {
 public:
  explicit DefaultGrants(const Sources& sources)
      : m_sources(sources),
        m_relation(std::make_unique<MadeRelation>(std::vector<ColumnDescription>{
            {"schema", "NULL: whatever the schema"},
            {"role", "whose objects get it"},
            {"type", "TABLES, SEQUENCES, FUNCTIONS, TYPES …"},
            {"grantee", "a role, or PUBLIC"},
            {"privilege", ""},
            {"grantable", "1: WITH GRANT OPTION"},
            {"revoked", "1: taken away from what the server gives of its own accord"}})) {}

  void add(const catalog::Section& section, std::string_view attribute) {
    for (std::size_t i = 0; i < section.size(); ++i) {
      const catalog::Object object = section[i];
      const auto acl = object.attribute(attribute);
      if (!acl) continue;
      for (const AclEntry& entry : parse_acl(*acl)) add(object, entry, attribute == "revoked");
    }
  }

  [[nodiscard]] std::unique_ptr<Relation> take() { return std::move(m_relation); }

 private:
  void add(const catalog::Object& object, const AclEntry& entry, bool revoked) {
    const std::string_view schema = object.identity("schema");
    const std::string role = m_sources.role(object.identity("role"));
    m_relation->add(schema.empty() ? Cell() : Cell(schema));
    m_relation->add(role);
    m_relation->add(object.identity("type"));
    m_relation->add(entry.grantee == k_owner ? role : m_sources.role(entry.grantee));
    m_relation->add(entry.privilege);
    m_relation->add(Cell(std::int64_t{entry.grantable}));
    m_relation->add(Cell(std::int64_t{revoked}));
  }

  const Sources& m_sources;
  std::unique_ptr<MadeRelation> m_relation;
};

}  // namespace

MadeTable make_default_grant(const Sources& sources) {
  DefaultGrants grants(sources);
  for (const std::string_view kind : {"default_privilege", "schema_default_privilege"}) {
    const auto section = sources.section(kind);
    if (const auto* failure = std::get_if<Failure>(&section)) return *failure;
    grants.add(*std::get<const catalog::Section*>(section), "granted");
    grants.add(*std::get<const catalog::Section*>(section), "revoked");
  }
  return grants.take();
}

}  // namespace plumb::query
