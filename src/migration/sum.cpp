// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/sum.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/base/sha256.hpp>

namespace plumb::migration {
namespace {

constexpr std::string_view k_mark = "h1:";
constexpr std::size_t k_hash_length = 47;  // mark and 44 characters of base64

// The first place at which the entries part. REQUIRES: they do.
SumProblem::Location locate(const std::vector<SumEntry>& recorded, const std::vector<SumEntry>& computed) {
  SumProblem::Location location{.line = 0,
                                .total = static_cast<int>(recorded.size()),
                                .position = k_hash_length + 1,
                                .file = {},
                                .reason = SumProblem::Reason::added};
  std::size_t same = 0;
  while (same < recorded.size() && same < computed.size() && recorded[same] == computed[same]) {
    location.position += recorded[same].name.size() + 1 + k_hash_length + 1;
    ++same;
  }
  location.line = static_cast<int>(same) + 2;
  if (same == recorded.size()) {
    location.file = computed[same].name;
    return location;
  }
  const std::string& name = recorded[same].name;
  const auto now = std::find_if(computed.begin(), computed.end(), [&](const SumEntry& e) { return e.name == name; });
  if (now == computed.end() || same >= computed.size()) {  // the latter: a sum file that names one file twice
    location.file = name;
    location.reason = SumProblem::Reason::removed;
  } else if (static_cast<std::size_t>(now - computed.begin()) == same) {
    location.file = name;
    location.reason = SumProblem::Reason::edited;
  } else {
    location.file = computed[same].name;
  }
  return location;
}

}  // namespace

std::string sum_total(const std::vector<SumEntry>& entries) {
  Sha256 sha;
  for (const SumEntry& entry : entries) {
    sha.update(entry.name);
    sha.update(entry.hash);
  }
  return sha.base64();
}

std::string print_sum(const Sum& sum) {
  std::string out;
  std::size_t size = sum.total.size() + 4;
  for (const SumEntry& entry : sum.entries) size += entry.name.size() + entry.hash.size() + 5;
  out.reserve(size);
  out.append(k_mark).append(sum.total).append("\n");
  for (const SumEntry& entry : sum.entries) {
    out.append(entry.name).append(" ").append(k_mark).append(entry.hash).append("\n");
  }
  return out;
}

std::optional<Sum> parse_sum(std::string_view text) {
  Sum sum;
  bool first = true;
  while (!text.empty()) {
    const std::size_t line_feed = text.find('\n');
    std::string_view line = text.substr(0, line_feed);
    text.remove_prefix(line_feed == std::string_view::npos ? text.size() : line_feed + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (first) {
      first = false;
      if (line.starts_with(k_mark)) line.remove_prefix(k_mark.size());
      sum.total = line;
      continue;
    }
    const std::size_t mark = line.find(k_mark);
    if (mark == std::string_view::npos) return std::nullopt;
    sum.entries.push_back({.name = std::string(trim_go_space(line.substr(0, mark))),
                           .hash = std::string(line.substr(mark + k_mark.size()))});
  }
  return sum;
}

std::string_view SumProblem::text() const {
  switch (kind) {
    case Kind::not_found:
      return "checksum file not found";
    case Kind::invalid_format:
      return "checksum file format invalid";
    case Kind::unreadable:
      return message;
    case Kind::mismatch:
      break;
  }
  return "checksum mismatch";
}

std::string_view reason_text(SumProblem::Reason reason) {
  switch (reason) {
    case SumProblem::Reason::added:
      return "added";
    case SumProblem::Reason::removed:
      return "removed";
    case SumProblem::Reason::edited:
      break;
  }
  return "edited";
}

std::optional<SumProblem> compare_sum(std::string_view recorded, const Sum& computed) {
  const std::optional<Sum> sum = parse_sum(recorded);
  if (!sum) return SumProblem{.kind = SumProblem::Kind::invalid_format, .location = std::nullopt};
  if (sum_total(sum->entries) != sum->total) {
    return SumProblem{.kind = SumProblem::Kind::mismatch, .location = std::nullopt};
  }
  if (sum->total == computed.total) return std::nullopt;
  return SumProblem{.kind = SumProblem::Kind::mismatch, .location = locate(sum->entries, computed.entries)};
}

}  // namespace plumb::migration
