// SPDX-License-Identifier: Apache-2.0
#include <plumb/pg/group.hpp>

namespace plumb::pg {

std::optional<ServerError> finish_group(Connection& connection) {
  std::optional<ServerError> failed;
  while (connection.outstanding() > 0) {
    Reply reply = connection.receive();
    if (reply.kind == Reply::Kind::error && !failed) failed = std::move(reply.error);
  }
  return failed;
}

}  // namespace plumb::pg
