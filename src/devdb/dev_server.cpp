// SPDX-License-Identifier: Apache-2.0
// What there is, without changing anything.
#include <plumb/devdb/dev_server.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>

#include "dev_record.hpp"
#include "private_folder.hpp"
#include "registry.hpp"
#include "server_processes.hpp"

namespace plumb::devdb {

namespace {

namespace fs = std::filesystem;

std::optional<DevServer> durable_server(const std::string& key) {
  std::optional<DevServer> server = read_record(durable_path(key) + "/record");
  if (server) server->state = DevServer::State::stopped;
  return server;
}

std::optional<DevServer> find_by_key(const Registry& registry, const std::string& key) {
  if (std::optional<DevServer> server = registry.running(key)) return server;
  try {
    return durable_server(key);
  } catch (const Error&) {
    return std::nullopt;  // no place for durable ones
  }
}

}  // namespace

DevName project_name(const std::string& start) {
  const fs::path here = fs::canonical(start);
  for (fs::path folder = here;; folder = folder.parent_path()) {
    if (fs::exists(folder / "atlas.hcl") || fs::exists(folder / "plumb.yaml")) {
      return {.name = folder.filename().string(), .project = folder.string()};
    }
    if (folder == folder.root_path()) break;
  }
  return {.name = here.filename().string(), .project = here.string()};
}

Secret DevServer::url(const std::string& database) const {
  if (!tcp) return socket_url(database);
  return Secret(fmt::format("postgres://postgres:{}@127.0.0.1:{}/{}?sslmode=disable",
                            userinfo_escape(password.reveal()), port, userinfo_escape(database)));
}

Secret DevServer::socket_url(const std::string& database) const {
  return Secret(fmt::format("postgres://postgres@/{}?host={}&port={}", userinfo_escape(database),
                            query_escape_for_libpq(socket()), port));
}

std::optional<int> DevServer::pid() const {
  return postmaster(data);
}

std::uint64_t bytes_on_disk(const DevServer& server) {
  const bool elsewhere = !server.data.starts_with(server.folder + "/");
  return disk_usage(server.folder) + (elsewhere ? disk_usage(server.data) : 0);
}

std::optional<DevServer> find_dev_server(const DevName& name) {
  return find_by_key(Registry(), record_key(name));
}

std::vector<DevServer> list_dev_servers() {
  const Registry registry;
  std::vector<std::string> keys = registry.keys();
  for (std::string& key : durable_keys()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
  }
  std::vector<DevServer> servers;
  for (const std::string& key : keys) {
    if (std::optional<DevServer> server = find_by_key(registry, key)) servers.push_back(std::move(*server));
  }
  std::sort(servers.begin(), servers.end(), [](const DevServer& a, const DevServer& b) {
    return std::tie(a.name.name, a.name.project) < std::tie(b.name.name, b.name.project);
  });
  return servers;
}

}  // namespace plumb::devdb
