// SPDX-License-Identifier: Apache-2.0
// What a workflow needs of the outside world. Made once, by cli; below workflow only single members are handed on.
#pragma once

#include <functional>
#include <string_view>

#include <plumb/base/clock.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::workflow {

struct Runtime {
  const Clock& clock;
  const Stop& stop;
  // Progress for people, a line at a time, without line feed ("waiting for the lock held by pid 4711 …"). May be empty.
  std::function<void(std::string_view)> say;
  // What was said to servers, summed up; for --stats. May be null.
  pg::Traffic* traffic = nullptr;
};

}  // namespace plumb::workflow
