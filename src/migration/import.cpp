// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/import.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::migration {
namespace {

std::string convert(const File& file) {
  const sql::ScanResult scanned = file.statements();
  if (!scanned.ok()) {
    const sql::ScanError& error = scanned.errors.front();
    if (error.line == 0) throw Error(error.text());  // a format's own message names the file itself
    throw Error(fmt::format("sql/migrate: scanning statements from {}: {}", go_quote(file.name), error.text()));
  }
  std::string out;
  for (const sql::Statement& statement : scanned.statements) {
    for (const std::string& comment : statement.comments) {
      out += comment;
      if (!comment.ends_with('\n')) out += '\n';
    }
    std::string_view text = statement.text;
    if (text.ends_with(';')) text.remove_suffix(1);
    out.append(text).append(";\n");
  }
  return out;
}

// Repeatable files of flyway have no version, and go behind all others: as version "<last>R". Atlas gives it to each of
// them, so that several end as one version; here the next ones are "<last>Rr", "<last>Rrr", which sort behind it.
std::string repeatable_version(const std::vector<File>& files, std::size_t number) {
  const auto last = std::find_if(files.rbegin(), files.rend(), [](const File& file) { return !file.version.empty(); });
  return (last == files.rend() ? "0" : last->version) + "R" + std::string(number, 'r');
}

}  // namespace

std::vector<NewFile> import_files(const Directory& source) {
  if (source.format() == Format::atlas) {
    throw Error("cannot import a migration directory already in \"atlas\" format");
  }
  std::vector<NewFile> files;
  std::set<std::string> names;
  std::size_t repeatables = 0;
  for (const File& file : source.files()) {
    const bool repeatable = source.format() == Format::flyway && file.version.empty();
    const std::string version = repeatable ? repeatable_version(source.files(), repeatables++) : file.version;
    NewFile& out = files.emplace_back();
    out.name = fmt::format("{}{}{}.sql", version, file.description.empty() ? "" : "_", file.description);
    out.content = convert(file);
    // Atlas lets the second overwrite the first.
    if (!names.insert(out.name).second) throw Error(fmt::format("more than one file would become {}", out.name));
  }
  return files;
}

void write_import(std::string_view target_url, const std::vector<NewFile>& files) {
  ensure_directory(target_url);
  const std::string path = directory_path(target_url);
  if (path.empty()) throw Error("the target of an import must be a directory on disk");
  const Directory target = Directory::open_path(path);
  if (!target.files().empty()) throw Error("target migration directory must be empty");
  add_files(target, files);
}

}  // namespace plumb::migration
