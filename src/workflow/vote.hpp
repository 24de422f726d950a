// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace plumb::workflow {

// Which text most say. Of two with as many the one that is first in byte order.
class Vote {
 public:
  void add(const std::string& text) { ++m_counts[text]; }

  [[nodiscard]] bool empty() const { return m_counts.empty(); }
  // `otherwise` where nobody has voted.
  [[nodiscard]] std::string winner(const std::string& otherwise = "") const {
    const std::pair<const std::string, int>* best = nullptr;
    for (const auto& each : m_counts) {
      if (best == nullptr || each.second > best->second) best = &each;
    }
    return best == nullptr ? otherwise : best->first;
  }

 private:
  std::map<std::string, int> m_counts;
};

}  // namespace plumb::workflow
