// SPDX-License-Identifier: Apache-2.0
// Every column of every table in pg_catalog that plumb knows (PostgreSQL 14 to 18), and for each that no kind reads,
// why not. The data is src/inspect/known_columns.txt; tests/integration/drift/completeness_test.cpp holds it against
// the servers. What a newer server has besides is reported as not known, rather than passed over in silence.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::inspect {

constexpr int k_newest_known_major = 18;

struct KnownColumn {
  std::string_view name;    // "pg_class.relpages"
  int since = 0;            // major versions that have it
  int until = 0;            // 0: the newest that is known still has it
  std::string_view reason;  // why no kind reads it; "": one does

  [[nodiscard]] bool is_in(int major) const { return since <= major && (until == 0 || major <= until); }
};

// By table in byte order. Lives as long as the program.
[[nodiscard]] std::span<const KnownColumn> known_columns();

// The lines of such a file: "pg_class.relpages 14- statistics", "pg_x.y 14-16". '#' begins a comment. Throws Error with
// the line for another form.
[[nodiscard]] std::vector<KnownColumn> parse_known_columns(std::string_view text);

// How many columns of each table of the server's pg_catalog are not in its parameter $1, a text[] ("pg_class column",
// 2).
[[nodiscard]] std::string_view unknown_columns_query();
// All names as that parameter.
[[nodiscard]] std::string names_as_array(std::span<const KnownColumn> columns);

}  // namespace plumb::inspect
