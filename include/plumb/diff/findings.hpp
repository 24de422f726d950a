// SPDX-License-Identifier: Apache-2.0
// Differences as findings: DRF001 missing, DRF002 unexpected, DRF003 changed. One finding an object; how severe it is
// stands in the header of the kind's file, for a changed object the worst of its attributes.
#pragma once

#include <string>
#include <vector>

#include <plumb/catalog/catalog.hpp>
#include <plumb/diff/difference.hpp>
#include <plumb/diff/repair.hpp>
#include <plumb/finding/drift_report.hpp>

namespace plumb::diff {

[[nodiscard]] finding::ObjectName object_name(const catalog::Object& object);

// In the order of the differences. `expected` and `actual` hold "attribute = value" lines; `attributes` the same as
// data, values as the catalog has them (a set as a JSON array). The fingerprint is made of the object that is there
// (the missing one's own, else). What a fix says is told in repair.hpp.
[[nodiscard]] std::vector<finding::Finding> findings(const Differences& differences, const FindingOptions& options);

// The steps of all of them, in the order in which they can be run, under the fingerprints of their findings.
[[nodiscard]] std::vector<finding::FixStep> fix_steps(const Differences& differences, const FindingOptions& options);

// The steps of one difference as text, separated by line feeds; "" for none.
[[nodiscard]] std::string fix(const Difference& difference, const FindingOptions& options);

}  // namespace plumb::diff
