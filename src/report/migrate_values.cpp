// SPDX-License-Identifier: Apache-2.0
#include "migrate_values.hpp"

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>

namespace plumb::report {
namespace {

using tmpl::List;
using tmpl::Struct;
using tmpl::Value;

// The user of a URL: `{}` in JSON, the name in text; never the password.
Value user_value(const Url& url) {
  Struct user;
  user.type_name = "*url.Userinfo";
  user.nil = !url.user.has_value();
  const std::string name = url.user ? url.user->name : "";
  user.methods["Username"] = [name](const std::vector<Value>&) { return Value(name); };
  const std::string shown = url.user ? name + (url.user->password ? ":xxxxx" : "") : "";
  if (!user.nil) user.print = [shown] { return shown; };
  return Value(std::move(user));
}

// "password=…" may stand in the query as well.
std::string query_without_password(const std::string& redacted) {
  try {
    return Url::parse(redacted).raw_query;
  } catch (const Error&) {
    return "";
  }
}

// url.Values: a map of lists, with a few methods.
Value query_value(const std::string& raw_query) {
  Url url;
  url.raw_query = raw_query;
  std::map<std::string, List> lists;
  for (const auto& [key, value] : url.query()) lists[key].emplace_back(value);
  Value::Map map;
  for (auto& [key, values] : lists) map[key] = Value(std::move(values)).with_type("[]string");
  Struct out;
  out.type_name = "url.Values";
  out.underlying = Value(std::move(map));
  using tmpl::Function;
  out.methods["Get"] = Function({Function::Type::string}, [url](const std::vector<Value>& args) {
    return Value(url.query_value(*args[0].as_string()));
  });
  out.methods["Has"] = Function({Function::Type::string}, [lists](const std::vector<Value>& args) {
    return Value(lists.contains(*args[0].as_string()));
  });
  out.methods["Encode"] = [url](const std::vector<Value>&) { return Value(Url::encode_query(url.query())); };
  return Value(std::move(out));
}

}  // namespace

tmpl::Value url_value(const Secret& secret) {
  const Url url = Url::parse(secret.reveal());
  const std::string shown = secret.redacted();
  const std::string raw_query = query_without_password(shown);
  const std::string schema = url.query_value("search_path");
  Struct out;
  out.type_name = "*sqlclient.URL";
  out.fields = {{"Scheme", "Scheme", url.scheme},
                {"Opaque", "Opaque", url.opaque},
                {"User", "User", user_value(url)},
                {"Host", "Host", url.host},
                {"Path", "Path", url.path},
                {"Fragment", "Fragment", url.fragment},
                {"RawQuery", "RawQuery", raw_query},
                {"RawPath", "RawPath", url.raw_path},
                {"RawFragment", "RawFragment", url.raw_fragment},
                {"ForceQuery", "ForceQuery", url.force_query},
                {"OmitHost", "OmitHost", url.omit_host},
                {"Schema", "Schema", schema},
                {"DSN", "", shown}};
  out.methods["Redacted"] = [shown](const std::vector<Value>&) { return Value(shown); };
  out.methods["String"] = [shown](const std::vector<Value>&) { return Value(shown); };
  out.methods["Query"] = [raw_query](const std::vector<Value>&) { return query_value(raw_query); };
  out.methods["Hostname"] = [host = url.hostname()](const std::vector<Value>&) { return Value(host); };
  out.methods["Port"] = [port = url.port()](const std::vector<Value>&) { return Value(port); };
  out.print = [shown] { return shown; };
  return Value(std::move(out));
}

tmpl::Value file_value(const migration::File& file) {
  Struct out;
  out.type_name = "migrate.File";
  out.fields = {{"Name", "Name", file.name},
                {"Version", "Version", file.version},
                {"Desc", "", file.description},
                {"", "Description", file.description, true}};
  const migration::File* pointer = &file;  // lives as long as the report that is rendered
  out.methods["Bytes"] = [pointer](const std::vector<Value>&) { return Value::bytes(pointer->content); };
  out.methods["Stmts"] = [pointer](const std::vector<Value>&) {
    const sql::ScanResult scanned = pointer->statements();
    if (!scanned.ok()) throw Error(scanned.errors.front().text());
    List texts;
    for (const sql::Statement& statement : scanned.statements) texts.emplace_back(statement.text);
    return Value(std::move(texts)).with_type("[]string");
  };
  return Value(std::move(out));
}

tmpl::Value file_list(const std::vector<const migration::File*>& files) {
  List out;
  for (const migration::File* file : files) out.push_back(file_value(*file));
  return Value(std::move(out)).with_type("cmdlog.Files");
}

tmpl::Value env_value(const Secret& url, const std::string& dir_url) {
  Struct out;
  out.type_name = "cmdlog.Env";
  std::string dir = dir_url;
  try {
    dir = Url::parse(dir_url).redacted();
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): not a URL, so no password in it either
  }
  out.fields = {
      {"Driver", "Driver", "postgres", true}, {"URL", "URL", url_value(url), true}, {"Dir", "Dir", dir, true}};
  return Value(std::move(out));
}

}  // namespace plumb::report
