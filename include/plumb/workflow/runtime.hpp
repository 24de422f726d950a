// SPDX-License-Identifier: Apache-2.0
// What a workflow needs of the outside world. Made once, by cli; below workflow only single members are handed on.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/clock.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::workflow {

// One step of a workflow, and how long it took.
struct PassTime {
  std::string pass;  // "read"
  std::chrono::nanoseconds time{0};
};

struct Runtime {
  const Clock& clock;
  const Stop& stop;
  // Progress for people, a line at a time, without line feed ("waiting for the lock held by pid 4711 …"). May be empty.
  std::function<void(std::string_view)> say;
  // What was said to servers, summed up; for --stats. May be null.
  pg::Traffic* traffic = nullptr;
  // Likewise. May be null.
  std::vector<PassTime>* passes = nullptr;
};

}  // namespace plumb::workflow
