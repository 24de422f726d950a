// SPDX-License-Identifier: Apache-2.0
// A database URL as libpq's keywords and values. libpq could parse the URL itself, but refuses query keys that it does
// not know, while lib/pq, which Atlas uses, makes start-up parameters of them.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <plumb/base/url.hpp>
#include <plumb/pg/connect.hpp>

namespace plumb::pg {

struct Conninfo {
  std::vector<std::pair<std::string, std::string>> keywords;  // for PQconnectStartParams; each keyword once
  std::chrono::seconds timeout{};                             // 0: none
  // A value that lib/pq refuses before it connects, in its words ("pq: wrong value for …"); nothing is to be sent then.
  std::string refused;
};

[[nodiscard]] Conninfo make_conninfo(const Url& url, const ConnectOptions& options);

}  // namespace plumb::pg
