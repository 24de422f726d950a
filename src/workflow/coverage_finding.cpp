// SPDX-License-Identifier: Apache-2.0
#include "coverage_finding.hpp"

#include <fmt/format.h>

#include <plumb/base/counted.hpp>
#include <plumb/catalog/fingerprint.hpp>

namespace plumb::workflow {
namespace {

using finding::Finding;

Finding coverage_finding(std::string code, std::string kind, std::string name, std::string message) {
  Finding out;
  out.object = {.kind = std::move(kind), .schema = {}, .parent = {}, .name = std::move(name), .signature = {}};
  out.fingerprint = catalog::fingerprint(code, out.object.text());
  out.code = std::move(code);
  out.cls = finding::Class::coverage;
  out.severity = finding::Severity::high;
  out.message = std::move(message);
  return out;
}

}  // namespace

Finding not_seen(const inspect::NotSeen& what) {
  Finding out = coverage_finding("COV001", "coverage", what.what,
                                 fmt::format("{} could not be read: {}", what.what, what.reason));
  out.why = "what was not seen was not judged; give the role the right to read it";
  return out;
}

Finding no_server_of_version(int major) {
  Finding out = coverage_finding(
      "COV002", "server", std::to_string(major),
      fmt::format("could not judge: PostgreSQL {} is not installed here, so there is nothing to compare with", major));
  out.why = "both sides must be printed by the same major version; run scripts/setup, or set PLUMB_POSTGRES_HOME";
  return out;
}

Finding not_compared(const catalog::Kind& kind) {
  Finding out = coverage_finding(
      "COV003", "coverage", kind.name,
      fmt::format("objects of kind {} were not read on both sides in the same way: not compared", kind.name));
  out.why = "what was not compared was not judged";
  return out;
}

Finding not_known(const std::string& what, std::size_t count, const std::string& server) {
  Finding out =
      coverage_finding("COV004", "coverage", what,
                       fmt::format("PostgreSQL {} has {} that this plumb does not know", server, counted(count, what)));
  out.why = "what is kept there was not looked at; a newer plumb may know it";
  return out;
}

Finding other_major_version(const std::string& what, int major, int live_major) {
  Finding out = coverage_finding(
      "COV005", "server", std::to_string(major),
      fmt::format("could not judge: {} is of PostgreSQL {}, the database of PostgreSQL {}", what, major, live_major));
  out.why =
      "another major version prints the same thing otherwise, and knows other things; compare with one of the same";
  return out;
}

}  // namespace plumb::workflow
