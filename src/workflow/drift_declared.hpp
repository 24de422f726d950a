// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

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
  // comment for one in the comment), else the last one that defines it. Nothing where that is not certain: the object
  // is removed later on, a function has several of its name, a name without schema stands behind a change of
  // search_path.
  [[nodiscard]] std::optional<finding::Declared> find(const finding::Finding& finding) const;

 private:
  struct Entry;
  std::vector<Entry> m_entries;
};

}  // namespace plumb::workflow
