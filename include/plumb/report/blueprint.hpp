// SPDX-License-Identifier: Apache-2.0
// What `plumb blueprint` says to people: what it is about to write, and what it did.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/finding/finding.hpp>
#include <plumb/scaffold/module.hpp>

namespace plumb::report {

// The wish as it was understood, and the files that it comes to. All end in a line feed.
[[nodiscard]] std::string module_plan_text(const scaffold::ModuleWish& wish, std::string_view folder,
                                           const std::vector<scaffold::File>& files,
                                           const std::vector<std::string>& replaced);

// "orders, order_events (append-only, of orders)"; "none".
[[nodiscard]] std::string tables_text(const std::vector<scaffold::TableWish>& tables);

// The same of one table. `kept`: files that are there already, as they should be.
[[nodiscard]] std::string table_plan_text(const scaffold::TableWish& table, const std::vector<std::string>& created,
                                          const std::vector<std::string>& changed,
                                          const std::vector<std::string>& kept);

struct ProofText {
  std::string obstacle;
  std::string server;
  std::size_t sources = 0;
  std::size_t statements = 0;
  std::size_t objects = 0;
  std::size_t rules = 0;
  const std::vector<std::string>& rules_not_run;
  const std::vector<finding::Finding>& findings;
};
[[nodiscard]] std::string proof_text(const ProofText& proof);

}  // namespace plumb::report
