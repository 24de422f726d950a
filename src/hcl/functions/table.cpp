// SPDX-License-Identifier: Apache-2.0
#include "table.hpp"

#include <plumb/hcl/functions.hpp>

namespace plumb::hcl {

std::optional<Function> standard_function(std::string_view name) {
  for (const auto group : {collection_functions, conversion_functions, csv_functions, date_functions, format_functions,
                           json_functions, mapping_functions, number_functions, regex_functions, sequence_functions,
                           set_functions, string_functions, url_functions, yaml_functions}) {
    for (const FunctionEntry& entry : group()) {
      if (entry.name == name) return Function{entry.parameters, entry.rest, entry.call, entry.special};
    }
  }
  return std::nullopt;
}

}  // namespace plumb::hcl
