// SPDX-License-Identifier: Apache-2.0
#include "connect_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace plumb::pg {

namespace {

constexpr auto k_none = std::string_view::npos;

// One attempt of libpq: at one address, or before there was one.
struct Attempt {
  std::string address;  // "127.0.0.1:5432", "[::1]:5432", "/run/.s.PGSQL.5432"; "" before there was one
  std::string reason;   // all that follows
  ServerError server;   // sqlstate is empty if no server spoke
};

bool is_sqlstate(std::string_view text) {
  return text.size() == 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

// "FATAL:  28P01: password authentication failed …\nDETAIL:  …\nHINT:  …\nLOCATION:  …": severity and labels are in the
// language of the server, the SQLSTATE is not.
std::optional<ServerError> parse_server_part(std::string_view text) {
  const std::size_t colon = text.find(":  ");
  if (colon == k_none || colon > 40 || text.size() < colon + 10) return std::nullopt;
  if (!is_sqlstate(text.substr(colon + 3, 5)) || text.substr(colon + 8, 2) != ": ") return std::nullopt;
  ServerError error{.severity = "FATAL", .sqlstate = std::string(text.substr(colon + 3, 5)), .connection_lost = true};
  std::string* into = &error.message;
  std::string ignored;
  std::string_view rest = text.substr(colon + 10);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    for (const auto& [label, target] : {std::pair<std::string_view, std::string*>{"DETAIL:  ", &error.detail},
                                        {"HINT:  ", &error.hint},
                                        {"CONTEXT:  ", &error.context},
                                        {"LOCATION:  ", &ignored}}) {
      if (!line.starts_with(label)) continue;
      line.remove_prefix(label.size());
      into = target;
    }
    if (!into->empty()) *into += '\n';
    *into += line;
  }
  return error;
}

// `"localhost" (127.0.0.1), port 5432 failed: …` → the address, and what follows "failed: ".
Attempt parse_attempt(std::string_view text) {
  static constexpr std::string_view k_host = "connection to server at \"";
  static constexpr std::string_view k_socket = "connection to server on socket \"";
  Attempt attempt;
  const std::size_t failed = text.find(" failed: ");
  if (failed != k_none && text.starts_with(k_socket)) {
    const std::size_t end = text.find('"', k_socket.size());
    attempt.address = text.substr(k_socket.size(), end - k_socket.size());
    text.remove_prefix(failed + 9);
  } else if (failed != k_none && text.starts_with(k_host)) {
    const std::string_view place = text.substr(k_host.size(), failed - k_host.size());
    std::string_view host = place.substr(0, place.find('"'));
    if (const std::size_t open = place.find(" ("); open != k_none) {
      host = place.substr(open + 2, place.find(')', open) - open - 2);
    }
    const std::size_t port = place.rfind("port ");
    attempt.address = host_port(host, port == k_none ? "" : place.substr(port + 5));
    text.remove_prefix(failed + 9);
  }
  if (auto server = parse_server_part(text)) attempt.server = std::move(*server);
  attempt.reason = text.substr(0, text.find('\n'));
  return attempt;
}

std::vector<Attempt> parse_attempts(std::string_view text) {
  std::vector<Attempt> attempts;
  while (!text.empty()) {
    std::size_t next = text.find("\nconnection to server ");
    next = std::min({next, text.find("\ncould not translate host name ")});
    const std::size_t end = std::min(next, text.size());
    std::string_view piece = text.substr(0, end);
    while (piece.ends_with('\n')) piece.remove_suffix(1);
    attempts.push_back(parse_attempt(piece));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (attempts.empty()) attempts.emplace_back();
  return attempts;
}

// Go's texts of errno are glibc's in lower case.
std::string lower_first(std::string text) {
  if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && !(text[1] >= 'A' && text[1] <= 'Z')) text[0] |= 0x20;
  return text;
}

std::string between_quotes(std::string_view text) {
  const std::size_t open = text.find('"');
  const std::size_t close = open == k_none ? k_none : text.find('"', open + 1);
  return close == k_none ? std::string() : std::string(text.substr(open + 1, close - open - 1));
}

struct Advice {
  std::string_view sqlstate;
  std::string_view text;
};

constexpr std::array<Advice, 9> k_advice = {{
    {"28P01", "check the user and the password: in the URL, in PGPASSWORD or in the password file"},
    {"28000", "the server's pg_hba.conf has no rule that lets this user in this way, or there is no such user"},
    {"3D000", "create it (CREATE DATABASE), or correct the name in the URL"},
    {"53300", "close sessions that are not needed, or raise max_connections on the server"},
    {"57P03", "the server is starting up, shutting down or recovering; try again in a moment"},
    {"42501", "the role lacks CONNECT on this database: GRANT CONNECT ON DATABASE … TO …"},
    {"42704",
     "a query key of the URL that is no setting of libpq is handed to the server as a setting: is it spelled right?"},
    {"08P01", "a proxy may not let the settings of the URL through (PgBouncer: ignore_startup_parameters)"},
    {"55000", "the database does not accept connections (ALLOW_CONNECTIONS, or a template being cloned)"},
}};

std::string advice_for(const ServerError& error) {
  if (error.message.find("no encryption") != std::string::npos) {
    return "the server demands TLS from here: add sslmode=require to the URL";
  }
  const auto found =
      std::find_if(k_advice.begin(), k_advice.end(), [&](const Advice& a) { return a.sqlstate == error.sqlstate; });
  return found == k_advice.end() ? std::string() : std::string(found->text);
}

ConnectResult explain_server(const Attempt& attempt) {
  ConnectResult result;
  result.error = attempt.server;
  if (result.error.hint.empty()) result.error.hint = advice_for(result.error);
  result.atlas_text = fmt::format("pq: {} ({})", result.error.message, result.error.sqlstate);
  return result;
}

// What is said of a failure that no server spoke of: for people, and by Atlas's driver.
struct Words {
  std::string reason;
  std::string hint;
  std::string atlas;
};

Words words_for(const Attempt& attempt) {
  const std::string& reason = attempt.reason;
  const bool socket = attempt.address.starts_with('/');
  const auto says = [&](std::string_view text) { return reason.find(text) != std::string::npos; };
  if (says("server does not support SSL")) {
    return {"TLS was demanded (sslmode), but the server has none",
            "use sslmode=prefer, or give the server a certificate", "pq: SSL is not enabled on the server"};
  }
  if (says("could not translate host name")) {
    const std::string host = between_quotes(reason);
    const std::string why = reason.substr(reason.rfind(": ") + 2);
    return {"the name does not resolve: " + lower_first(why), "check the host name in the URL, and the name service",
            fmt::format("dial tcp: lookup {}: {}", host, why == "Name or service not known" ? "no such host" : why)};
  }
  if (says("received invalid response to SSL negotiation")) {
    return {"what listens there is not a PostgreSQL server", "check host and port",
            "pq: SSL is not enabled on the server"};
  }
  if (says("SSL error") || says("certificate") || says("could not get server's host name")) {
    return {lower_first(reason), "check sslmode, sslrootcert and the server's certificate",
            "tls: " + lower_first(reason)};
  }
  if (attempt.address.empty() || says("closed the connection")) {
    return {lower_first(reason), "", says("closed the connection") ? "EOF" : "pq: " + lower_first(reason)};
  }
  const std::string errno_words = lower_first(reason);
  const std::string hint = says("Connection refused") || says("No such file")
                               ? (socket ? "is a server running with this socket folder and port?"
                                         : "is a server running there, and does it listen on this address and port?")
                               : "";
  return {errno_words, hint,
          fmt::format("dial {} {}: connect: {}", socket ? "unix" : "tcp", attempt.address, errno_words)};
}

ConnectResult from_words(Words words, const std::string& place) {
  ConnectResult result;
  result.error.message = fmt::format("cannot connect to {}: {}", place, words.reason);
  result.error.hint = std::move(words.hint);
  result.error.connection_lost = true;
  result.atlas_text = std::move(words.atlas);
  return result;
}

// libpq ends the exchange itself when it has no password to give. lib/pq gives an empty one, and the server refuses
// that.
ConnectResult explain_no_password(std::string_view wanted, std::string_view user) {
  ConnectResult result;
  result.error.severity = "FATAL";
  result.error.sqlstate = "28P01";
  result.error.message = fmt::format(
      "cannot connect to {}: the server wants a password for user \"{}\", and none was given", wanted, user);
  result.error.hint = "put it into the URL, PGPASSWORD or a password file";
  result.error.connection_lost = true;
  result.atlas_text = fmt::format("pq: password authentication failed for user \"{}\" (28P01)", user);
  return result;
}

}  // namespace

std::string host_port(std::string_view host, std::string_view port) {
  return host.find(':') == k_none ? fmt::format("{}:{}", host, port) : fmt::format("[{}]:{}", host, port);
}

ConnectResult explain_failure(std::string_view text, std::string_view wanted, std::string_view user) {
  if (text.find("no password supplied") != k_none) return explain_no_password(wanted, user);
  const std::vector<Attempt> attempts = parse_attempts(text);
  for (const Attempt& attempt : attempts) {
    if (!attempt.server.sqlstate.empty()) return explain_server(attempt);
  }
  const Attempt& first = attempts.front();
  return from_words(words_for(first), first.address.empty() ? std::string(wanted) : first.address);
}

ConnectResult explain_timeout(std::string_view address, std::string_view wanted, std::chrono::seconds waited) {
  Words words{fmt::format("no answer within {} s", waited.count()),
              "is the host up, and does a firewall let this port through? connect_timeout=… in the URL waits longer",
              fmt::format("dial tcp {}: i/o timeout", address.empty() ? wanted : address)};
  return from_words(std::move(words), std::string(wanted));
}

ConnectResult explain_refusal(const std::string& atlas_text) {
  const std::string reason = atlas_text.starts_with("pq: ") ? atlas_text.substr(4) : atlas_text;
  ConnectResult result;
  result.error.message = "the database URL: " + reason;
  result.error.connection_lost = true;
  result.atlas_text = atlas_text;
  return result;
}

}  // namespace plumb::pg
