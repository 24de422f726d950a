// SPDX-License-Identifier: Apache-2.0
#include <plumb/inspect/queries_digest.hpp>

#include <plumb/base/parts_digest.hpp>

#include "inspect_sql.hpp"

namespace plumb::inspect {

std::string queries_digest(int server_version, const catalog::Kinds& kinds) {
  PartsDigest hash;
  for (const text::File& file : text::files()) hash.add(file.text);
  for (const catalog::Kind* kind : kinds.for_server(server_version)) {
    hash.add(kind->name);
    for (const std::string& column : kind->identity) hash.add(column);
    hash.add(kind->when);
    hash.add(kind->always_asked ? "always" : "");
    hash.add(kind->sql);
  }
  return hash.hex();
}

}  // namespace plumb::inspect
