// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <set>

#include <plumb/diff/difference.hpp>
#include <plumb/inspect/snapshot.hpp>

#include "blueprint.hpp"
#include "rich_database.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

// A login that has CONNECT by name, for PUBLIC does not, and nothing else.
std::unique_ptr<pg::Connection> connect_as_stranger(const TestDatabase& database) {
  execute(*database.connect(), "DROP ROLE IF EXISTS least_privilege; CREATE ROLE least_privilege LOGIN");
  std::string url = database.tcp_url().reveal();
  return pg::connect(pg::Target::parse(Secret(url.replace(url.find("postgres@"), 8, "least_privilege"))));
}

std::string name_of(const catalog::Object& object) {
  std::string name = object.kind().name;
  for (std::size_t part = 0; part < object.identity_size(); ++part) name += fmt::format(" {}", object.identity(part));
  return name;
}

// What differs, compared or not; and in `hidden` the attributes that the second one was not shown.
std::vector<std::string> differences(const catalog::Catalog& all, const catalog::Catalog& little,
                                     std::set<std::string>& hidden) {
  std::vector<std::string> result;
  for (const auto& section : all.sections()) {
    const catalog::Section* other = little.section(section->kind().name);
    if (other == nullptr || other->size() != section->size()) {
      result.push_back(section->kind().name);
      continue;
    }
    for (std::size_t i = 0; i < section->size(); ++i) {
      const catalog::Object left = (*section)[i];
      const catalog::Object right = (*other)[i];
      if (compare_identity(left, right) != 0) result.push_back(name_of(left) + " / " + name_of(right));
      for (const std::string_view attribute : section->attributes()) {
        if (right.attribute(attribute) == catalog::k_not_seen) {
          hidden.insert(fmt::format("{}.{}", section->kind().name, attribute));
        } else if (left.attribute(attribute) != right.attribute(attribute)) {
          result.push_back(fmt::format("{}: {}", name_of(left), attribute));
        }
      }
    }
  }
  return result;
}

}  // namespace

TEST_CASE("a login with CONNECT and nothing else reads what a superuser reads") {
  const RichDatabase rich;
  const auto stranger = connect_as_stranger(rich.database());
  const inspect::Snapshot all = inspect::read(*rich.database().connect(), {});
  const inspect::Snapshot little = inspect::read(*stranger, {});

  CHECK(all.not_seen.empty());
  std::set<std::string> hidden;
  CHECK(differences(all.catalog, little.catalog, hidden) == std::vector<std::string>());
  CHECK(hidden == std::set<std::string>{"setting_value.default", "setting_value.value", "user_mapping.options"});
  CHECK(summary(diff::compare(all.catalog, little.catalog)) == std::vector<std::string>());
  CHECK(summary(diff::compare(little.catalog, all.catalog)) == std::vector<std::string>());

  // It knows what it was not shown, and says how much.
  std::vector<std::string> told;
  for (const inspect::NotSeen& each : little.not_seen) {
    CHECK(each.in_part);
    told.push_back(each.what);
  }
  CHECK(told == std::vector<std::string>{"value of 2 setting_value", "default of 2 setting_value",
                                         "options of 2 user_mapping"});
}

TEST_CASE("of what is secret nothing is in the catalog") {
  const RichDatabase rich;
  const inspect::Snapshot snapshot = inspect::read(*rich.database().connect(), {});
  std::vector<std::string> leaks;
  for (const auto& section : snapshot.catalog.sections()) {
    for (std::size_t i = 0; i < section->size(); ++i) {
      for (const std::string_view attribute : section->attributes()) {
        const auto value = (*section)[i].attribute(attribute);
        if (value && value->find("swordfish") != std::string_view::npos) {
          leaks.push_back(fmt::format("{}: {}", name_of((*section)[i]), attribute));
        }
      }
    }
  }
  CHECK(leaks == std::vector<std::string>());
}

TEST_CASE("every kind has an object in the rich database") {
  const RichDatabase rich;
  const inspect::Snapshot snapshot = inspect::read(*rich.database().connect(), {});
  std::vector<std::string> empty;
  for (const auto& section : snapshot.catalog.sections()) {
    // A slot keeps what it has not sent, and needs a server that is set up for it.
    if (section->size() == 0 && section->kind().name != "replication_slot") empty.push_back(section->kind().name);
  }
  CHECK(empty == std::vector<std::string>());
}
