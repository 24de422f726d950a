// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <plumb/base/text_table.hpp>
#include <plumb/query/database.hpp>

namespace plumb::query {

catalog::Catalog empty_catalog(const catalog::Kinds& kinds) {
  catalog::Catalog out;
  for (const catalog::Kind* kind : kinds.for_server(std::numeric_limits<int>::max())) {
    std::vector<std::string> columns = kind->identity;
    for (const auto& [name, facts] : kind->attributes) columns.push_back(name);
    out.add(*kind, std::make_unique<OwnedTextTable>(std::move(columns)));
  }
  return out;
}

}  // namespace plumb::query
