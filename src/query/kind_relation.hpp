// SPDX-License-Identifier: Apache-2.0
// The objects of one kind as rows, in the Catalog's own buffers.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <unordered_map>

#include <plumb/catalog/catalog.hpp>

#include "relation.hpp"

namespace plumb::query {

inline constexpr std::string_view k_migration_role = "{migration role}";

class KindRelation final : public Relation {
 public:
  // REQUIRES: the section lives longer.
  KindRelation(const catalog::Section& section, std::string migration_role);

  [[nodiscard]] std::size_t rows() const override { return m_section.size(); }
  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const override;
  [[nodiscard]] std::size_t sorted_by() const override { return m_sorted_by; }

 private:
  enum class Show : std::uint8_t { as_is, flag, role };

  // A column of which much is asked.
  struct Column {
    std::atomic<std::uint32_t> asked = 0;
    std::atomic<const Cell*> cells = nullptr;  // those of `kept`, once they can be read without the lock
    std::vector<Cell> kept;
  };

  [[nodiscard]] const Cell* keep(std::size_t column) const;
  [[nodiscard]] Cell read(std::size_t row, std::size_t column) const;
  [[nodiscard]] Cell shown(std::size_t row, std::size_t column, std::string_view text) const;
  [[nodiscard]] bool identity_is_as_sent() const;
  [[nodiscard]] bool is_sorted() const;

  const catalog::Section& m_section;
  std::string m_migration_role;
  std::size_t m_identity;    // columns that name the object, the first ones
  std::vector<Show> m_show;  // by column
  std::size_t m_sorted_by;
  mutable std::mutex m_keeping;
  mutable std::vector<Column> m_kept;  // by column
  mutable std::mutex m_rewriting;
  // The few cells that are not shown as the server sent them, by row and column.
  mutable std::unordered_map<std::uint64_t, std::string> m_rewritten;
};

}  // namespace plumb::query
