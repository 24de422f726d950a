// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/base/url.hpp>
#include <plumb/pg/connect.hpp>

namespace plumb::pg {

namespace {

Url parse_url(const Secret& url) {
  try {
    return Url::parse(url.reveal());
  } catch (Error& error) {
    error.prefix("sql/sqlclient: parse open url: ");
    throw;
  }
}

}  // namespace

Target Target::parse(const Secret& url) {
  const Url parsed = parse_url(url);
  if (parsed.scheme.empty()) throw Error("sql/sqlclient: missing driver. See: https://atlasgo.io/url");
  if (parsed.scheme != "postgres" && parsed.scheme != "postgresql") {
    throw Error(fmt::format("sql/sqlclient: unknown driver {}. See: https://atlasgo.io/url", go_quote(parsed.scheme)));
  }
  Target target;
  target.url = url;
  target.search_path = parsed.query_value("search_path");
  target.database = parsed.query_value("dbname");
  if (target.database.empty() && parsed.path.size() > 1) target.database = parsed.path.substr(1);
  target.host = parsed.host;
  return target;
}

}  // namespace plumb::pg
