// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <csignal>

#include <plumb/devdb/dev_server.hpp>

#include "dev_record.hpp"
#include "private_folder.hpp"
#include "registry.hpp"
#include "server_processes.hpp"

namespace plumb::devdb {

StoppedServer stop_dev_server(const DevName& name, Data data, const Stop& stop) {
  const Registry registry;
  const std::string key = record_key(name);
  const Descriptor lock = registry.lock(key, stop);
  StoppedServer out;
  if (const std::optional<DevServer> server = registry.running(key)) {
    out.was_up = true;
    end_server(server->data, server->folder, server->lifetime == Lifetime::durable ? SIGINT : SIGQUIT, stop);
    out.freed += remove_folder(server->folder);
  }
  ::unlink(registry.record(key).c_str());
  if (data == Data::remove) out.freed += remove_folder(durable_path(key));
  registry.remove_lock_file(key);
  return out;
}

}  // namespace plumb::devdb
