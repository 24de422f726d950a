// SPDX-License-Identifier: Apache-2.0
// Which class a table is of, as plumb.yaml and the tenant column say.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <plumb/settings/settings.hpp>

namespace plumb::query {

enum class TableClass { tenant, root, append_only, global, unclassified };

[[nodiscard]] std::string_view to_text(TableClass table_class);

class TableClasses {
 public:
  explicit TableClasses(const settings::Settings& settings);

  struct Entry {
    TableClass table_class = TableClass::unclassified;
    std::string_view reason;  // of a global table
  };
  // A list of plumb.yaml decides, then the column. Names there are "table" or "schema.table".
  [[nodiscard]] Entry of(std::string_view schema, std::string_view table, bool has_tenant_column) const;

 private:
  std::map<std::string, Entry, std::less<>> m_listed;
};

}  // namespace plumb::query
