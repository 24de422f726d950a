// SPDX-License-Identifier: Apache-2.0
// Makes one change to the reference blueprint on a real server, asks who notices, and takes it back.
#pragma once

#include <string>
#include <vector>

#include "../contract/reference_database.hpp"
#include "generator.hpp"

namespace plumb::test {

struct Trial {
  std::string refused;                // what the server said instead of doing it; "": it did
  bool changed = false;               // pg_catalog is another one; see digest.sql
  bool drift = false;                 // diff::compare sees it
  std::vector<std::string> rules;     // of the contract that find something: "RLS012 critical"
  std::vector<std::string> breaches;  // ways into rows of another tenant; see probe.sql
};

class MutationTrials {
 public:
  // The reference blueprint with two tenants; where it breaks a rule, or tenants are not apart, everything after it
  // would be in doubt: throws Error then.
  MutationTrials();

  [[nodiscard]] const catalog::Catalog& base() const { return m_base.catalog; }
  [[nodiscard]] Trial run(const Mutation& mutation);

 private:
  [[nodiscard]] std::vector<std::string> breaches();
  [[nodiscard]] std::string digest();

  ReferenceDatabase m_database;
  inspect::Snapshot m_base;
  std::string m_digest;
};

// What came of many.
struct Score {
  std::size_t tried = 0;
  std::size_t happened = 0;
  std::size_t unchanged = 0;      // the server did something, and the database is as it was: a grant of what is granted
  std::size_t of_the_server = 0;  // changes of the migration role itself, which are never compared
  std::size_t drift = 0;
  std::size_t rules = 0;
  std::size_t breaches = 0;
  std::size_t breaches_by_rule = 0;
  std::vector<std::string> missed;

  // Comes back with what is new in `missed`: a change that drift does not see, one that it sees though nothing changed,
  // a breach that no rule finds.
  std::vector<std::string> add(const Mutation& mutation, const Trial& trial);
  [[nodiscard]] std::string text() const;
};

}  // namespace plumb::test
