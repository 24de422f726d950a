// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/desired/desired.hpp>
#include <plumb/devdb/server.hpp>

namespace plumb::desired {

// 64 hexadecimal digits that stand for everything that decides what load() returns, so that the result can be kept:
//   the statements, as they are cut, their order and their transactions;
//   the server: its version, its binaries and the extensions that lie beside them (by place and time of change);
//   the database's name, the role that runs the scripts, search_path;
//   what is read, and how: scope, revisions schema, the queries of all kinds, the settings of the session;
//   plumb's own way of loading, which has a number.
// What it cannot stand for is what a script takes from elsewhere: the time, chance, files of the server, another
// database. Therefore what is kept under it should not be kept for long. Reads the times of two folders; starts
// nothing.
[[nodiscard]] std::string recipe(const Request& request, const devdb::Installation& installation);

}  // namespace plumb::desired
