// SPDX-License-Identifier: Apache-2.0
#include "kind_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <plumb/base/error.hpp>

namespace plumb::catalog {
namespace {

struct Line {
  const Kinds::File& file;
  int number;
  std::string_view text;
};

[[noreturn]] void fail(const Line& line, std::string message) {
  throw Error(std::move(message))
      .with_span(
          {.file = std::string(line.file.name), .line = line.number, .column = 1, .line_text = std::string(line.text)});
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t start = text.find_first_not_of(' ');
    if (start == std::string_view::npos) return words;
    const std::size_t end = std::min(text.find(' ', start), text.size());
    words.emplace_back(text.substr(start, end - start));
    text.remove_prefix(end);
  }
}

std::string parse_severity_word(const Line& line, std::string_view word) {
  constexpr std::array<std::string_view, 5> k_severities = {"critical", "high", "medium", "low", "info"};
  if (std::ranges::find(k_severities, word) == k_severities.end())
    fail(line, fmt::format("unknown severity \"{}\"", word));
  return std::string(word);
}

Form parse_form(const Line& line, std::string_view word) {
  constexpr std::array<std::pair<std::string_view, Form>, 6> k_forms = {{{"text", Form::text},
                                                                         {"flag", Form::flag},
                                                                         {"set", Form::set},
                                                                         {"list", Form::list},
                                                                         {"expression", Form::expression},
                                                                         {"body", Form::body}}};
  const auto found = std::ranges::find(k_forms, word, [](const auto& form) { return form.first; });
  if (found == k_forms.end()) fail(line, fmt::format("unknown form \"{}\"", word));
  return found->second;
}

bool parse_yes_no(const Line& line, std::string_view word) {
  if (word != "yes" && word != "no") fail(line, fmt::format("\"{}\" is neither yes nor no", word));
  return word == "yes";
}

// attribute: roles severity=critical form=set
void parse_attribute(const Line& line, std::string_view value, Kind& kind) {
  std::vector<std::string> words = split_words(value);
  if (words.empty()) fail(line, "attribute: a name is missing");
  AttributeFacts facts{.severity = "medium"};
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i];
    const std::size_t equals = std::min(word.find('='), word.size());
    const std::string_view key = word.substr(0, equals);
    const std::string_view setting = equals == word.size() ? std::string_view() : word.substr(equals + 1);
    if (key == "severity") {
      facts.severity = parse_severity_word(line, setting);
    } else if (key == "form") {
      facts.form = parse_form(line, setting);
    } else if (key == "compared") {
      facts.compared = parse_yes_no(line, setting);
    } else {
      fail(line, fmt::format("unknown fact \"{}\" of an attribute", key));
    }
  }
  if (!kind.attributes.emplace(words[0], std::move(facts)).second) {
    fail(line, fmt::format("attribute \"{}\" is described twice", words[0]));
  }
}

int parse_version(const Line& line, std::string_view value) {
  int version = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), version);
  if (error != std::errc() || end != value.data() + value.size()) {
    fail(line, fmt::format("\"{}\" is not a server version such as 150000", value));
  }
  return version;
}

// Returns whether the word is one of the header's. Prose has colons too, but not after a single first word in lower
// case.
bool parse_entry(const Line& line, std::string_view word, std::string_view value, ParsedKind& parsed) {
  Kind& kind = *parsed.kind;
  if (word == "kind") {
    kind.name = value;
  } else if (word == "parent") {
    parsed.parent = value;
  } else if (word == "or") {
    parsed.other_parent = value;
  } else if (word == "identity") {
    kind.identity = split_words(value);
  } else if (word == "missing") {
    kind.missing = parse_severity_word(line, value);
  } else if (word == "unexpected") {
    kind.unexpected = parse_severity_word(line, value);
  } else if (word == "attribute") {
    parse_attribute(line, value, kind);
  } else if (word == "compared") {
    kind.compared = parse_yes_no(line, value);
  } else if (word == "scope") {
    kind.scope = value;
  } else if (word == "when") {
    kind.when = value;
  } else if (word == "always") {
    kind.always_asked = parse_yes_no(line, value);
  } else if (word == "second") {
    kind.second = parse_yes_no(line, value);
  } else if (word == "since") {
    kind.since = parse_version(line, value);
  } else {
    return false;
  }
  return true;
}

// Prose has colons too, but not after a first word that is all in lower case.
void parse_line(const Line& line, ParsedKind& parsed) {
  std::string_view text = line.text.substr(2);
  if (!text.starts_with(' ')) return;
  text.remove_prefix(1);
  const std::size_t colon = text.find(": ");
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  if (colon == std::string_view::npos || !std::ranges::all_of(text.substr(0, colon), is_lower)) return;
  if (!parse_entry(line, text.substr(0, colon), text.substr(colon + 2), parsed)) {
    fail(line, fmt::format("unknown word \"{}\" in the header of a kind", text.substr(0, colon)));
  }
}

void check(const Line& first, const Kind& kind) {
  if (kind.name.empty()) fail(first, "the header names no kind");
  if (kind.identity.empty()) fail(first, "the header names no identity");
  if (kind.compared && (kind.missing.empty() || kind.unexpected.empty())) {
    fail(first, "the header does not say how severe a missing and an unexpected object is");
  }
  if (kind.sql.empty()) fail(first, "there is no query after the header");
}

}  // namespace

ParsedKind parse_kind(const Kinds::File& file) {
  ParsedKind parsed{.file = std::string(file.name), .parent = {}, .other_parent = {}, .kind = std::make_unique<Kind>()};
  std::string_view rest = file.text;
  int number = 0;
  while (rest.starts_with("--")) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    parse_line({file, ++number, rest.substr(0, end)}, parsed);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  while (rest.ends_with('\n') || rest.ends_with(' ')) rest.remove_suffix(1);
  parsed.kind->sql = rest;
  check({file, 1, file.text.substr(0, file.text.find('\n'))}, *parsed.kind);
  return parsed;
}

}  // namespace plumb::catalog
