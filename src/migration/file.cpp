// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <plumb/migration/directory.hpp>

#include "format_rules.hpp"

namespace plumb::migration {

bool File::is_checkpoint() const {
  return std::any_of(directives.begin(), directives.end(),
                     [](const FileDirective& d) { return d.name == "checkpoint"; });
}

std::vector<std::string> File::directive(std::string_view wanted) const {
  std::vector<std::string> arguments;
  for (const FileDirective& d : directives) {
    if (d.name == wanted) arguments.push_back(d.argument);
  }
  return arguments;
}

sql::ScanResult File::statements() const {
  return rules_of(format).statements(name, content);
}

}  // namespace plumb::migration
