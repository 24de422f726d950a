// SPDX-License-Identifier: Apache-2.0
// Equations that hold for every input: of the scanner, of atlas.sum, of directories and of pending files.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <plumb/apply/pending.hpp>
#include <plumb/apply/status.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/sql/scanner.hpp>

#include <support/catch.hpp>

#include "random_source.hpp"
#include "reference_scanner.hpp"

using laws::RandomSource;
using plumb::sql::scan;
using plumb::sql::ScanOptions;
using plumb::sql::ScanResult;

namespace {

constexpr std::array<std::string_view, 40> k_pieces = {"SELECT ",
                                                       "a",
                                                       "b",
                                                       " ",
                                                       " ",
                                                       "\n",
                                                       "\n\n",
                                                       "\r\n",
                                                       "\t",
                                                       ";",
                                                       ";",
                                                       ";\n",
                                                       "(",
                                                       ")",
                                                       "'",
                                                       "''",
                                                       "\"",
                                                       "`",
                                                       "$$",
                                                       "$x$",
                                                       "$1",
                                                       "-- c\n",
                                                       "-- it's\n",
                                                       "--",
                                                       "/* c; */",
                                                       "/*",
                                                       "*/",
                                                       "BEGIN ",
                                                       "BEGIN ",
                                                       "begin\n",
                                                       " BEGIN ATOMIC ",
                                                       "END;",
                                                       "END;",
                                                       "END ;\n",
                                                       "END",
                                                       "end if;",
                                                       "x.",
                                                       "E'\\'",
                                                       "\xC3\xA9",
                                                       "CASE "};

std::vector<std::string> texts(const ScanResult& result) {
  std::vector<std::string> out;
  for (const auto& statement : result.statements) out.push_back(statement.text);
  return out;
}

// What may stand between statements: white space, and comments that are ended.
bool is_space_and_comments(std::string_view gap) {
  while (!gap.empty()) {
    if (std::string_view(" \t\n\v\f\r").find(gap.front()) != std::string_view::npos) {
      gap.remove_prefix(1);
    } else if (gap.starts_with("--") && gap.find('\n') != std::string_view::npos) {
      gap.remove_prefix(gap.find('\n') + 1);
    } else if (gap.starts_with("/*") && gap.find("*/", 2) != std::string_view::npos) {
      gap.remove_prefix(gap.find("*/", 2) + 2);
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("law: every byte of a file is in a statement, or is white space or a comment between two") {
  RandomSource random("no byte lost");
  INFO(random.seed());
  for (int i = 0; i < 20'000; ++i) {
    const std::string input = random.soup(k_pieces, 25);
    CAPTURE(input);
    const ScanResult result = scan(input, random.one_in(2) ? ScanOptions::postgres() : ScanOptions::generic());
    std::size_t at = 0;
    for (const auto& statement : result.statements) {
      REQUIRE(statement.position >= at);
      const std::string gap = input.substr(at, statement.position - at);
      REQUIRE(is_space_and_comments(gap));
      std::size_t comment_at = 0;
      for (const std::string& comment : statement.comments) {
        comment_at = gap.find(comment, comment_at);
        REQUIRE(comment_at != std::string::npos);
        comment_at += comment.size();
      }
      REQUIRE(input.substr(statement.position, statement.text.size()) == statement.text);
      at = statement.position + statement.text.size();
    }
    if (result.ok()) REQUIRE(is_space_and_comments(input.substr(at)));
  }
}

TEST_CASE("law: with a delimiter of one's own, every byte is in a statement, a delimiter, or between two") {
  RandomSource random("no byte lost with a delimiter");
  INFO(random.seed());
  const std::array<std::string_view, 4> delimiters = {"//", "\n\n", "-- end", "|"};
  for (int i = 0; i < 20'000; ++i) {
    const std::string delimiter(random.pick(std::span<const std::string_view>(delimiters)));
    std::string rest;
    for (int n = 0; n < 4; ++n) rest += random.soup(k_pieces, 6) + (random.one_in(3) ? "" : delimiter);
    const std::string written = delimiter == "\n\n" ? "\\n\\n" : delimiter;
    const std::string input = "-- atlas:delimiter " + written + "\n" + rest;
    CAPTURE(input);
    const ScanResult result = scan(input);
    std::size_t at = 0;
    const auto take_gap = [&](std::string_view gap) {
      // Behind a statement: white space that was trimmed, its delimiter, then as always.
      const std::size_t end = gap.find(delimiter);
      const bool delimited = at > 0 && end != std::string_view::npos && is_space_and_comments(gap.substr(0, end));
      return is_space_and_comments(gap) || (delimited && is_space_and_comments(gap.substr(end + delimiter.size())));
    };
    for (const auto& statement : result.statements) {
      if (statement.text.empty()) continue;  // a delimiter alone
      if (std::any_of(result.statements.begin(), result.statements.end(), [](const auto& s) { return s.text.empty(); }))
        break;
      REQUIRE(statement.position >= at);
      REQUIRE(take_gap(std::string_view(rest).substr(at, statement.position - at)));
      REQUIRE(rest.substr(statement.position, statement.text.size()) == statement.text);
      at = statement.position + statement.text.size();
    }
  }
}

TEST_CASE("law: blocks end where trying each BEGIN would find their end") {
  RandomSource random("blocks");
  INFO(random.seed());
  // No E-strings, no DELIMITER: what the reference knows.
  constexpr std::array<std::string_view, 24> k_block_pieces = {"BEGIN ", "BEGIN ", "BEGIN\n",  "begin ATOMIC ",
                                                               "END;",   "END;",   "END;",     "END ;",
                                                               "END",    "end;",   "endless;", "a",
                                                               ";",      ";",      " ",        "\n",
                                                               "(",      ")",      "'",        "/*c*/",
                                                               "-- c\n", "$$",     "x.",       "b "};
  for (int i = 0; i < 60'000; ++i) {
    const std::string input = random.soup(k_block_pieces, 14);
    const bool blocks = !random.one_in(4);
    CAPTURE(input, blocks);
    const laws::ReferenceScan expected = laws::reference_scan(input, blocks);
    const ScanResult found = scan(input, {.begin_end_blocks = blocks, .escape_strings = false});
    REQUIRE(texts(found) == expected.statements);
    REQUIRE(found.ok() == !expected.failed);
  }
}

TEST_CASE("law: a file that Atlas cuts without escaped quotes is cut the same with E-strings understood") {
  RandomSource random("escapes");
  INFO(random.seed());
  for (int i = 0; i < 20'000; ++i) {
    const std::string input = random.soup(k_pieces, 25);
    if (input.find('\\') != std::string::npos) continue;
    CAPTURE(input);
    REQUIRE(scan(input, {.begin_end_blocks = true, .escape_strings = true}).statements == scan(input).statements);
  }
}

TEST_CASE("law: two files one after the other have the statements of both") {
  RandomSource random("concatenation");
  INFO(random.seed());
  int tried = 0;
  for (int i = 0; i < 20'000; ++i) {
    // `a` holds whole statements: nothing is open at its end. Blocks are left out, for they may reach over it.
    const std::string a = random.soup(k_pieces, 12) + ";\n";
    const std::string b = random.soup(k_pieces, 12);
    const ScanResult first = scan(a, ScanOptions::generic());
    const std::size_t comment = a.rfind("/*");
    const bool open = !first.ok() ||
                      scan(a + ";", ScanOptions::generic()).statements.size() != first.statements.size() + 1 ||
                      (comment != std::string::npos && a.find("*/", comment + 2) == std::string::npos) ||
                      (a + b).find("ATOMIC") != std::string::npos;
    if (open) continue;
    ++tried;
    CAPTURE(a, b);
    std::vector<std::string> both = texts(first);
    const ScanResult second = scan(b, ScanOptions::generic());
    for (const std::string& text : texts(second)) both.push_back(text);
    const ScanResult joined = scan(a + b, ScanOptions::generic());
    REQUIRE(joined.ok() == second.ok());
    REQUIRE(texts(joined) == both);
  }
  CHECK(tried > 1000);
}

TEST_CASE("law: parse(print(sum)) = sum") {
  RandomSource random("sum");
  INFO(random.seed());
  // Names that a sum file can hold: without line ends, blanks around them, or its own mark.
  const std::array<std::string_view, 8> pieces = {"1", "_", "a b", ".sql", "\xC3\xA9", "h", "h1", "-"};
  for (int i = 0; i < 5'000; ++i) {
    plumb::migration::Sum sum;
    for (std::size_t n = random.below(6); n > 0; --n) {
      sum.entries.push_back({.name = "n" + random.soup(pieces, 5) + ".sql", .hash = random.soup(pieces, 3) + "="});
    }
    sum.total = plumb::migration::sum_total(sum.entries);
    CAPTURE(plumb::migration::print_sum(sum));
    REQUIRE(plumb::migration::parse_sum(plumb::migration::print_sum(sum)) == sum);
    REQUIRE_FALSE(plumb::migration::compare_sum(plumb::migration::print_sum(sum), sum));
  }
}

TEST_CASE("law: what hash writes, validate accepts; and any change of a byte, not") {
  RandomSource random("edited");
  INFO(random.seed());
  for (int i = 0; i < 500; ++i) {
    std::map<std::string, std::string> files;
    for (std::size_t n = 1 + random.below(6); n > 0; --n) {
      files[std::to_string(random.below(100)) + "_x.sql"] = "--" + random.soup(k_pieces, 10);
    }
    files["atlas.sum"] = plumb::migration::Directory::from_files(files).computed_sum();
    REQUIRE_FALSE(plumb::migration::Directory::from_files(files).check_sum());
    auto edited = std::next(files.begin(), static_cast<long>(random.below(files.size() - 1)));  // atlas.sum sorts last
    edited->second += "x";
    const auto problem = plumb::migration::Directory::from_files(files).check_sum();
    REQUIRE(problem);
    REQUIRE(problem->location);
    REQUIRE(problem->location->file == edited->first);
    REQUIRE(problem->location->reason == plumb::migration::SumProblem::Reason::edited);
  }
}

TEST_CASE("law: the hash does not depend on the order in which files were made") {
  RandomSource random("order");
  INFO(random.seed());
  const std::filesystem::path root =
      std::filesystem::temp_directory_path() / ("plumb-laws-" + std::to_string(::getpid()));
  for (int i = 0; i < 20; ++i) {
    std::map<std::string, std::string> files;
    for (int n = 0; n < 30; ++n) files[std::to_string(random.below(10'000)) + ".sql"] = random.soup(k_pieces, 20);
    std::vector<std::string> order;
    for (const auto& [name, content] : files) order.push_back(name);
    for (std::size_t n = order.size(); n > 1; --n) std::swap(order[n - 1], order[random.below(n)]);
    std::filesystem::remove_all(root);
    std::filesystem::create_directories(root);
    for (const std::string& name : order) std::ofstream(root / name, std::ios::binary) << files[name];
    REQUIRE(plumb::migration::Directory::open_path(root.string()).computed_sum() ==
            plumb::migration::Directory::from_files(files).computed_sum());
  }
  std::filesystem::remove_all(root);
}

TEST_CASE("law: after k files have been applied, the rest is pending") {
  using namespace plumb::apply;
  RandomSource random("pending");
  INFO(random.seed());
  for (int i = 0; i < 2'000; ++i) {
    std::map<std::string, std::string> contents;
    for (std::size_t n = 1 + random.below(8); n > 0; --n)
      contents[std::to_string(random.below(1'000'000)) + "_x.sql"] = "a;b;";
    const auto directory = plumb::migration::Directory::from_files(contents);
    const auto& files = directory.files();
    const std::size_t k = 1 + random.below(files.size());
    const bool last_partial = random.one_in(2);
    std::vector<Revision> revisions;
    for (std::size_t n = 0; n < k; ++n) {
      Revision revision;
      revision.version = files[n].version;
      revision.total = 2;
      revision.applied = last_partial && n + 1 == k ? 1 : 2;
      revisions.push_back(revision);
    }
    // Names sort with their "_", versions without: where the two disagree the order of files is not that of versions.
    if (!std::is_sorted(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.version < b.version; }))
      continue;
    std::vector<const plumb::migration::File*> tail;
    for (std::size_t n = last_partial ? k - 1 : k; n < files.size(); ++n) tail.push_back(&files[n]);
    for (const ExecOrder order : {ExecOrder::linear, ExecOrder::linear_skip, ExecOrder::non_linear}) {
      const Pending pending = pending_files({.revisions = revisions, .files = files, .order = order});
      REQUIRE(pending.problem == Pending::Problem::none);
      REQUIRE(pending.files == tail);
    }
    const Status status = compute_status({.revisions = &revisions, .files = files, .why_not_clean = ""});
    REQUIRE(status.pending == tail);
    REQUIRE((status.status == k_status_ok) == tail.empty());
    REQUIRE(status.left() == (last_partial ? 1 : 0));
  }
}
