// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/catalog.hpp>

#include <algorithm>

namespace plumb::catalog {
namespace {

// -1, 0, 1 for a sorted search of `wanted` beside an object.
int compare_to(const Object& object, std::span<const std::string_view> wanted) {
  for (std::size_t part = 0; part < object.identity_size() && part < wanted.size(); ++part) {
    const int order = object.identity(part).compare(wanted[part]);
    if (order != 0) return order;
  }
  return 0;
}

}  // namespace

int compare_identity(const Object& left, const Object& right) {
  const std::size_t parts = std::min(left.identity_size(), right.identity_size());
  for (std::size_t part = 0; part < parts; ++part) {
    const int order = left.identity(part).compare(right.identity(part));
    if (order != 0) return order;
  }
  return 0;
}

void Catalog::add(const Kind& kind, std::unique_ptr<TextTable> table, const Scope& scope) {
  m_sections.push_back(std::make_unique<Section>(kind, std::move(table), scope));
}

bool Catalog::take(Catalog& other, const Kind& kind) {
  const auto found =
      std::ranges::find_if(other.m_sections, [&](const auto& section) { return &section->kind() == &kind; });
  if (found == other.m_sections.end()) return false;
  m_sections.push_back(std::move(*found));
  other.m_sections.erase(found);
  return true;
}

const Section* Catalog::section(std::string_view kind) const {
  const auto found =
      std::ranges::find_if(m_sections, [&](const auto& section) { return section->kind().name == kind; });
  return found == m_sections.end() ? nullptr : found->get();
}

std::optional<Object> Catalog::find(std::string_view kind, std::span<const std::string_view> identity) const {
  const Section* section = this->section(kind);
  if (section == nullptr || identity.size() != section->kind().identity.size()) return std::nullopt;
  std::size_t low = 0;
  std::size_t high = section->size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (compare_to((*section)[middle], identity) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == section->size() || compare_to((*section)[low], identity) != 0) return std::nullopt;
  return (*section)[low];
}

}  // namespace plumb::catalog
