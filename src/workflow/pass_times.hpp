// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string_view>

#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// How long each pass of a workflow took, for --stats: done("read") closes the pass that began with the one before.
class PassTimes {
 public:
  explicit PassTimes(const Runtime& runtime) : m_runtime(runtime), m_begin(std::chrono::steady_clock::now()) {}

  void done(std::string_view pass) {
    const auto now = std::chrono::steady_clock::now();
    if (m_runtime.passes != nullptr) m_runtime.passes->push_back({std::string(pass), now - m_begin});
    m_begin = now;
  }

 private:
  const Runtime& m_runtime;
  std::chrono::steady_clock::time_point m_begin;
};

}  // namespace plumb::workflow
