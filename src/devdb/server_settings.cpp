// SPDX-License-Identifier: Apache-2.0
#include "server_settings.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/error.hpp>

namespace plumb::devdb {

namespace {

using Settings = std::vector<std::string>;

void add(Settings& all, const Settings& more) {
  all.insert(all.end(), more.begin(), more.end());
}

// No disk is waited for. Shared memory is files in the server's folder, so that they go with it even after kill -9.
const Settings k_not_durable = {"fsync=off",
                                "full_page_writes=off",
                                "synchronous_commit=off",
                                "wal_level=minimal",
                                "max_wal_senders=0",
                                "max_logical_replication_workers=0",
                                "dynamic_shared_memory_type=mmap",
                                "min_wal_size=2MB",
                                "checkpoint_timeout=1d",
                                "bgwriter_lru_maxpages=0"};

}  // namespace

std::vector<std::string> server_settings(const Installation& installation, Purpose purpose) {
  Settings settings = {"huge_pages=off",
                       "jit=off",
                       "timezone=UTC",
                       "log_timezone=UTC",
                       "lc_messages=C",
                       "log_checkpoints=off",
                       "logging_collector=off",
                       "unix_socket_permissions=0700",
                       "password_encryption=scram-sha-256"};
  if (purpose != Purpose::durable) add(settings, k_not_durable);
  if (purpose == Purpose::one_task) add(settings, {"autovacuum=off", "shared_buffers=32MB"});
  // No workers to start.
  if (purpose != Purpose::durable && installation.major >= 18) settings.emplace_back("io_method=sync");
  return settings;
}

int free_port() {
  const Descriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (!probe || ::bind(probe.get(), generic, size) != 0 || ::getsockname(probe.get(), generic, &size) != 0) {
    throw Error("no free port on 127.0.0.1");
  }
  return ntohs(address.sin_port);
}

}  // namespace plumb::devdb
