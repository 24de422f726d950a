// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/hcl/csv.hpp>
#include <plumb/project/environment.hpp>

namespace plumb::project {

// Only the first record of a flag counts: a value with a line feed ends there, unless it is quoted.
std::vector<std::pair<std::string, std::string>> parse_vars(const std::vector<std::string>& flags) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string& flag : flags) {
    auto read = hcl::CsvReader(flag).next();
    if (const auto* error = std::get_if<hcl::CsvError>(&read)) throw Error(error->text());
    const auto& record = std::get<std::optional<hcl::CsvRecord>>(read);
    if (!record) throw Error("EOF");
    for (const std::string& field : *record) {
      const std::size_t sign = field.find('=');
      if (sign == std::string::npos)
        throw Error(fmt::format("variables must be format as key=value, got: {}", go_quote(field)));
      out.emplace_back(field.substr(0, sign), field.substr(sign + 1));
    }
  }
  return out;
}

}  // namespace plumb::project
