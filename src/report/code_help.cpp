// SPDX-License-Identifier: Apache-2.0
#include "code_help.hpp"

#include <algorithm>
#include <array>

namespace plumb::report {
namespace {

struct Entry {
  std::string_view code;
  std::string_view title;
  std::string_view why;
  std::string_view remedy;
};

constexpr std::string_view k_hands =
    "Somebody changed the database by hand, or a migration did what the files do not say.";
constexpr std::string_view k_repair =
    "Bring the database back with the SQL of the finding, or say in the files what it should be.";

constexpr std::array k_entries = {
    Entry{"DRF001", "An object is missing", k_hands, k_repair},
    Entry{"DRF002", "An object is there that the desired state does not have", k_hands, k_repair},
    Entry{"DRF003", "An object differs from the desired state", k_hands, k_repair},
    Entry{"MIG001", "Migrations are pending", "They are compared with nothing: what they will make is no drift.",
          "plumb migrate apply runs them."},
    Entry{"MIG002", "A migration file is not what was applied",
          "The database has what the file said then. Another database that it is applied to will differ.",
          "Bring the file back, and make the change in a new one."},
    Entry{"MIG003", "A migration that was applied is gone",
          "Nobody can say any more what it did, and no other database can be brought to the same state.",
          "Bring the file back from version control."},
    Entry{"MIG004", "A migration failed half-way", "The database has some of its statements and not the others.",
          "Repair what made it fail, and run plumb migrate apply again: it goes on where it stopped."},
    Entry{"MIG005", "atlas.sum is missing, malformed, or does not agree with the files",
          "Files were changed, or two branches were merged, and nobody looked at them as one stream.",
          "Look at the files, then declare them right with plumb migrate hash."},
    Entry{"MIG006", "An apply was still at work", "What it has done so far may look like drift.", "Ask again later."},
    Entry{"MIG007", "There is no revisions table",
          "Without it the desired state is an empty database: everything there is unexpected.",
          "Apply the migrations, or say where their table is with --revisions-schema."},
    Entry{"MIG008", "Migrations turned up behind the last revision and were never applied",
          "Two branches were merged out of order; apply refuses to go on by itself.",
          "Name them anew, or run plumb migrate apply --exec-order non-linear."},
    Entry{"MIG009", "A migration does not run on an empty server",
          "Every new database begins with this stream, so none can be made.",
          "Correct the file, if it is applied nowhere yet; else add one before it that makes what it misses."},
    Entry{"SRC001", "A source does not load", "The declared schema says nothing as long as it does not run.",
          "Correct the statement, or the order of src; plumb schema validate says more."},
    Entry{"SRC002", "The project file does not load", "Nothing is known of the project.", "Correct the file."},
    Entry{"SRC003", "plumb.yaml, or a rule, is not right",
          "The contract is not known, so nobody can say if it is kept.", "Correct the file."},
    Entry{"COV001", "Something could not be read", "What was not seen was not judged.",
          "Give the role the right to read it."},
    Entry{"COV002", "PostgreSQL of the wanted major version is not installed",
          "Both sides must be printed by the same major version.", "plumb dev install installs it."},
    Entry{"COV003", "A kind of object was not read on both sides in the same way",
          "What was not compared was not judged.", ""},
    Entry{"COV004", "The server keeps something that plumb does not know", "What is kept there was not looked at.",
          "A newer plumb may know it."},
    Entry{"COV005", "What to compare with is of another major version",
          "It prints the same thing otherwise, and knows other things.", "Compare with one of the same."},
    Entry{"COV006", "A step of plumb check was not run", "What was not looked at was not judged.",
          "The step says what it needs."},
    Entry{"COV010", "A rule could not run", "It is not known whether it is kept.", "The finding says what it needs."},
    Entry{"WVR001", "A waiver has lapsed", "A waiver is for a while; what it covered counts again.",
          "Repair what it covered, or extend it in plumb.yaml."},
    Entry{"WVR002", "A waiver does not fit any more", "What was accepted was the object as it then was.",
          "Look again, and waive it again if it is still right."},
    Entry{"WVR003", "A waiver covers nothing", "A waiver that is not needed any more hides the next breach.",
          "Take it out of plumb.yaml."},
};

}  // namespace

CodeHelp code_help(std::string_view code, const contract::Rules* rules) {
  if (const contract::Rule* rule = rules == nullptr ? nullptr : rules->find(code)) {
    return {.title = rule->title,
            .why = rule->why,
            .remedy = rule->fix,
            .is_sql = true,
            .false_positives = rule->false_positives};
  }
  const auto* const entry = std::ranges::find(k_entries, code, &Entry::code);
  if (entry == k_entries.end()) return {.title = std::string(code)};
  return {.title = std::string(entry->title), .why = std::string(entry->why), .remedy = std::string(entry->remedy)};
}

}  // namespace plumb::report
