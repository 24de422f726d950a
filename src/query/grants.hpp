// SPDX-License-Identifier: Apache-2.0
// The ACLs of a Catalog, taken apart. 10,000 tables have 160,000 rows, so a row is a few numbers; what is read of it is
// found where it stands.
#pragma once

#include <array>
#include <map>
#include <tuple>
#include <unordered_map>

#include "acl.hpp"
#include "derived.hpp"
#include "made_relation.hpp"

namespace plumb::query {

class GrantRelation final : public Relation {
 public:
  // REQUIRES: the catalog of `sources` lives longer.
  explicit GrantRelation(const Sources& sources);

  // All privileges on the objects of a kind. Nothing, or the kind that holds their owners and was not read.
  [[nodiscard]] std::optional<Failure> add(const catalog::Section& section);

  [[nodiscard]] std::size_t rows() const override { return m_rows.size(); }
  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const override;
  [[nodiscard]] std::string_view grantee(std::size_t row) const;

  // What is the same for many objects, and how many of them have it.
  struct Count {
    std::string_view kind;
    std::string_view grantee;
    std::string_view privilege;
    bool grantable = false;
    bool is_owner = false;
    std::size_t objects = 0;
  };
  // By kind, grantee and privilege. Cheap: objects with the same ACL are counted at once.
  [[nodiscard]] std::vector<Count> counts() const;

 private:
  // An entry of an ACL, whose text many objects share.
  struct Entry {
    std::string_view privilege;
    std::string_view grantee;  // "" stands for the object's owner
    std::string_view grantor;  // the same
    bool grantable = false;
  };
  struct Object {
    std::string_view kind;
    std::string_view schema;
    std::string_view name;
    std::string_view column;     // "" if it is none
    std::string_view signature;  // "" if it has none
    std::string_view owner;
  };
  struct Row {
    std::uint32_t object = 0;
    const Entry* entry = nullptr;
  };
  // Objects that are alike: kind, owner and entries of the ACL. The texts of the first two are the same where they are.
  using Alike = std::tuple<const char*, const char*, const std::vector<Entry>*>;
  struct Same {
    std::uint32_t object = 0;  // the first of them
    std::size_t objects = 0;
  };

  [[nodiscard]] const std::vector<Entry>& entries(std::string_view acl);
  void add(const catalog::Object& object, std::string_view kind, std::string_view acl, std::string_view owner);
  [[nodiscard]] std::optional<std::string_view> owner_of(const catalog::Object& object);
  [[nodiscard]] std::optional<std::string_view> owner_of_relation(const catalog::Object& part);
  [[nodiscard]] std::string_view role(std::string_view text);

  // The owner of the table or view whose columns are added, which come one after the other.
  struct OwnedRelation {
    std::array<std::string_view, 2> identity;
    std::optional<std::string_view> owner;
  };

  const Sources m_sources;
  std::optional<OwnedRelation> m_last_relation;
  TextPool m_texts;
  std::unordered_map<std::string_view, std::vector<Entry>> m_entries;  // by the ACL's text
  std::unordered_map<std::string_view, std::string_view> m_roles;      // as written → as shown
  std::vector<Object> m_objects;
  std::vector<Row> m_rows;
  std::map<Alike, Same> m_same;
};

}  // namespace plumb::query
