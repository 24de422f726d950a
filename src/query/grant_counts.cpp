// SPDX-License-Identifier: Apache-2.0
// grant_count: what stands in `grant`, without its hundreds of thousands of rows.
#include "grants.hpp"

namespace plumb::query {

MadeTable make_grant_count(const Sources& sources) {
  auto grants = sources.table("grant");
  if (auto* failure = std::get_if<Failure>(&grants)) return std::move(*failure);
  const auto& relation = dynamic_cast<const GrantRelation&>(*std::get<const Relation*>(grants));
  auto out = std::make_unique<MadeRelation>(std::vector<ColumnDescription>{{"kind", "of the objects"},
                                                                           {"grantee", "a role, or PUBLIC"},
                                                                           {"privilege", ""},
                                                                           {"grantable", "1: WITH GRANT OPTION"},
                                                                           {"is_owner", "1: the grantee owns them"},
                                                                           {"objects", "how many"}});
  for (const GrantRelation::Count& count : relation.counts()) {
    out->add(count.kind);
    out->add(count.grantee);
    out->add(count.privilege);
    out->add(Cell(std::int64_t{count.grantable}));
    out->add(Cell(std::int64_t{count.is_owner}));
    out->add(Cell(static_cast<std::int64_t>(count.objects)));
  }
  return out;
}

}  // namespace plumb::query
