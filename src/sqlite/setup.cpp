// SPDX-License-Identifier: Apache-2.0
#include <plumb/sqlite/setup.hpp>

#include <mutex>

#include "thread_memory.hpp"

namespace plumb::sqlite {

// SQLite refuses when something in this process has used it before; it works all the same then.
void set_up() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_MALLOC, &thread_memory());
  });
}

std::ptrdiff_t memory_of_thread() {
  return bytes_used();
}

}  // namespace plumb::sqlite
