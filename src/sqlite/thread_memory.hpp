// SPDX-License-Identifier: Apache-2.0
// The memory that SQLite asks for, as it wants it: sqlite3_mem_methods. Small pieces that were given back stay with the
// thread, by size, until it ends.
#pragma once

#include <sqlite3.h>

#include <cstddef>

namespace plumb::sqlite {

[[nodiscard]] const sqlite3_mem_methods& thread_memory();

// See memory_of_thread().
[[nodiscard]] std::ptrdiff_t bytes_used();

}  // namespace plumb::sqlite
