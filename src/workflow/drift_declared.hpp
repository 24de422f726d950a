// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <plumb/contract/rule.hpp>
#include <plumb/desired/script.hpp>
#include <plumb/finding/finding.hpp>

namespace plumb::workflow {

// Where objects were declared, found by the words of the scripts' statements. Pure.
class Declarations {
 public:
  // `search_path`: of the URL; names without a schema are looked for in its first schema, or in public.
  // REQUIRES: the scripts live as long as this.
  Declarations(const std::vector<desired::Script>& scripts, const std::string& search_path);
  ~Declarations();
  Declarations(const Declarations&) = delete;
  Declarations& operator=(const Declarations&) = delete;

  // The last statement that says of the object what the finding is about (its grants for a difference in grants, its
  // comment for one in the comment), else the last one that defines it. `about`: the facts that the rule of a breach
  // judges, as "table.row_security". Nothing where that is not certain: the object is removed later on, a function has
  // several of its name, a name without schema stands behind a change of search_path.
  [[nodiscard]] std::optional<finding::Declared> find(const finding::Finding& finding,
                                                      const std::vector<std::string>& about = {}) const;

 private:
  struct Entry;
  // Of all entries that may be about something of that name, in order.
  [[nodiscard]] std::vector<std::size_t> places_of(const std::string& name) const;

  std::vector<Entry> m_entries;
  // Their places by name, in order; "" for GRANT … ON ALL TABLES, which is about every one.
  std::map<std::string, std::vector<std::size_t>, std::less<>> m_places;
};

// Places what is about objects, differences and breaches alike; what has a place keeps it. `rules`: those that the
// breaches are of; null where there are none.
void place_findings(std::vector<finding::Finding>& findings, const std::vector<desired::Script>& scripts,
                    const std::string& search_path, const contract::Rules* rules);

}  // namespace plumb::workflow
