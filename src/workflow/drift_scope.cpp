// SPDX-License-Identifier: Apache-2.0
#include "drift_scope.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <plumb/apply/revisions_table.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/desired/desired.hpp>

namespace plumb::workflow {
namespace {

using catalog::Kind;
using catalog::Pattern;
using finding::Class;

bool is_bound(const pg::Target& target) {
  return !target.search_path.empty() && target.search_path.find(',') == std::string::npos;
}

inspect::ReadOptions read_options(const DriftOptions& options, const pg::Target& target) {
  inspect::ReadOptions read;
  const bool bound = is_bound(target);
  read.scope.schemas = options.schemas;
  if (read.scope.schemas.empty() && bound) read.scope.schemas = {target.search_path};
  desired::exclude_bound_schema(read.scope, target.search_path);
  read.revisions_schema = options.revisions_schema;
  if (read.revisions_schema.empty()) read.revisions_schema = bound ? target.search_path : apply::k_revisions_name;
  return read;
}

const Kind* find_kind(std::string_view name) {
  for (const Kind* kind : catalog::Kinds::builtin().for_server(999'999)) {
    if (kind->name == name) return kind;
  }
  return nullptr;
}

Class parse_class(const std::string& name) {
  for (const Class cls : {Class::drift, Class::contract, Class::migrations, Class::coverage}) {
    if (finding::name(cls) == name) return cls;
  }
  throw Error(fmt::format("--only class:{}: one of drift, contract, migrations, coverage", name), ErrorCode::usage);
}

// "kind:policy": what is said of which thing. Several of one sort: any of them; of different sorts: all of them.
void add_choice(DriftScope& scope, const std::string& choice) {
  const std::size_t colon = choice.find(':');
  const std::string sort = choice.substr(0, colon);
  const std::string value = colon == std::string::npos ? "" : choice.substr(colon + 1);
  if (value.empty()) {
    throw Error(fmt::format("invalid argument {} for \"--only\" flag: say kind:NAME, schema:NAME, class:NAME or "
                            "object:PATTERN",
                            go_quote(choice)),
                ErrorCode::usage);
  }
  if (sort == "kind") {
    if (find_kind(value) == nullptr) throw Error(fmt::format("--only kind:{}: no such kind", value), ErrorCode::usage);
    scope.selection.kinds.push_back(value);
  } else if (sort == "schema") {
    scope.selection.schemas.push_back(value);
  } else if (sort == "class") {
    scope.classes.push_back(parse_class(value));
  } else if (sort == "object") {
    scope.selection.only.push_back(Pattern::parse(value));
  } else {
    throw Error(fmt::format("--only {}: of kind, schema, class and object it is none", sort), ErrorCode::usage);
  }
}

// The identity of an object of that kind, as far as a finding tells it.
std::vector<std::string_view> identity_of(const Kind& kind, const finding::ObjectName& object) {
  std::vector<std::string_view> out;
  for (const std::string& column : kind.identity) {
    if (column == "schema") {
      out.emplace_back(object.schema);
    } else if (column == "table") {
      out.emplace_back(object.parent);
    } else if (column == "signature") {
      out.emplace_back(object.signature);
    } else {
      out.emplace_back(object.name);
    }
  }
  return out;
}

}  // namespace

bool DriftScope::tells(Class cls) const {
  return cls == Class::coverage || cls == Class::sources || classes.empty() ||
         std::find(classes.begin(), classes.end(), cls) != classes.end();
}

bool DriftScope::tells(const finding::Finding& finding) const {
  if (!tells(finding.cls)) return false;
  // Differences are chosen before they become findings, by their whole identity.
  if (finding.cls != Class::contract || selection.all()) return true;
  const Kind* kind = find_kind(finding.object.kind);
  return kind == nullptr || selection.contains(*kind, identity_of(*kind, finding.object));
}

DriftScope drift_scope(const DriftOptions& options, const pg::Target& target) {
  DriftScope scope{.read = read_options(options, target), .selection = {}, .classes = {}};
  const std::string schema = is_bound(target) ? target.search_path : "";
  for (const std::string& text : options.exclude) scope.selection.excluded.push_back(Pattern::parse(text, schema));
  for (const std::string& text : options.include) scope.selection.included.push_back(Pattern::parse(text, schema));
  for (const std::string& choice : options.only) add_choice(scope, choice);
  return scope;
}

void limit_to_snapshot(DriftScope& scope, const std::string& file, const std::vector<std::string>& schemas) {
  if (schemas.empty()) return;
  std::vector<std::string>& wanted = scope.read.scope.schemas;
  if (wanted.empty()) wanted = schemas;
  for (const std::string& schema : wanted) {
    if (std::find(schemas.begin(), schemas.end(), schema) != schemas.end()) continue;
    throw Error(fmt::format("{}: the snapshot does not have schema {}: it was limited to {}", file, schema,
                            fmt::join(schemas, ", ")))
        .with_hint("write it anew with plumb snapshot, or compare those schemas only");
  }
}

}  // namespace plumb::workflow
