// SPDX-License-Identifier: Apache-2.0
#include <plumb/desired/script.hpp>

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/sha256.hpp>

namespace plumb::desired {
namespace {

namespace fs = std::filesystem;

// The line that a scanner's error is about; its column counts bytes.
SourceSpan span_of(const sql::ScanError& error, const std::string& name, std::string_view text) {
  SourceSpan out{.file = name, .line = error.line, .column = 0, .line_text = {}};
  for (int line = 1; line < error.line && !text.empty(); ++line)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  const std::string_view line = text.substr(0, text.find('\n'));
  if (error.line == 0 || error.column == 0 || static_cast<std::size_t>(error.column) > line.size() + 1) return out;
  out.line_text = line;
  const auto is_first_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  const std::string_view before = line.substr(0, static_cast<std::size_t>(error.column) - 1);
  out.column = static_cast<int>(std::ranges::count_if(before, is_first_byte)) + 1;
  return out;
}

std::vector<sql::Statement> require_statements(sql::ScanResult scanned, const std::string& name,
                                               std::string_view text) {
  if (scanned.ok()) return std::move(scanned.statements);
  const sql::ScanError& error = scanned.errors.front();
  throw Error(error.message).with_span(span_of(error, name, text));
}

// Named below `folder`, as that is written.
std::vector<std::string> sql_files_in(const std::string& folder, const std::string& root) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(fs::path(root) / folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".sql") continue;
    files.push_back((fs::path(folder) / entry.path().filename()).string());
  }
  std::ranges::sort(files);
  return files;
}

std::string path_of(const std::string& entry) {
  constexpr std::string_view k_file = "file://";
  if (entry.starts_with(k_file)) return entry.substr(k_file.size());
  if (entry.find("://") != std::string::npos) {
    throw Error(fmt::format("src: {}: only files and folders can be loaded", entry.substr(0, entry.find("://") + 3)));
  }
  return entry;
}

}  // namespace

Script migration_script(const migration::File& file, const std::string& folder, std::optional<std::size_t> statements) {
  Script script{.name = folder.empty() ? file.name : folder + "/" + file.name,
                .text = file.content,
                .statements = {},
                .transaction = Script::Transaction::whole_file};
  script.statements = require_statements(file.statements(), script.name, script.text);
  const std::vector<std::string> modes = file.directive("txmode");
  if (std::ranges::find(modes, "none") != modes.end()) script.transaction = Script::Transaction::each_statement;
  if (statements && *statements < script.statements.size()) script.statements.resize(*statements);
  return script;
}

Script source_script(std::string name, std::string text) {
  Script script{.name = std::move(name),
                .text = std::move(text),
                .statements = {},
                .transaction = Script::Transaction::each_statement};
  script.statements = require_statements(sql::scan(script.text), script.name, script.text);
  return script;
}

std::vector<Script> source_scripts(const std::vector<std::string>& src, const std::string& root) {
  std::vector<Script> scripts;
  for (const std::string& entry : src) {
    const std::string path = path_of(entry);
    if (fs::is_directory(fs::path(root) / path)) {
      for (const std::string& file : sql_files_in(path, root))
        scripts.push_back(source_script(file, read_file((fs::path(root) / file).string())));
    } else if (!path.ends_with(".sql")) {
      throw Error(fmt::format("src: {}: only SQL files can be loaded", path));
    } else {
      scripts.push_back(source_script(path, read_file((fs::path(root) / path).string())));
    }
  }
  return scripts;
}

std::string digest(const std::vector<Script>& scripts) {
  Sha256 hash;
  for (const Script& script : scripts) {
    const bool whole = script.transaction == Script::Transaction::whole_file;
    hash.update(fmt::format("{} {} {}:", whole ? "file" : "each", script.statements.size(), script.text.size()));
    hash.update(script.text);
  }
  return hash.hex();
}

}  // namespace plumb::desired
