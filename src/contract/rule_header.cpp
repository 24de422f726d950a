// SPDX-License-Identifier: Apache-2.0
#include "rule_header.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace plumb::contract {
namespace {

struct Line {
  int number = 0;
  std::string_view text;
};

// "-- why: because" and the lines that go on with it ("--   of that"), joined by line feeds.
struct Entry {
  Line line;
  std::string_view word;
  std::string value;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r") - start + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) out.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// Prose may be broken anywhere; SQL keeps its lines, and how far they are moved in.
std::string prose(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!out.empty()) out += ' ';
    out += trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

class HeaderReader {
 public:
  HeaderReader(const Rules::File& file, Origin origin, std::vector<Error>& problems)
      : m_file(file), m_problems(problems) {
    m_rule.origin = origin;
    m_rule.file = file.name;
    m_rule.text = file.text;
  }

  Rule read() {
    read_lines();
    for (const Entry& entry : m_entries) take(entry);
    check();
    return std::move(m_rule);
  }

 private:
  void problem(const Line& line, std::string message, std::string hint = "") {
    SourceSpan span{.file = m_file.name, .line = line.number, .column = 1, .line_text = std::string(line.text)};
    Error error = Error(std::move(message)).with_span(std::move(span));
    if (!hint.empty()) error = std::move(error).with_hint(std::move(hint));
    m_problems.push_back(std::move(error));
  }

  void read_lines() {
    std::string_view rest = m_file.text;
    for (int number = 1; !rest.empty(); ++number) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const Line line{number, rest.substr(0, end)};
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!line.text.starts_with("--")) {
        // The header ends with the first line that is no comment.
        m_has_sql = !trimmed(line.text).empty() || !trimmed(rest).empty();
        return;
      }
      read_line(line);
    }
  }

  void read_line(const Line& line) {
    const std::string_view text = line.text.substr(2);
    if (text.find("SPDX-License-Identifier:") != std::string_view::npos) return;
    if (text.starts_with("   ") && !m_entries.empty()) {
      m_entries.back().value += "\n" + std::string(text.substr(3, text.find_last_not_of(" \t\r") - 2));
      return;
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
      problem(line, "not a line of a rule's header",
              "it is \"-- word: text\"; a line that goes on with one before it starts with \"--\" and three blanks");
      return;
    }
    m_entries.push_back({line, trimmed(text.substr(0, colon)), std::string(trimmed(text.substr(colon + 1)))});
  }

  void take_once(const Entry& entry, std::string& out, std::string value) {
    if (!out.empty()) problem(entry.line, fmt::format("\"{}\" is given twice", entry.word));
    if (value.empty()) problem(entry.line, fmt::format("\"{}\" is empty", entry.word));
    out = std::move(value);
  }

  void take_list(const Entry& entry, std::vector<std::string>& out) {
    if (!out.empty()) problem(entry.line, fmt::format("\"{}\" is given twice", entry.word));
    out = split(prose(entry.value), ',');
    if (out.empty()) problem(entry.line, fmt::format("\"{}\" is empty", entry.word));
  }

  void take_severity(const Entry& entry) {
    take_once(entry, m_severity, entry.value);
    const auto severity = finding::parse_severity(entry.value);
    if (severity) {
      m_rule.severity = *severity;
    } else {
      problem(entry.line, fmt::format("unknown severity \"{}\"", entry.value),
              settings::did_you_mean(entry.value, {"critical", "high", "medium", "low", "info"}));
    }
  }

  // extra_policy_roles = reporting, retention: roles that a policy may name besides
  void take_knob(const Entry& entry) {
    const std::string text = prose(entry.value);
    const std::size_t colon = text.find(':');
    const std::string_view left = std::string_view(text).substr(0, colon);
    const std::size_t equals = std::min(left.find('='), left.size());
    Knob knob{.name = std::string(trimmed(left.substr(0, equals))), .values = {}, .what = {}};
    if (equals < left.size()) knob.values = split(left.substr(equals + 1), ',');
    if (colon != std::string::npos) knob.what = trimmed(std::string_view(text).substr(colon + 1));
    if (knob.name.empty() || knob.what.empty()) {
      problem(entry.line, "a knob has a name and says what it does", "write \"-- knob: name = default: what it does\"");
    }
    m_rule.knobs.push_back(std::move(knob));
  }

  void take(const Entry& entry) {
    struct Word {
      std::string_view name;
      std::string Rule::*member;
      bool is_sql;
    };
    static constexpr Word k_words[] = {{"rule", &Rule::code, false},
                                       {"title", &Rule::title, false},
                                       {"object", &Rule::object, false},
                                       {"why", &Rule::why, false},
                                       {"fix", &Rule::fix, true},
                                       {"bad", &Rule::bad, true},
                                       {"fixed", &Rule::fixed, true},
                                       {"algorithm", &Rule::algorithm, false},
                                       {"false positives", &Rule::false_positives, false},
                                       {"reference", &Rule::reference, false}};
    for (const Word& word : k_words) {
      if (word.name != entry.word) continue;
      take_once(entry, m_rule.*word.member, word.is_sql ? entry.value : prose(entry.value));
      return;
    }
    if (entry.word == "severity") return take_severity(entry);
    if (entry.word == "knob") return take_knob(entry);
    if (entry.word == "needs") return take_list(entry, m_rule.needs);
    if (entry.word == "about") return take_list(entry, m_rule.about);
    std::vector<std::string_view> known = {"severity", "knob", "needs", "about"};
    for (const Word& word : k_words) known.push_back(word.name);
    problem(entry.line, fmt::format("unknown word \"{}\" in a rule's header", entry.word),
            settings::did_you_mean(entry.word, known));
  }

  void require(std::string_view word, const std::string& value) {
    if (value.empty()) problem({1, first_line()}, fmt::format("the rule has no \"{}\"", word));
  }

  std::string_view first_line() const {
    return std::string_view(m_file.text).substr(0, std::min(m_file.text.find('\n'), m_file.text.size()));
  }

  void check() {
    require("rule", m_rule.code);
    require("title", m_rule.title);
    require("severity", m_severity);
    require("object", m_rule.object);
    require("why", m_rule.why);
    const bool is_code = std::all_of(m_rule.code.begin(), m_rule.code.end(),
                                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    if (!is_code) problem({1, first_line()}, fmt::format("\"{}\" is no code: letters, then digits", m_rule.code));
    if (m_rule.algorithm.empty() && !m_has_sql) problem({1, first_line()}, "the rule has no SELECT");
    if (!m_rule.algorithm.empty() && m_has_sql) {
      problem({1, first_line()}, "a rule has an algorithm or a SELECT, not both");
    }
    if (!m_rule.algorithm.empty() && m_rule.origin == Origin::team) {
      problem({1, first_line()}, "an algorithm is part of plumb: a rule of your own is a SELECT");
    }
  }

  const Rules::File& m_file;
  std::vector<Error>& m_problems;
  std::vector<Entry> m_entries;
  std::string m_severity;
  bool m_has_sql = false;
  Rule m_rule;
};

}  // namespace

Rule parse_rule(const Rules::File& file, Origin origin, std::vector<Error>& problems) {
  return HeaderReader(file, origin, problems).read();
}

}  // namespace plumb::contract
