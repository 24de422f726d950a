// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/directory.hpp>

#include <sys/stat.h>

#include <cerrno>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/base/sha256.hpp>
#include <plumb/base/url.hpp>

#include "read_directory.hpp"

namespace plumb::migration {
namespace {

constexpr std::string_view k_default_path = "migrations";

enum class Place { disk, memory };

struct DirectoryUrl {
  Place place = Place::disk;
  std::string path;  // on disk; in memory: the name
  Format format = Format::atlas;
};

DirectoryUrl parse_url(std::string_view text) {
  const Url url = Url::parse(text);
  if (url.scheme == "atlas") {
    throw Error("atlas remote directory is not supported by this release. See: https://atlasgo.io/getting-started");
  }
  if (url.scheme.empty()) {
    // The blank before the end is Atlas's.
    throw Error(fmt::format("missing scheme for dir url. Did you mean {}? ", go_quote(fmt::format("file://{}", text))));
  }
  if (url.scheme != "file" && url.scheme != "mem") {
    throw Error(fmt::format("unsupported driver {}", go_quote(url.scheme)));
  }
  const std::string name = url.query_value("format");
  const std::optional<Format> format = parse_format(name);
  if (!format) throw Error(fmt::format("unknown dir format {}", go_quote(name)));
  DirectoryUrl out{.place = url.scheme == "mem" ? Place::memory : Place::disk, .path = {}, .format = *format};
  if (!url.host.empty() || !url.path.empty()) {
    out.path = clean_path(url.host.empty() || url.path.empty() ? url.host + url.path : url.host + "/" + url.path);
  } else if (out.place == Place::disk) {
    out.path = k_default_path;
  }
  return out;
}

// The hash of a directory, file by file. Its state is handed on: each hash covers all files before it, their names
// included (§1.5).
class SumChain {
 public:
  // The hash of the next file; "" if it asks not to be in the sum. Then only its name is in the chain.
  std::string add(std::string_view name, std::string_view content) {
    m_sha.update(name);
    if (ignored_in_sum(content)) return "";
    m_sha.update(content);
    return m_sha.base64();
  }

 private:
  Sha256 m_sha;
};

void finish_file(File& file, SumChain& chain, const FormatRules& rules) {
  file.format = rules.format;
  rules.name_parts(file.name, file.version, file.description);
  file.directives = file_directives(file.content);
  file.hash = chain.add(file.name, file.content);
}

std::vector<File> read_files(const OpenDirectory& opened, const FormatRules& rules) {
  std::vector<std::string> names = opened.list(rules);
  std::vector<File> files(names.size());
  SumChain chain;
  for (std::size_t i = 0; i < names.size(); ++i) {
    files[i].name = std::move(names[i]);
    opened.read(files[i].name, files[i].content);
    finish_file(files[i], chain, rules);
  }
  return files;
}

void write_sum_file(const std::string& directory, const std::optional<std::string>& old, const std::string& sum) {
  if (old != sum) write_file(directory + "/" + std::string(k_sum_file_name), sum);
}

}  // namespace

Directory Directory::open(std::string_view url, const Memory& memory, Unreadable unreadable) {
  const DirectoryUrl parsed = parse_url(url);
  if (parsed.place == Place::memory) {
    const auto found = memory.find(parsed.path);
    return from_files(found == memory.end() ? std::map<std::string, std::string>() : found->second, parsed.format);
  }
  return open_path(parsed.path, parsed.format, unreadable);
}

Directory Directory::open_path(const std::string& path, Format format, Unreadable unreadable) {
  Directory directory;
  directory.m_path = path;
  directory.m_format = format;
  const FormatRules& rules = rules_of(format);
  const OpenDirectory opened(path);
  try {
    directory.m_files = read_files(opened, rules);
    directory.m_sum = opened.read_sum();
  } catch (const Error& error) {
    if (unreadable == Unreadable::is_error) throw;
    directory.m_unreadable = error.message();
  }
  return directory;
}

Directory Directory::from_files(std::map<std::string, std::string> files, Format format) {
  Directory directory;
  directory.m_format = format;
  const FormatRules& rules = rules_of(format);
  SumChain chain;
  for (std::string& name : list_memory(files, rules)) {
    File& file = directory.m_files.emplace_back();
    file.name = std::move(name);
    file.content = std::move(files[file.name]);
    finish_file(file, chain, rules);
  }
  const auto sum = files.find(std::string(k_sum_file_name));
  if (sum != files.end()) directory.m_sum = std::move(sum->second);
  return directory;
}

Sum Directory::sum() const {
  Sum sum;
  for (const File& file : m_files) {
    if (!file.hash.empty()) sum.entries.push_back({.name = file.name, .hash = file.hash});
  }
  sum.total = sum_total(sum.entries);
  return sum;
}

std::string Directory::computed_sum() const {
  if (m_unreadable) throw Error(*m_unreadable);
  return print_sum(sum());
}

std::optional<SumProblem> Directory::check_sum() const {
  if (m_unreadable) return SumProblem{.kind = SumProblem::Kind::unreadable, .message = *m_unreadable};
  if (m_sum) return compare_sum(*m_sum, sum());
  if (m_files.empty()) return std::nullopt;
  return SumProblem{.kind = SumProblem::Kind::not_found, .location = std::nullopt};
}

std::vector<DuplicateVersion> Directory::duplicate_versions() const {
  std::map<std::string_view, std::vector<const File*>> by_version;
  for (const File& file : m_files) {
    // Only flyway's repeatable files have no version on purpose.
    if (m_format == Format::flyway && file.version.empty()) continue;
    by_version[file.version].push_back(&file);
  }
  std::vector<DuplicateVersion> duplicates;
  for (const auto& [version, files] : by_version) {
    if (files.size() < 2) continue;
    DuplicateVersion& duplicate = duplicates.emplace_back();
    duplicate.version = version;
    for (const File* file : files) duplicate.files.push_back(file->name);
  }
  return duplicates;
}

std::string directory_path(std::string_view url) {
  const DirectoryUrl parsed = parse_url(url);
  return parsed.place == Place::disk ? parsed.path : "";
}

void ensure_directory(std::string_view url) {
  const std::string path = directory_path(url);
  if (path.empty()) return;
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    if (::mkdir(part.c_str(), 0755) != 0 && errno != EEXIST) {
      throw Error(fmt::format("mkdir {}: {}", part, errno_text(errno)));
    }
    if (end == std::string::npos) return;
  }
}

void write_sum(const Directory& directory) {
  if (directory.path().empty()) return;
  write_sum_file(directory.path(), directory.sum_file(), directory.computed_sum());
}

void rewrite_sum(std::string_view url) {
  const DirectoryUrl parsed = parse_url(url);
  if (parsed.place == Place::memory) return;
  const OpenDirectory opened(parsed.path);
  Sum sum;
  SumChain chain;
  std::string content;  // one after the other: nothing but the hash is needed
  for (std::string& name : opened.list(rules_of(parsed.format))) {
    opened.read(name, content);
    std::string hash = chain.add(name, content);
    if (!hash.empty()) sum.entries.push_back({.name = std::move(name), .hash = std::move(hash)});
  }
  sum.total = sum_total(sum.entries);
  write_sum_file(parsed.path, opened.read_sum(), print_sum(sum));
}

}  // namespace plumb::migration
