// SPDX-License-Identifier: Apache-2.0
#include "migrate_values.hpp"

#include <fmt/format.h>

#include <ctime>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/base/url.hpp>

namespace plumb::report {
namespace {

using tmpl::List;
using tmpl::Struct;
using tmpl::Value;

// Go's default text of a time: "2026-06-22 10:00:00.000000001 +0000 UTC".
std::string go_time(TimePoint time) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(time);
  const std::time_t seconds = whole.time_since_epoch().count();
  std::tm local{};
  ::localtime_r(&seconds, &local);
  std::array<char, 64> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &local);
  std::string out = text.data();
  if (const auto nanos = (time - whole).count(); nanos != 0) {
    std::string fraction = fmt::format("{:09}", nanos);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    out += "." + fraction;
  }
  std::strftime(text.data(), text.size(), " %z %Z", &local);
  return out + text.data();
}

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

}  // namespace

tmpl::Value time_value(TimePoint time) {
  Struct out;
  out.type_name = "time.Time";
  out.print = [time] { return go_time(time); };
  out.json = [time] { return go_json_string(format_rfc3339(time)); };
  return Value(std::move(out));
}

tmpl::Value url_value(const Secret& secret) {
  const Url url = Url::parse(secret.reveal());
  const std::string shown = url.redacted();
  const std::string schema = url.query_value("search_path");
  Struct out;
  out.type_name = "*sqlclient.URL";
  out.fields = {
      {"Scheme", "Scheme", url.scheme},
      {"Opaque", "Opaque", url.opaque},
      {"User", "User", user_value(url)},
      {"Host", "Host", url.host},
      {"Path", "Path", url.path},
      {"Fragment", "Fragment", url.fragment},
      {"RawQuery", "RawQuery", url.query_value("password").empty() ? url.raw_query : Url::parse(shown).raw_query},
      {"RawPath", "RawPath", url.raw_path},
      {"RawFragment", "RawFragment", url.raw_fragment},
      {"ForceQuery", "ForceQuery", url.force_query},
      {"OmitHost", "OmitHost", url.omit_host},
      {"Schema", "Schema", schema},
      {"DSN", "", shown}};
  out.methods["Redacted"] = [shown](const std::vector<Value>&) { return Value(shown); };
  out.methods["String"] = [shown](const std::vector<Value>&) { return Value(shown); };
  out.methods["Hostname"] = [host = url.hostname()](const std::vector<Value>&) { return Value(host); };
  out.methods["Port"] = [port = url.port()](const std::vector<Value>&) { return Value(port); };
  out.print = [shown] { return shown; };
  return Value(std::move(out));
}

tmpl::Value file_value(const migration::File& file) {
  Struct out;
  out.type_name = "cmdlog.File";
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
  return Value(std::move(out));
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
