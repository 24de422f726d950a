// SPDX-License-Identifier: Apache-2.0
// A rule of the tenancy contract, as its file describes it: a header of comment lines and one SELECT that returns what
// breaks it. docs/writing-rules.md tells the header; src/contract/rules/ has the rules that are built in, and a team
// may have files of its own.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/finding/finding.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::contract {

// Something that plumb.yaml may say of a rule.
struct Knob {
  std::string name;
  std::vector<std::string> values;  // where plumb.yaml says nothing
  std::string what;
};

enum class Origin { builtin, team };

struct Rule {
  std::string code;  // ON DISK – never reuse: "RLS002"
  std::string title;
  finding::Severity severity = finding::Severity::high;
  std::string object;  // kind of what it finds, where its rows have no column `kind`
  std::string why;
  std::string fix;    // a template, see fill_fix(); "": none
  std::string bad;    // SQL after which the reference blueprint breaks the rule; "": none can be given
  std::string fixed;  // SQL that heals it; "": the finding's own fix does
  std::vector<Knob> knobs;
  // Tables that it needs besides those its SQL names (an algorithm has no SQL), and roles without which it finds
  // nothing because it has nothing to look at: "tenant role", "operations role".
  std::vector<std::string> needs;
  std::vector<std::string> about;  // the facts it judges: "policy", "table.row_security"
  std::string algorithm;           // the code that finds what no SELECT can; "": the SQL does
  std::string false_positives;
  std::string reference;

  Origin origin = Origin::builtin;
  std::string file;  // for messages
  std::string text;  // the whole file: its header is a comment, so that places in it are places in the file
};

// Whether it is judged by what the live server answers, and not by the catalog alone.
[[nodiscard]] bool is_measured(const Rule& rule);

class Rules {
 public:
  struct File {
    std::string name;
    std::string text;
  };

  // Throws one Error that tells all problems, each with file and line: a header line that is none, an unknown or a
  // doubled word, a word that is missing, an unknown severity, no SQL (or SQL where there is an algorithm), a code
  // that is there already.
  static Rules parse(std::span<const File> files, Origin origin);
  // Those that are built in.
  [[nodiscard]] static const Rules& builtin();
  // Those, and those of `settings.rule_paths`: files, and all *.sql files of folders. A file that is not right is
  // broken(), so that it does not stop the others. Throws Error for a path that is not there.
  [[nodiscard]] static Rules load(const settings::Settings& settings);

  struct Broken {
    std::string file;
    std::string reason;  // with file and line
  };

  // By code.
  [[nodiscard]] const std::vector<Rule>& list() const { return m_rules; }
  [[nodiscard]] const std::vector<Broken>& broken() const { return m_broken; }
  // Null if there is none.
  [[nodiscard]] const Rule* find(std::string_view code) const;

 private:
  void add_team_rule(const File& file);

  std::vector<Rule> m_rules;
  std::vector<Broken> m_broken;
};

// Throws one Error that tells every code and every knob of plumb.yaml that no rule has, with its place. A waiver may
// also name codes of other classes (DRF…, MIG…).
void check_settings(const settings::Settings& settings, const Rules& rules);

// Fills Settings::knobs: the rules' defaults, and what plumb.yaml says instead.
[[nodiscard]] settings::Settings with_knobs(settings::Settings settings, const Rules& rules);

}  // namespace plumb::contract
