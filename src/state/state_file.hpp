// SPDX-License-Identifier: Apache-2.0
// The state file as a file: whose it is, whether it may be used, and how a damaged one is set aside.
#pragma once

#include <memory>
#include <string>

#include <plumb/state/store.hpp>

#include "database.hpp"

namespace plumb::state {

// ON DISK – what SQLite's application_id says of a file of plumb's: "plmb".
inline constexpr int k_application_id = 0x706C6D62;

// What came of opening it.
struct OpenedFile {
  std::unique_ptr<Database> database;  // null: it is not used
  std::string trouble;                 // why not, where somebody should know
  std::string excuse;                  // why not, where nobody needs to
  bool out_of_the_way = false;         // a damaged file was set aside: a new one can be made
};

// What came of setting a file aside, for people.
struct SetAside {
  bool done = false;
  std::string text;
};

// Makes folder (0700) and file (0600) where they are not there, and the tables. What is there must belong to this user,
// and nobody else may write to it.
[[nodiscard]] OpenedFile open_state_file(const std::string& path, Store::Place place);

// Renames a damaged file, with what SQLite keeps beside it. REQUIRES: no Database of this process has it open.
[[nodiscard]] SetAside set_aside(const std::string& path, Store::Place place);

}  // namespace plumb::state
