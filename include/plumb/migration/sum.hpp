// SPDX-License-Identifier: Apache-2.0
// atlas.sum: its text, and what may be wrong with it (atlas-migrate.md §1.4–1.6). Pure.
// ON DISK – Atlas reads and writes the same file: no byte of it may change.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::migration {

inline constexpr std::string_view k_sum_file_name = "atlas.sum";

struct SumEntry {
  std::string name;
  std::string hash;  // base64, without "h1:"

  [[nodiscard]] bool operator==(const SumEntry&) const = default;
};

struct Sum {
  std::string total;  // base64, without "h1:": the hash of the names and hashes of the entries
  std::vector<SumEntry> entries;

  [[nodiscard]] bool operator==(const Sum&) const = default;
};

// The total that belongs to these entries.
[[nodiscard]] std::string sum_total(const std::vector<SumEntry>& entries);

[[nodiscard]] std::string print_sum(const Sum& sum);

// Nothing: a line has no "h1:". The total is taken as it is written, right or wrong. CR LF line ends and a missing last
// line feed are accepted.
[[nodiscard]] std::optional<Sum> parse_sum(std::string_view text);

// What is wrong with atlas.sum. A value: commands print it in their own way.
struct SumProblem {
  enum class Kind { not_found, invalid_format, mismatch, unreadable };
  enum class Reason { added, edited, removed };
  struct Location {
    int line = 0;              // of atlas.sum
    int total = 0;             // entries in atlas.sum
    std::size_t position = 0;  // byte offset in atlas.sum
    std::string file;
    Reason reason = Reason::edited;

    [[nodiscard]] bool operator==(const Location&) const = default;
  };
  Kind kind = Kind::mismatch;
  std::optional<Location> location;  // only for mismatch, where it can be told
  std::string message;               // only for unreadable: the file, and why

  // "checksum file not found", "checksum file format invalid", "checksum mismatch", or the message.
  [[nodiscard]] std::string_view text() const;
};

// "added", "edited", "removed".
[[nodiscard]] std::string_view reason_text(SumProblem::Reason reason);

// What differs between the text of an atlas.sum and what the directory has. Nothing: they agree. A sum that does not
// agree with itself (its total was not computed from its entries) is a mismatch without a location.
[[nodiscard]] std::optional<SumProblem> compare_sum(std::string_view recorded, const Sum& computed);

}  // namespace plumb::migration
