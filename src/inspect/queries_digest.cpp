// SPDX-License-Identifier: Apache-2.0
#include <plumb/inspect/queries_digest.hpp>

#include <plumb/base/sha256.hpp>

#include "inspect_sql.hpp"

namespace plumb::inspect {

std::string queries_digest(int server_version, const catalog::Kinds& kinds) {
  Sha256 hash;
  const auto feed = [&](std::string_view text) {
    hash.update(fmt::format("{}:", text.size()));
    hash.update(text);
  };
  for (const text::File& file : text::files()) feed(file.text);
  for (const catalog::Kind* kind : kinds.for_server(server_version)) {
    feed(kind->name);
    for (const std::string& column : kind->identity) feed(column);
    feed(kind->when);
    feed(kind->always_asked ? "always" : "");
    feed(kind->sql);
  }
  return hash.hex();
}

}  // namespace plumb::inspect
