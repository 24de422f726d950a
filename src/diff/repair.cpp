// SPDX-License-Identifier: Apache-2.0
#include <plumb/diff/repair.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "names_in.hpp"

namespace plumb::diff {
namespace {

// What other statements may speak of: "" for what has no name of that sort.
std::string key_of(const catalog::Object& object) {
  const catalog::Kind& kind = object.kind();
  if (kind.name == "language") return name_key("", object.identity(0));
  const bool has_name = kind.identity.size() > 1 && kind.identity[0] == "schema" && kind.identity[1] == "name";
  return has_name ? name_key(object.identity(0), object.identity(1)) : "";
}

std::string id_of(const catalog::Object& object) {
  std::string id = object.kind().name;
  for (std::size_t part = 0; part < object.identity_size(); ++part) {
    id += '\0';
    id += object.identity(part);
  }
  return id;
}

// The steps as nodes, with an edge from each to those that have to wait for it.
class Graph {
 public:
  explicit Graph(std::span<const Step* const> steps) : m_steps(steps), m_after(steps.size()), m_waits(steps.size()) {
    chain_objects();
    connect_names();
  }

  std::vector<std::size_t> sorted() {
    std::set<std::pair<Phase, std::size_t>> ready;
    std::set<std::pair<Phase, std::size_t>> waiting;
    for (std::size_t i = 0; i < m_steps.size(); ++i) (m_waits[i] == 0 ? ready : waiting).insert(place(i));
    std::vector<std::size_t> order;
    while (!ready.empty() || !waiting.empty()) {
      // Where all wait for each other, the first of them goes first.
      std::set<std::pair<Phase, std::size_t>>& from = ready.empty() ? waiting : ready;
      const std::size_t next = from.begin()->second;
      from.erase(from.begin());
      order.push_back(next);
      for (const std::size_t each : m_after[next]) {
        if (--m_waits[each] == 0 && waiting.erase(place(each)) == 1) ready.insert(place(each));
      }
    }
    return order;
  }

 private:
  [[nodiscard]] std::pair<Phase, std::size_t> place(std::size_t index) const { return {m_steps[index]->phase, index}; }

  void add_edge(std::size_t before, std::size_t after) {
    if (before == after) return;
    m_after[before].push_back(after);
    ++m_waits[after];
  }

  // Of an object: the first step before all others, and those of one phase one after the other.
  void chain_objects() {
    std::map<std::string, std::map<Phase, std::size_t>> last_of;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
      const std::string id = id_of(m_steps[i]->object);
      auto [found, is_new] = m_first.emplace(id, i);
      auto& last = last_of[id];
      const auto same_phase = last.find(m_steps[i]->phase);
      if (same_phase != last.end()) {
        add_edge(same_phase->second, i);
      } else if (!is_new) {
        add_edge(found->second, i);
      }
      last[m_steps[i]->phase] = i;
      if (const std::string key = key_of(m_steps[i]->object); is_new && !key.empty()) m_made[key].push_back(i);
    }
  }

  void connect_names() {
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
      const Step& step = *m_steps[i];
      const std::size_t own = m_first.at(id_of(step.object));
      // The text says the object's own name too, which others may have: a family's class, a function of other
      // arguments.
      const std::string own_key = step.needs.empty() ? key_of(step.object) : "";
      std::set<std::size_t> needed;
      for (const std::string& key : names_in(step.needs.empty() ? step.text : step.needs)) {
        if (key == own_key) continue;
        const auto made = m_made.find(key);
        if (made != m_made.end()) needed.insert(made->second.begin(), made->second.end());
      }
      needed.erase(own);
      for (const std::size_t each : needed) add_edge(each, i);
    }
  }

  std::span<const Step* const> m_steps;
  std::vector<std::vector<std::size_t>> m_after;
  std::vector<std::size_t> m_waits;
  std::unordered_map<std::string, std::size_t> m_first;              // by object
  std::unordered_map<std::string, std::vector<std::size_t>> m_made;  // the first steps of those that have the name
};

}  // namespace

std::vector<std::size_t> runnable_order(std::span<const Step> steps) {
  std::vector<const Step*> made;
  std::vector<std::size_t> index_of_made;
  std::vector<std::size_t> dropped;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].drops) {
      dropped.push_back(i);
    } else {
      made.push_back(&steps[i]);
      index_of_made.push_back(i);
    }
  }
  std::vector<std::size_t> order;
  for (const std::size_t i : Graph(made).sorted()) order.push_back(index_of_made[i]);
  std::ranges::stable_sort(dropped, [&](std::size_t a, std::size_t b) { return steps[a].phase > steps[b].phase; });
  order.insert(order.end(), dropped.begin(), dropped.end());
  return order;
}

}  // namespace plumb::diff
