// SPDX-License-Identifier: Apache-2.0
#include "query.hpp"

#include <plumb/base/error.hpp>

namespace plumb::apply {

void throw_server_error(const pg::ServerError& error, std::string_view statement, std::string_view prefix) {
  throw Error(std::string(prefix) + pg::atlas_text(error, statement))
      .with_sqlstate(error.sqlstate)
      .with_hint(error.hint);
}

std::unique_ptr<TextTable> query(pg::Connection& connection, std::string_view sql, std::span<const pg::Param> params,
                                 std::string_view error_prefix) {
  connection.send(sql, params);
  connection.send_sync();
  pg::Reply reply = connection.receive();
  while (connection.outstanding() > 0) {
    const pg::Reply sync = connection.receive();
    if (sync.kind == pg::Reply::Kind::error && reply.ok()) throw_server_error(sync.error, sql, error_prefix);
  }
  if (!reply.ok()) throw_server_error(reply.error, sql, error_prefix);
  return std::move(reply.table);
}

}  // namespace plumb::apply
