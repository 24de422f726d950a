// SPDX-License-Identifier: Apache-2.0
#include "check_side.hpp"

#include "drift_desired.hpp"

namespace plumb::workflow {
namespace {

class Timer {
 public:
  explicit Timer(std::chrono::nanoseconds& sum) : m_sum(sum), m_begin(std::chrono::steady_clock::now()) {}
  ~Timer() { m_sum += std::chrono::steady_clock::now() - m_begin; }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

 private:
  std::chrono::nanoseconds& m_sum;
  std::chrono::steady_clock::time_point m_begin;
};

}  // namespace

CheckSide read_side(const std::function<std::vector<desired::Script>()>& read) {
  CheckSide out;
  const Timer timer(out.time);
  try {
    out.scripts = read();
  } catch (const Error& error) {
    out.failure = error;
  }
  return out;
}

void load_side(CheckSide& side, desired::Request request, UseCache use_cache, std::optional<state::Store>& store,
               const Runtime& runtime) {
  if (side.failure) return;
  const Timer timer(side.time);
  try {
    DesiredSource source;
    source.scripts = side.scripts;
    DesiredSide loaded = desired_from_scripts(std::move(source), std::move(request), use_cache, store, runtime);
    side.snapshot = std::move(loaded.snapshot);
    side.obstacle = std::move(loaded.obstacle);
    side.cached = loaded.described.cached;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::interrupted) throw;
    side.failure = error;
  }
}

}  // namespace plumb::workflow
