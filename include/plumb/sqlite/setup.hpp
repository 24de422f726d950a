// SPDX-License-Identifier: Apache-2.0
// How SQLite works in this process. The choice can be made once only, before its first connection, and holds for all
// of them: those of the state file, and those of the catalogs.
//
// - No locks inside of SQLite: a connection is used by one thread at a time, which every owner of one sees to.
// - Memory is kept by the thread that used it, in pieces of some sizes, for what it compiles next. To compile a query
//   takes hundreds of small pieces, which SQLite, as Debian builds it, gets and gives back one by one. Under sanitizers
//   nothing is kept, so that they see all of it.
// - What a thread uses is counted by thread, and not for the whole process under a lock.
#pragma once

#include <cstddef>

namespace plumb::sqlite {

// Before a connection is opened, each time; all but the first call do nothing. Thread-safe.
void set_up();

// Bytes that this thread got from SQLite and has not given back: what it uses, as long as it works on what is its own.
// What another thread gave back for it is still counted here, and may be less than nothing there.
[[nodiscard]] std::ptrdiff_t memory_of_thread();

}  // namespace plumb::sqlite
