// SPDX-License-Identifier: Apache-2.0
// docs/query.md shows questions: each can be asked.
#include "given.hpp"

#include <support/catch.hpp>

#include <plumb/base/files.hpp>

using namespace plumb;
using namespace plumb::test;

namespace {

std::vector<std::string> questions() {
  constexpr std::string_view k_begin = "\n```sql\n";
  const std::string text = read_file(PLUMB_SOURCE_DIR "/docs/query.md");
  std::vector<std::string> out;
  for (std::size_t at = text.find(k_begin); at != std::string::npos; at = text.find(k_begin, at)) {
    at += k_begin.size();
    out.push_back(text.substr(at, text.find("\n```", at) - at));
  }
  return out;
}

}  // namespace

TEST_CASE("every question of docs/query.md can be asked") {
  const catalog::Catalog catalog = query::empty_catalog();
  const settings::Settings settings;
  query::Database database(catalog, settings, {.server_version = 180000});
  CHECK(questions().size() >= 10);
  for (const std::string& question : questions()) {
    INFO(question);
    CHECK(answer(database, question).empty());
  }
}
