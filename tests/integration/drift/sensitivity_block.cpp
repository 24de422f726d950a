// SPDX-License-Identifier: Apache-2.0
#include "sensitivity_block.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

namespace plumb::test {
namespace {

class Parser {
 public:
  explicit Parser(const std::string& file) : m_file(file) {}

  std::vector<SensitivityBlock> run(std::string_view text) {
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      ++m_line;
      take(line);
    }
    finish();
    return std::move(m_blocks);
  }

 private:
  void take(std::string_view line) {
    if (line.starts_with("# ") || line == "#") return;
    if (line.starts_with("=== ")) {
      begin(line.substr(4));
    } else if (m_blocks.empty()) {
      if (!line.empty()) fail("what comes before the first \"===\" is a comment, # …");
    } else if (line.starts_with("--- ")) {
      m_section = section(line.substr(4));
    } else if (m_section != nullptr) {
      *m_section += std::string(line) + "\n";
    } else if (!line.empty()) {
      head(line);
    }
  }

  void begin(std::string_view subject) {
    finish();
    m_section = nullptr;
    SensitivityBlock block;
    block.place = fmt::format("{}:{}", m_file, m_line);
    block.subject = subject;
    m_blocks.push_back(std::move(block));
  }

  std::string* section(std::string_view name) {
    SensitivityBlock& block = m_blocks.back();
    if (name == "before") return &block.before;
    if (name == "change") return &block.change;
    if (name == "after") return &block.after;
    fail(fmt::format("\"{}\" is no section: before, change, after", name));
  }

  void head(std::string_view line) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) fail("a line of the head is \"word: value\"");
    const std::string_view word = line.substr(0, colon);
    const std::string_view value = line.substr(colon + 2);
    SensitivityBlock& block = m_blocks.back();
    if (word == "since") {
      block.since = number(value);
    } else if (word == "until") {
      block.until = number(value);
    } else if (word == "never") {
      block.never = value;
    } else if (word == "unrun") {
      block.unrun = value;
    } else if (word == "one way") {
      block.one_way = value;
    } else if (word == "by hand") {
      block.by_hand = value;
    } else if (word == "also") {
      if (value.find(' ') == std::string_view::npos) fail("\"also\" needs a reason behind the name");
      block.also.emplace_back(value.substr(0, value.find(' ')));
    } else {
      fail(fmt::format("\"{}\" is no word of a head: since, until, also, unrun, one way, by hand, never", word));
    }
  }

  int number(std::string_view text) const {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) fail(fmt::format("\"{}\" is no version", text));
    return value;
  }

  void finish() const {
    if (m_blocks.empty()) return;
    const SensitivityBlock& block = m_blocks.back();
    if (block.never.empty() == block.change.empty()) fail(block.subject + ": needs either a change or a \"never\"");
  }

  [[noreturn]] void fail(const std::string& what) const { throw Error(fmt::format("{}:{}: {}", m_file, m_line, what)); }

  std::string m_file;
  int m_line = 0;
  std::vector<SensitivityBlock> m_blocks;
  std::string* m_section = nullptr;
};

}  // namespace

std::vector<SensitivityBlock> parse_sensitivity(const std::string& file, std::string_view text) {
  return Parser(file).run(text);
}

std::vector<SensitivityBlock> sensitivity_blocks() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(PLUMB_SOURCE_DIR "/tests/integration/drift/sensitivity")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<SensitivityBlock> blocks;
  for (const auto& file : files) {
    for (auto& block : parse_sensitivity(file.filename(), read_file(file.string()))) blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace plumb::test
