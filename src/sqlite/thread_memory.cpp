// SPDX-License-Identifier: Apache-2.0
#include "thread_memory.hpp"

#include <malloc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace plumb::sqlite {
namespace {

constexpr std::size_t k_step = 16;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t k_longest_kept = 0;
#else
constexpr std::size_t k_longest_kept = 1024;
#endif

// A piece that nobody uses holds the next one of its size.
struct Piece {
  Piece* next;
};

class Pieces {
 public:
  Pieces() = default;
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;
  ~Pieces() {
    m_ended = true;
    for (Piece*& first : m_first) {
      while (first != nullptr) std::free(std::exchange(first, first->next));
    }
  }

  void* get(std::size_t size) {
    const std::size_t steps = (std::max<std::size_t>(size, 1) + k_step - 1) / k_step;
    void* out = steps < m_first.size() ? take(steps) : nullptr;
    if (out == nullptr) out = std::malloc(steps * k_step);
    if (out != nullptr) used += static_cast<std::ptrdiff_t>(malloc_usable_size(out));
    return out;
  }

  void give(void* memory) {
    const std::size_t size = malloc_usable_size(memory);
    used -= static_cast<std::ptrdiff_t>(size);
    const std::size_t steps = size / k_step;
    if (m_ended || steps >= m_first.size()) return std::free(memory);
    auto* piece = static_cast<Piece*>(memory);
    piece->next = m_first[steps];
    m_first[steps] = piece;
  }

  std::ptrdiff_t used = 0;

 private:
  void* take(std::size_t steps) {
    Piece* const first = m_first[steps];
    if (first != nullptr) m_first[steps] = first->next;
    return first;
  }

  // By size, in steps.
  std::array<Piece*, k_longest_kept / k_step + 1> m_first{};
  bool m_ended = false;  // SQLite may give back what it has of its own when the thread is gone
};

thread_local Pieces t_pieces;

void* get(int size) {
  return t_pieces.get(static_cast<std::size_t>(size));
}

void give(void* memory) {
  if (memory != nullptr) t_pieces.give(memory);
}

int size_of(void* memory) {
  return memory == nullptr ? 0 : static_cast<int>(malloc_usable_size(memory));
}

void* resize(void* memory, int size) {
  const auto has = static_cast<std::size_t>(size_of(memory));
  if (static_cast<std::size_t>(size) <= has) return memory;
  void* out = get(size);
  if (out == nullptr) return nullptr;
  std::memcpy(out, memory, has);
  give(memory);
  return out;
}

int round_up(int size) {
  return static_cast<int>((static_cast<std::size_t>(size) + k_step - 1) / k_step * k_step);
}

int start(void*) {
  return SQLITE_OK;
}

void end(void*) {}

}  // namespace

const sqlite3_mem_methods& thread_memory() {
  static constexpr sqlite3_mem_methods k_methods = {get, give, resize, size_of, round_up, start, end, nullptr};
  return k_methods;
}

std::ptrdiff_t bytes_used() {
  return t_pieces.used;
}

}  // namespace plumb::sqlite
