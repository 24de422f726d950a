// SPDX-License-Identifier: Apache-2.0
#include "dev_record.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <map>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/sha256.hpp>
#include <plumb/base/url.hpp>

namespace plumb::devdb {

namespace {

// ON DISK: other versions of plumb read it. One "key=value" a line, values escaped as in a URL's query.
constexpr std::string_view k_first_line = "plumb-server=1\n";

using Facts = std::map<std::string, std::string>;

Facts parse(std::string text) {
  for (char& c : text) {
    if (c == '\n') c = '&';
  }
  Facts facts;
  Url url;
  url.raw_query = std::move(text);
  for (auto& [key, value] : url.query()) facts.insert_or_assign(key, value);
  return facts;
}

std::string take(Facts& facts, const char* key) {
  return std::move(facts[key]);
}

int take_number(Facts& facts, const char* key) {
  const std::string text = take(facts, key);
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_our_file(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == ::geteuid();
}

std::string text_of(const DevServer& server) {
  std::string out(k_first_line);
  const auto add = [&out](std::string_view key, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}={}\n", key, query_escape(value));
  };
  add("name", server.name.name);
  add("project", server.name.project);
  add("state", server.state == DevServer::State::starting ? "starting" : "up");
  add("lifetime", server.lifetime == Lifetime::durable ? "durable" : "throw-away");
  add("major", std::to_string(server.installation.major));
  add("version", server.installation.version);
  add("bin", server.installation.bin);
  add("origin", server.installation.origin);
  add("machine", server.machine);
  add("user", server.user);
  add("folder", server.folder);
  add("data", server.data);
  add("port", std::to_string(server.port));
  add("tcp", server.tcp ? "yes" : "no");
  add("password", server.password.reveal());
  return out;
}

}  // namespace

std::string record_key(const DevName& name) {
  Sha256 digest;
  digest.update(name.project.empty() ? "name\n" + name.name : "project\n" + name.project);
  return digest.hex().substr(0, 16);
}

std::optional<DevServer> read_record(const std::string& path) {
  if (!is_our_file(path)) return std::nullopt;
  std::string text = read_file(path);
  if (!text.starts_with(k_first_line)) {
    throw Error(fmt::format("{} is not the record of a server, or of a newer plumb", path))
        .with_hint("remove it, if no server of this project is running");
  }
  Facts facts = parse(std::move(text));
  DevServer out;
  out.name = {.name = take(facts, "name"), .project = take(facts, "project")};
  out.state = take(facts, "state") == "starting" ? DevServer::State::starting : DevServer::State::up;
  out.lifetime = take(facts, "lifetime") == "durable" ? Lifetime::durable : Lifetime::throw_away;
  out.installation = {.major = take_number(facts, "major"),
                      .bin = take(facts, "bin"),
                      .version = take(facts, "version"),
                      .origin = take(facts, "origin")};
  out.machine = take(facts, "machine");
  out.user = take(facts, "user");
  out.folder = take(facts, "folder");
  out.data = take(facts, "data");
  out.port = take_number(facts, "port");
  out.tcp = take(facts, "tcp") == "yes";
  out.password = Secret(take(facts, "password"));
  return out;
}

void write_record(const std::string& path, const DevServer& server) {
  // Not write_file(): nobody else may read it at any moment.
  const std::string unnamed = fmt::format("{}.{}", path, ::getpid());
  const std::string text = text_of(server);
  {
    const Descriptor file(::open(unnamed.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file || ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
      throw Error(fmt::format("write {}: {}", unnamed, errno_text(errno)));
    }
  }
  if (::rename(unnamed.c_str(), path.c_str()) != 0) throw Error(fmt::format("rename {}: {}", path, errno_text(errno)));
}

}  // namespace plumb::devdb
