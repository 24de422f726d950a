// SPDX-License-Identifier: Apache-2.0
#include <plumb/desired/recipe.hpp>

#include <filesystem>

#include <plumb/base/parts_digest.hpp>
#include <plumb/inspect/queries_digest.hpp>

namespace plumb::desired {
namespace {

namespace fs = std::filesystem;

// To be counted up when load() does something in another way.
constexpr int k_way_of_loading = 2;

std::string number(std::int64_t value) {
  return std::to_string(value);
}

// 0 where it is not there.
std::int64_t changed_at(const fs::path& path) {
  std::error_code error;
  const auto time = fs::last_write_time(path, error);
  return error ? 0 : time.time_since_epoch().count();
}

// A package manager replaces files by renaming, which changes the time of their folder.
void feed_installation(PartsDigest& parts, const devdb::Installation& installation, int major) {
  const fs::path bin = installation.bin;
  parts.add(installation.version);
  parts.add(installation.bin);
  parts.add(number(changed_at(bin / "postgres")));
  for (const fs::path& share : {bin / "../share/extension", bin / "../share/postgresql/extension",
                                fs::path(fmt::format("/usr/share/postgresql/{}/extension", major))}) {
    parts.add(number(changed_at(share)));
  }
}

void feed_scripts(PartsDigest& parts, const std::vector<Script>& scripts) {
  parts.add(number(std::ssize(scripts)));
  for (const Script& script : scripts) {
    parts.add(number(script.transaction == Script::Transaction::whole_file ? 1 : 0));
    parts.add(number(std::ssize(script.statements)));
    for (const sql::Statement& statement : script.statements) parts.add(statement.text);
  }
}

void feed_scope(PartsDigest& parts, const inspect::ReadOptions& read) {
  parts.add(read.scope.schemas);
  parts.add(number(std::ssize(read.scope.exclusions)));
  for (const catalog::Scope::Exclusion& exclusion : read.scope.exclusions) {
    parts.add(exclusion.kind);
    parts.add(exclusion.identity);
    parts.add(number(exclusion.reach == catalog::Scope::Reach::whole ? 1 : 0));
  }
  parts.add(read.revisions_schema);
}

}  // namespace

std::string recipe(const Request& request, const devdb::Installation& installation) {
  PartsDigest parts;
  parts.add(number(k_way_of_loading));
  parts.add(number(request.major));
  feed_installation(parts, installation, request.major);
  feed_scripts(parts, request.scripts);
  for (const std::string& each : {request.database, request.run_as, request.search_path}) parts.add(each);
  parts.add(number(request.run_rights == RunRights::superuser ? 1 : 0));
  feed_scope(parts, request.read);
  parts.add(inspect::queries_digest(request.major * 10000, request.read.kinds));
  return parts.hex();
}

}  // namespace plumb::desired
