// SPDX-License-Identifier: Apache-2.0
#include "../../../src/sqlite/thread_memory.hpp"

#include <cstring>
#include <random>
#include <thread>

#include <support/catch.hpp>

#include <plumb/sqlite/setup.hpp>

using namespace plumb;

namespace {

const sqlite3_mem_methods& memory() {
  return sqlite::thread_memory();
}

// A piece that is full of a letter.
struct Filled {
  char* bytes = nullptr;
  int size = 0;
  char letter = ' ';

  [[nodiscard]] bool is_whole() const {
    return std::all_of(bytes, bytes + size, [this](char c) { return c == letter; });
  }
};

Filled fill(void* memory, int size, char letter) {
  std::memset(memory, letter, static_cast<std::size_t>(size));
  return {static_cast<char*>(memory), size, letter};
}

}  // namespace

TEST_CASE("memory that is given back is used again, and what is in use stays as it is") {
  std::mt19937 random(1);
  const std::ptrdiff_t before = sqlite::memory_of_thread();
  std::vector<Filled> pieces;
  for (int step = 0; step < 20'000; ++step) {
    const int size = static_cast<int>(1 + random() % (random() % 8 == 0 ? 5'000 : 200));
    const char letter = static_cast<char>('a' + step % 26);
    if (pieces.size() < 100) {
      pieces.push_back(fill(memory().xMalloc(size), size, letter));
      continue;
    }
    Filled& piece = pieces[random() % pieces.size()];
    REQUIRE(piece.is_whole());
    if (step % 3 == 0) {
      auto* bytes = static_cast<char*>(memory().xRealloc(piece.bytes, size));
      REQUIRE(Filled{bytes, std::min(size, piece.size), piece.letter}.is_whole());
      piece = fill(bytes, size, letter);
    } else {
      memory().xFree(piece.bytes);
      piece = fill(memory().xMalloc(size), size, letter);
    }
    REQUIRE(memory().xSize(piece.bytes) >= size);
  }
  CHECK(sqlite::memory_of_thread() > before);
  for (const Filled& piece : pieces) memory().xFree(piece.bytes);
  CHECK(sqlite::memory_of_thread() == before);
}

TEST_CASE("what a thread uses is counted for it alone; another may give it back") {
  constexpr int k_size = 1 << 20;
  const std::ptrdiff_t before = sqlite::memory_of_thread();
  void* piece = nullptr;
  std::thread([&] {
    piece = memory().xMalloc(k_size);
    CHECK(sqlite::memory_of_thread() >= k_size);
  }).join();
  CHECK(sqlite::memory_of_thread() == before);
  memory().xFree(piece);
  CHECK(sqlite::memory_of_thread() <= before - k_size);
}

TEST_CASE("SQLite takes its memory there") {
  sqlite::set_up();
  sqlite::set_up();
  const std::ptrdiff_t before = sqlite::memory_of_thread();
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open(":memory:", &connection) == SQLITE_OK);
  CHECK(sqlite::memory_of_thread() > before);
  sqlite3_close(connection);
}
