// SPDX-License-Identifier: Apache-2.0
// Where the records of servers are, and the lock under which one of them is started, stopped or removed.
//
// Files: <registry>/<key>.server, the record of a server that was started; <registry>/<key>.lock;
// <durable>/<key>/record, the same of a durable server, beside its data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/devdb/dev_server.hpp>

namespace plumb::devdb {

class Registry {
 public:
  // Makes and checks the folder. Throws where it is not ours.
  Registry();

  [[nodiscard]] std::string record(const std::string& key) const { return m_folder + "/" + key + ".server"; }
  // Waits until no other plumb starts or stops the server; then we are the only one until the result is closed. Throws
  // if the Stop is requested.
  [[nodiscard]] Descriptor lock(const std::string& key, const Stop& stop) const;
  // The same without waiting; closed where another plumb has it.
  [[nodiscard]] Descriptor try_lock(const std::string& key) const;
  // Removes the file of a lock that we hold.
  void remove_lock_file(const std::string& key) const;
  // Of all records and locks.
  [[nodiscard]] std::vector<std::string> keys() const;

  // The server that lives.
  [[nodiscard]] std::optional<DevServer> running(const std::string& key) const;

 private:
  [[nodiscard]] std::string lock_path(const std::string& key) const { return m_folder + "/" + key + ".lock"; }
  std::string m_folder;
};

// The folder of a durable server, with "data" and "record" in it; it need not be there. "" where there is no place.
[[nodiscard]] std::string durable_path(const std::string& key);
// What is kept of durable servers, by key.
[[nodiscard]] std::vector<std::string> durable_keys();

}  // namespace plumb::devdb
