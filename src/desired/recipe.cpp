// SPDX-License-Identifier: Apache-2.0
#include <plumb/desired/recipe.hpp>

#include <filesystem>

#include <plumb/base/sha256.hpp>
#include <plumb/inspect/queries_digest.hpp>

namespace plumb::desired {
namespace {

namespace fs = std::filesystem;

// To be counted up when load() does something in another way.
constexpr int k_way_of_loading = 2;

class Feeder {
 public:
  // With its length before it, so that no two lists of texts look the same.
  void text(std::string_view text) {
    m_hash.update(fmt::format("{}:", text.size()));
    m_hash.update(text);
  }
  void number(std::int64_t value) { text(std::to_string(value)); }
  void texts(const std::vector<std::string>& texts) {
    number(std::ssize(texts));
    for (const std::string& each : texts) text(each);
  }
  [[nodiscard]] std::string hex() const { return m_hash.hex(); }

 private:
  Sha256 m_hash;
};

// 0 where it is not there.
std::int64_t changed_at(const fs::path& path) {
  std::error_code error;
  const auto time = fs::last_write_time(path, error);
  return error ? 0 : time.time_since_epoch().count();
}

// A package manager replaces files by renaming, which changes the time of their folder.
void feed_installation(Feeder& feeder, const devdb::Installation& installation, int major) {
  const fs::path bin = installation.bin;
  feeder.text(installation.version);
  feeder.text(installation.bin);
  feeder.number(changed_at(bin / "postgres"));
  for (const fs::path& share : {bin / "../share/extension", bin / "../share/postgresql/extension",
                                fs::path(fmt::format("/usr/share/postgresql/{}/extension", major))}) {
    feeder.number(changed_at(share));
  }
}

void feed_scripts(Feeder& feeder, const std::vector<Script>& scripts) {
  feeder.number(std::ssize(scripts));
  for (const Script& script : scripts) {
    feeder.number(script.transaction == Script::Transaction::whole_file ? 1 : 0);
    feeder.number(std::ssize(script.statements));
    for (const sql::Statement& statement : script.statements) feeder.text(statement.text);
  }
}

void feed_scope(Feeder& feeder, const inspect::ReadOptions& read) {
  feeder.texts(read.scope.schemas);
  feeder.number(std::ssize(read.scope.exclusions));
  for (const catalog::Scope::Exclusion& exclusion : read.scope.exclusions) {
    feeder.text(exclusion.kind);
    feeder.texts(exclusion.identity);
    feeder.number(exclusion.reach == catalog::Scope::Reach::whole ? 1 : 0);
  }
  feeder.text(read.revisions_schema);
}

}  // namespace

std::string recipe(const Request& request, const devdb::Installation& installation) {
  Feeder feeder;
  feeder.number(k_way_of_loading);
  feeder.number(request.major);
  feed_installation(feeder, installation, request.major);
  feed_scripts(feeder, request.scripts);
  for (const std::string& each : {request.database, request.run_as, request.search_path}) feeder.text(each);
  feeder.number(request.run_rights == RunRights::superuser ? 1 : 0);
  feed_scope(feeder, request.read);
  feeder.text(inspect::queries_digest(request.major * 10000, request.read.kinds));
  return feeder.hex();
}

}  // namespace plumb::desired
