// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/drift_fix.hpp>

#include <algorithm>
#include <array>

namespace plumb::report {
namespace {

using finding::Finding;

// A kind comes after what its objects are made of; those not named here come last.
constexpr std::array<std::string_view, 28> k_order = {"role",
                                                      "tablespace",
                                                      "schema",
                                                      "extension",
                                                      "language",
                                                      "collation",
                                                      "enum",
                                                      "base_type",
                                                      "domain",
                                                      "range_type",
                                                      "composite_type",
                                                      "domain_constraint",
                                                      "foreign_data_wrapper",
                                                      "foreign_server",
                                                      "user_mapping",
                                                      "sequence",
                                                      "function",
                                                      "aggregate",
                                                      "operator",
                                                      "operator_family",
                                                      "operator_class",
                                                      "table",
                                                      "column",
                                                      "constraint",
                                                      "index",
                                                      "statistics",
                                                      "view",
                                                      "publication"};
constexpr std::string_view k_foreign_key = " FOREIGN KEY (";

struct Place {
  bool dropped;
  std::ptrdiff_t rank;
  bool refers;

  [[nodiscard]] auto operator<=>(const Place&) const = default;
};

Place place_of(const Finding& finding) {
  const auto rank = std::find(k_order.begin(), k_order.end(), finding.object.kind) - k_order.begin();
  const bool dropped = finding.code == "DRF002";
  const bool refers = finding.fix.find(k_foreign_key) != std::string::npos;  // to a key that may have to be made first
  return {.dropped = dropped, .rank = dropped ? -rank : rank, .refers = refers};
}

}  // namespace

std::string drift_fix(const finding::DriftReport& report) {
  std::vector<const Finding*> fixable;
  for (const Finding& finding : report.findings) {
    if (!finding.fix.empty()) fixable.push_back(&finding);
  }
  std::stable_sort(fixable.begin(), fixable.end(),
                   [](const Finding* left, const Finding* right) { return place_of(*left) < place_of(*right); });
  std::string out;
  for (const Finding* finding : fixable) out += finding->fix + "\n";
  return out;
}

}  // namespace plumb::report
