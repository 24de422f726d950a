// SPDX-License-Identifier: Apache-2.0
// read_catalog URL [compare|alone]: reads all kinds as `plumb drift` does, and says in one line of JSON what it took.
// With "compare" it reads twice and compares the two; with "alone" one session reads all. For bench/catalog, which
// measures it as a whole process too.
#include <chrono>
#include <cstdio>
#include <string_view>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/diff/difference.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connect.hpp>

using namespace plumb;

namespace {

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

int run(const std::string& url, std::string_view mode) {
  const bool compare = mode == "compare";
  const pg::Target target = pg::Target::parse(Secret(url));
  const auto connection = pg::connect(target);
  inspect::ReadOptions options;
  if (mode != "alone") options.second = [&target] { return pg::connect(target); };
  auto start = std::chrono::steady_clock::now();
  const inspect::Snapshot snapshot = inspect::read(*connection, options);
  const double read_ms = milliseconds_since(start);
  const auto traffic = connection->traffic();

  double compare_ms = 0;
  std::size_t differences = 0;
  if (compare) {
    const inspect::Snapshot again = inspect::read(*connection, options);
    start = std::chrono::steady_clock::now();
    differences = diff::compare(snapshot.catalog, again.catalog).list.size();
    compare_ms = milliseconds_since(start);
  }
  std::size_t objects = 0;
  for (const auto& section : snapshot.catalog.sections()) objects += section->size();
  fmt::print(
      "{{\"read_ms\": {:.2f}, \"compare_ms\": {:.3f}, \"differences\": {}, \"objects\": {}, \"received\": {}, "
      "\"round_trips\": {}, \"second_round_trips\": {}}}\n",
      read_ms, compare_ms, differences, objects, traffic.bytes_received + snapshot.second_traffic.bytes_received,
      traffic.round_trips, snapshot.second_traffic.round_trips);
  return differences == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  try {
    return run(argv[1], argc > 2 ? argv[2] : "");
  } catch (const Error& error) {
    fmt::print(stderr, "read_catalog: {}\n", error.what());
    return 1;
  }
}
