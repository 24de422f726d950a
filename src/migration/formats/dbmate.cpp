// SPDX-License-Identifier: Apache-2.0
// `-- migrate:up`, statements, `-- migrate:down`, statements: the lines between the two marks are run.
//
// As Atlas, because the hashes of statements depend on it: a mark with options (`-- migrate:up transaction:false`) is
// none, so that such a file has no statements; a line that holds the word "down" anywhere is left out.
#include <plumb/base/go_text.hpp>

#include "../format_rules.hpp"
#include "lines.hpp"

namespace plumb::migration {
namespace {

constexpr std::string_view k_mark = "-- migrate:";

sql::ScanResult up_statements(std::string_view name, std::string_view content) {
  std::string up;
  bool in_up = false;
  while (!content.empty()) {
    const std::string_view line = take_line(content);
    if (line.starts_with(k_mark)) {
      const std::string_view word = trim_go_space(line.substr(k_mark.size()));
      if (word == "down") break;
      if (word == "up") in_up = true;
    }
    if (!in_up || line.find("-- migrate:up") != std::string_view::npos || line.find("down") != std::string_view::npos) {
      continue;
    }
    up.append(line).append("\n");
  }
  return scan_generic(name, up);
}

}  // namespace

const FormatRules k_dbmate_rules = {
    .format = Format::dbmate,
    .name = "dbmate",
    .depth = Depth::direct,
    .lists = lists_sql,
    .order = order_by_name,
    .name_parts = name_parts,
    .statements = up_statements,
};

}  // namespace plumb::migration
