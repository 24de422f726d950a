// SPDX-License-Identifier: Apache-2.0
#include "snapshot_header.hpp"

#include <nlohmann/json.hpp>

#include <plumb/base/error.hpp>
#include <plumb/state/snapshot_file.hpp>

namespace plumb::state {
namespace {

using nlohmann::ordered_json;

SnapshotKind kind_of(const catalog::Section& section) {
  SnapshotKind out{.name = section.kind().name, .identity = section.kind().identity, .attributes = {}};
  for (const std::string_view name : section.attributes()) out.attributes.emplace_back(name);
  return out;
}

ordered_json not_seen_json(const std::vector<inspect::NotSeen>& not_seen) {
  ordered_json out = ordered_json::array();
  for (const inspect::NotSeen& each : not_seen) {
    out.push_back({{"what", each.what}, {"reason", each.reason}, {"in_part", each.in_part}});
  }
  return out;
}

ordered_json kinds_json(const std::vector<SnapshotKind>& kinds) {
  ordered_json out = ordered_json::array();
  for (const SnapshotKind& each : kinds) {
    out.push_back({{"kind", each.name}, {"identity", each.identity}, {"attributes", each.attributes}});
  }
  return out;
}

SnapshotHeader from_json(const ordered_json& json) {
  SnapshotHeader header;
  header.format = json.at("format").get<int>();
  if (header.format != k_snapshot_format) return header;
  header.facts.server_version_text = json.at("server").get<std::string>();
  header.facts.server_version = json.at("server_version").get<int>();
  header.facts.database = json.at("database").get<std::string>();
  header.facts.migration_role = json.at("migration_role").get<std::string>();
  header.schemas = json.at("schemas").get<std::vector<std::string>>();
  for (const ordered_json& each : json.at("not_seen")) {
    header.not_seen.push_back({.what = each.at("what").get<std::string>(),
                               .reason = each.at("reason").get<std::string>(),
                               .in_part = each.value("in_part", false)});
  }
  for (const ordered_json& each : json.at("kinds")) {
    header.kinds.push_back({.name = each.at("kind").get<std::string>(),
                            .identity = each.at("identity").get<std::vector<std::string>>(),
                            .attributes = each.at("attributes").get<std::vector<std::string>>()});
  }
  return header;
}

}  // namespace

SnapshotHeader header_of(const inspect::Snapshot& snapshot, const std::vector<std::string>& schemas) {
  SnapshotHeader header{.format = k_snapshot_format,
                        .facts = snapshot.facts,
                        .schemas = schemas,
                        .not_seen = snapshot.not_seen,
                        .kinds = {}};
  for (const auto& section : snapshot.catalog.sections()) header.kinds.push_back(kind_of(*section));
  return header;
}

std::string print_header(const SnapshotHeader& header) {
  const ordered_json json = {{"plumb", "snapshot"},
                             {"format", header.format},
                             {"server", header.facts.server_version_text},
                             {"server_version", header.facts.server_version},
                             {"database", header.facts.database},
                             {"migration_role", header.facts.migration_role},
                             {"schemas", header.schemas},
                             {"not_seen", not_seen_json(header.not_seen)},
                             {"kinds", kinds_json(header.kinds)}};
  // A database may have a name that is not UTF-8; the line must be.
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

SnapshotHeader parse_header(std::string_view line) {
  if (!line.starts_with(k_snapshot_start)) throw Error("this is no snapshot of plumb");
  try {
    return from_json(ordered_json::parse(line));
  } catch (const nlohmann::json::exception&) {
    throw Error("the header of the snapshot is damaged");
  }
}

std::string end_line(std::size_t objects, const std::string& digest) {
  return fmt::format("{{\"objects\":{},\"sha256\":\"{}\"}}", objects, digest);
}

}  // namespace plumb::state
