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

std::vector<sql::Statement> require_statements(sql::ScanResult scanned, const std::string& name) {
  if (!scanned.ok()) throw Error(fmt::format("{}: {}", name, scanned.errors.front().text()));
  return std::move(scanned.statements);
}

Script source_script(const std::string& path) {
  Script script{
      .name = path, .text = read_file(path), .statements = {}, .transaction = Script::Transaction::each_statement};
  script.statements = require_statements(sql::scan(script.text), path);
  return script;
}

std::vector<std::string> sql_files_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".sql") files.push_back(entry.path().string());
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
  script.statements = require_statements(file.statements(), script.name);
  const std::vector<std::string> modes = file.directive("txmode");
  if (std::ranges::find(modes, "none") != modes.end()) script.transaction = Script::Transaction::each_statement;
  if (statements && *statements < script.statements.size()) script.statements.resize(*statements);
  return script;
}

std::vector<Script> source_scripts(const std::vector<std::string>& src) {
  std::vector<Script> scripts;
  for (const std::string& entry : src) {
    const std::string path = path_of(entry);
    if (std::filesystem::is_directory(path)) {
      for (const std::string& file : sql_files_in(path)) scripts.push_back(source_script(file));
    } else if (!path.ends_with(".sql")) {
      throw Error(fmt::format("src: {}: only SQL files can be loaded", path));
    } else {
      scripts.push_back(source_script(path));
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
