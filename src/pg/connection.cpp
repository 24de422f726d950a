// SPDX-License-Identifier: Apache-2.0
#include <plumb/pg/connection.hpp>

#include <fmt/format.h>

namespace plumb::pg {

std::unique_ptr<TextTable> run_or_throw(Connection& connection, std::string_view sql) {
  Reply reply = connection.run(sql);
  if (reply.kind == Reply::Kind::copy) {
    throw Error("COPY from or to the client is not supported").with_statement(std::string(sql));
  }
  if (!reply.ok()) throw to_error(reply.error, sql);
  if (reply.table) return std::move(reply.table);
  return std::make_unique<OwnedTextTable>(std::vector<std::string>{});
}

}  // namespace plumb::pg
