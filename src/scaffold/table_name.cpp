// SPDX-License-Identifier: Apache-2.0
#include <plumb/scaffold/table_name.hpp>

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include <plumb/base/sha256.hpp>

namespace plumb::scaffold {
namespace {

constexpr std::array<std::string_view, 4> k_bootstrap = {"tenants", "tenant_issuers", "users", "user_external_ids"};

struct Irregular {
  std::string_view singular;
  std::string_view plural;
};
// Words that the rules below get wrong, or that end like words of the other number.
constexpr std::array<Irregular, 31> k_irregular = {{
    {"person", "people"},   {"child", "children"},      {"man", "men"},
    {"woman", "women"},     {"foot", "feet"},           {"datum", "data"},
    {"medium", "media"},    {"index", "indices"},       {"criterion", "criteria"},
    {"axis", "axes"},       {"analysis", "analyses"},   {"basis", "bases"},
    {"crisis", "crises"},   {"synthesis", "syntheses"}, {"series", "series"},
    {"species", "species"}, {"news", "news"},           {"alias", "aliases"},
    {"atlas", "atlases"},   {"canvas", "canvases"},     {"bias", "biases"},
    {"gas", "gases"},       {"lens", "lenses"},         {"bus", "buses"},
    {"quiz", "quizzes"},    {"cache", "caches"},        {"movie", "movies"},
    {"cookie", "cookies"},  {"hero", "heroes"},         {"tie", "ties"},
    {"shelf", "shelves"},
}};

// The last word of a snake_case name, and what is before it.
struct Parts {
  std::string_view before;
  std::string_view last;
};

Parts split(std::string_view name) {
  const std::size_t underscore = name.rfind('_');
  const std::size_t start = underscore == std::string_view::npos ? 0 : underscore + 1;
  return {.before = name.substr(0, start), .last = name.substr(start)};
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return word.ends_with(ending); });
}

bool is_plural(std::string_view word) {
  if (std::ranges::find(k_irregular, word, &Irregular::plural) != k_irregular.end()) return true;
  if (std::ranges::find(k_irregular, word, &Irregular::singular) != k_irregular.end()) return false;
  return word.ends_with('s') && !ends_with_any(word, {"ss", "us", "is"});
}

bool is_vowel(char c) {
  return std::string_view("aeiou").find(c) != std::string_view::npos;
}

// "InvoiceLine", "invoice-line" and "invoice line" → "invoice_line".
std::string to_snake_case(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (std::isupper(c) != 0) {
      const bool after_small = i > 0 && std::islower(static_cast<unsigned char>(name[i - 1])) != 0;
      if (after_small && !out.ends_with('_')) out += '_';
      out += static_cast<char>(std::tolower(c));
    } else if (std::islower(c) != 0 || std::isdigit(c) != 0) {
      out += static_cast<char>(c);
    } else if (!out.empty() && !out.ends_with('_')) {
      out += '_';
    }
  }
  while (out.ends_with('_')) out.pop_back();
  const std::size_t first = out.find_first_of("abcdefghijklmnopqrstuvwxyz");
  return first == std::string::npos ? std::string() : out.substr(first);
}

bool is_snake_case(std::string_view name) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' && std::ranges::all_of(name, allowed) &&
         name.find("__") == std::string_view::npos && name.back() != '_';
}

std::string cut(std::string_view name, std::size_t most) {
  return std::string(name.substr(0, most));
}

}  // namespace

std::string singular(std::string_view plural) {
  const auto [before, word] = split(plural);
  for (const Irregular& each : k_irregular) {
    if (each.plural == word) return fmt::format("{}{}", before, each.singular);
  }
  std::string_view stem = word;
  std::string_view ending;
  if (word.size() > 3 && word.ends_with("ies")) {
    stem.remove_suffix(3);
    ending = "y";
  } else if (ends_with_any(word, {"sses", "xes", "ches", "shes", "zzes", "uses"}) && word != "uses" &&
             !ends_with_any(word, {"auses", "ouses", "buses"})) {
    stem.remove_suffix(2);
  } else if (word.size() > 1 && is_plural(word)) {
    stem.remove_suffix(1);
  }
  return fmt::format("{}{}{}", before, stem, ending);
}

std::string plural(std::string_view singular) {
  const auto [before, word] = split(singular);
  for (const Irregular& each : k_irregular) {
    if (each.singular == word) return fmt::format("{}{}", before, each.plural);
  }
  if (word.size() > 1 && word.ends_with('y') && !is_vowel(word[word.size() - 2])) {
    return fmt::format("{}{}ies", before, word.substr(0, word.size() - 1));
  }
  const bool hissing = ends_with_any(word, {"s", "x", "z", "ch", "sh"});
  return fmt::format("{}{}{}", before, word, hissing ? "es" : "s");
}

std::optional<NameProblem> check_table_name(std::string_view name) {
  const auto problem = [](std::string what, std::string proposal) {
    return NameProblem{.what = std::move(what), .proposal = std::move(proposal)};
  };
  if (!is_snake_case(name)) {
    std::string proposal = to_snake_case(name);
    if (!proposal.empty() && !is_plural(split(proposal).last)) proposal = plural(proposal);
    return problem("is not snake_case (small letters, digits and single underscores, a letter first)",
                   cut(proposal, k_longest_identifier));
  }
  if (name.size() > k_longest_identifier) {
    return problem(fmt::format("has {} bytes; an identifier has {} at most", name.size(), k_longest_identifier), "");
  }
  if (name == "atlas_schema_revisions") {
    NameProblem reserved = problem("is reserved: what was applied is recorded there", "");
    reserved.reserved = true;
    return reserved;
  }
  if (std::ranges::find(k_bootstrap, name) != k_bootstrap.end()) {
    NameProblem reserved = problem("is reserved: every module has that table already", "");
    reserved.reserved = true;
    return reserved;
  }
  if (!is_plural(split(name).last)) return problem("is singular; tables are called after many", plural(name));
  return std::nullopt;
}

std::string object_name(std::string_view table, std::string_view suffix) {
  const std::size_t room = k_longest_identifier - std::min(suffix.size(), k_longest_identifier);
  return cut(table, room) + std::string(suffix);
}

std::string fill_pattern(std::string_view pattern, std::string_view table) {
  constexpr std::string_view k_table = "{table}";
  const std::size_t at = pattern.find(k_table);
  if (at == std::string_view::npos) return cut(pattern, k_longest_identifier);
  const std::size_t rest = std::min(pattern.size() - k_table.size(), k_longest_identifier);
  return fmt::format("{}{}{}", pattern.substr(0, at), cut(table, k_longest_identifier - rest),
                     pattern.substr(at + k_table.size()));
}

std::string index_name(std::string_view table, std::string_view columns) {
  constexpr std::size_t k_hash = 8;
  constexpr std::string_view k_end = "_idx";
  std::string name = fmt::format("{}_{}{}", table, columns, k_end);
  if (name.size() <= k_longest_identifier) return name;
  Sha256 hash;
  hash.update(name);
  const std::size_t room = k_longest_identifier - k_end.size() - k_hash - 1;
  return fmt::format("{}_{}{}", cut(name, room), hash.hex().substr(0, k_hash), k_end);
}

std::string key_name(std::string_view table) {
  return object_name(singular(table), "_id");
}

}  // namespace plumb::scaffold
