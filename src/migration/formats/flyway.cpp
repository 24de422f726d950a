// SPDX-License-Identifier: Apache-2.0
// V<version>__<description>.sql, B… for a baseline, R__<description>.sql for what is repeated, in any depth; U… (undo)
// is not looked at. Which files count, and in which order, is Atlas's, oddities included: atlas.sum is a chain over
// exactly this list.
#include <algorithm>
#include <cstdint>

#include "../format_rules.hpp"

namespace plumb::migration {
namespace {

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool lists_versioned(std::string_view name) {
  return lists_sql(name) && (name.front() == 'V' || name.front() == 'B' || name.front() == 'R');
}

// "v3/V3_1__x.sql" → "3_1"; a repeatable file has none.
std::string_view version_of(std::string_view path) {
  std::string_view name = base_name(path);
  if (name.starts_with('R')) return "";
  name = name.substr(1, name.size() - 1 - std::string_view(".sql").size());
  return name.substr(0, name.find("__"));
}

// Version numbers part by part; what is no number is 0.
std::vector<std::uint64_t> version_numbers(std::string_view version) {
  std::vector<std::uint64_t> numbers;
  for (;;) {
    const std::size_t end = version.find_first_of("._");
    const std::string_view part = version.substr(0, end);
    std::uint64_t number = 0;
    const bool digits =
        !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    for (std::size_t i = 0; digits && i < part.size(); ++i)
      number = number * 10 + static_cast<std::uint64_t>(part[i] - '0');
    numbers.push_back(number);
    if (end == std::string_view::npos) return numbers;
    version.remove_prefix(end + 1);
  }
}

bool version_less(const std::string& a, const std::string& b) {
  return version_numbers(version_of(a)) < version_numbers(version_of(b));
}

void order_versioned(std::vector<std::string>& paths) {
  std::string baseline;
  std::vector<std::string> versioned;
  std::vector<std::string> repeatable;
  for (std::string& path : paths) {
    switch (base_name(path).front()) {
      case 'B':
        // Versions compare as text here: baseline 10 is older than baseline 2.
        if (!baseline.empty() && version_of(path) < version_of(baseline)) break;
        baseline = std::move(path);
        // Meant to drop what the baseline covers, but paths are compared, not versions.
        std::erase_if(versioned, [&](const std::string& v) { return v <= baseline; });
        break;
      case 'V':
        if (baseline.empty() || version_of(baseline) < version_of(path)) versioned.push_back(std::move(path));
        break;
      default:
        repeatable.push_back(std::move(path));
    }
  }
  std::stable_sort(versioned.begin(), versioned.end(), version_less);
  paths.clear();
  if (!baseline.empty()) paths.push_back(std::move(baseline));
  std::move(versioned.begin(), versioned.end(), std::back_inserter(paths));
  std::move(repeatable.begin(), repeatable.end(), std::back_inserter(paths));  // all have version "": as they came
}

void versioned_name_parts(std::string_view path, std::string& version, std::string& description) {
  version = version_of(path);
  if (path.ends_with(".sql")) path.remove_suffix(4);
  const std::size_t bars = path.find("__");
  description = bars == std::string_view::npos ? "" : path.substr(bars + 2);
}

}  // namespace

const FormatRules k_flyway_rules = {
    .format = Format::flyway,
    .name = "flyway",
    .depth = Depth::recursive,
    .lists = lists_versioned,
    .order = order_versioned,
    .name_parts = versioned_name_parts,
    .statements = scan_generic,
};

}  // namespace plumb::migration
