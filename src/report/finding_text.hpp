// SPDX-License-Identifier: Apache-2.0
// The findings of a report for people, by object.
#pragma once

#include <string>
#include <vector>

#include <plumb/finding/finding.hpp>
#include <plumb/report/page.hpp>

namespace plumb::report {

// Each object, or several that have the same findings, under its name, with an empty line behind it; "" without
// findings. REQUIRES: sorted by sort_findings(), printable().
[[nodiscard]] std::string findings_text(const std::vector<finding::Finding>& findings, const Page& page);

// "schema/users.sql:4:38", without the column where there is none.
[[nodiscard]] std::string place_text(const finding::Declared& declared);

// "changed 2026-11-24 02:30:07 UTC, after migration 20261006143000", "changed since the audit of …"; "" if not known.
[[nodiscard]] std::string changed_text(const finding::Changed& changed);

}  // namespace plumb::report
