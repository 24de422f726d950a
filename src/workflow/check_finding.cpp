// SPDX-License-Identifier: Apache-2.0
#include "check_finding.hpp"

#include <fmt/format.h>

#include <plumb/base/excerpt.hpp>
#include <plumb/catalog/fingerprint.hpp>

namespace plumb::workflow {
namespace {

using finding::Class;
using finding::Finding;
using finding::Severity;

// ON DISK – codes are never reused, and waivers hold the fingerprints.
Finding finding_of(std::string code, Class cls, finding::ObjectName object, const Error& error) {
  Finding out;
  out.fingerprint = catalog::fingerprint(code, object.text());
  out.code = std::move(code);
  out.cls = cls;
  out.severity = Severity::critical;
  out.object = std::move(object);
  out.message = error.message();
  out.why = error.hint();
  if (const auto& span = error.span(); span && !span->file.empty() && span->line > 0) {
    out.declared = finding::Declared{.file = span->file, .line = span->line, .column = span->column};
  }
  out.excerpt = excerpt(error);
  return out;
}

finding::ObjectName object(std::string kind, std::string name) {
  return {.kind = std::move(kind), .schema = {}, .parent = {}, .name = std::move(name), .signature = {}};
}

std::string file_of(const Error& error, std::string otherwise) {
  return error.span() && !error.span()->file.empty() ? error.span()->file : std::move(otherwise);
}

}  // namespace

Finding unusable_directory(const Error& error) {
  return finding_of("MIG005", Class::migrations, object("migration", "stream"), error);
}

Finding migration_fails(const Error& error) {
  // "20261102084500" of "migrations/default/20261102084500_close_grants.sql", as other findings about one file have it.
  std::string file = file_of(error, "stream");
  file.erase(0, file.rfind('/') == std::string::npos ? 0 : file.rfind('/') + 1);
  return finding_of("MIG009", Class::migrations, object("migration", file.substr(0, file.find_first_of("_."))), error);
}

Finding project_fails(const Error& error) {
  return finding_of("SRC002", Class::sources, object("file", file_of(error, "the project file")), error);
}

Finding settings_fail(const Error& error) {
  return finding_of("SRC003", Class::sources, object("file", file_of(error, "plumb.yaml")), error);
}

Finding source_fails(const Error& error, const std::string& hint) {
  Finding out = finding_of("SRC001", Class::sources, object("file", file_of(error, "src")), error);
  if (!hint.empty()) out.why = hint;
  return out;
}

Finding not_run(const std::string& step, const std::string& reason) {
  Finding out = finding_of("COV006", Class::coverage, object("step", step), Error("not looked at: " + reason));
  out.severity = Severity::high;
  return out;
}

}  // namespace plumb::workflow
