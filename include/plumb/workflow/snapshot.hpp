// SPDX-License-Identifier: Apache-2.0
// plumb snapshot: a catalog as one canonical text (docs/formats/snapshot.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// What a snapshot is taken of.
enum class SnapshotOf {
  live,        // the database of the URL
  migrations,  // all files of the directory, replayed on a private server
  src,         // the declared schema, likewise
};

struct SnapshotOptions {
  SnapshotOf of = SnapshotOf::live;
  Secret url;                           // of live
  std::string dir_url;                  // of migrations
  migration::Directory::Memory memory;  // mem:// directories of the project file
  std::vector<std::string> src;         // of src
  int major = 18;                       // of the private server; not used for live
  std::vector<std::string> schemas;     // only these; empty: all, or the one that the URL is bound to
  std::string revisions_schema;         // whose table is left out; "" as `migrate apply` finds it
  int connections = 1;                  // of live; 2: a second session may read a part of a large catalog
};

struct SnapshotText {
  std::string text;
  std::vector<std::string> not_seen;  // kinds that the role may not read; the text says so too
};

// Writes nothing anywhere. Throws Error: no connection, no PostgreSQL of that major version, a file that does not run.
// SQL, of live: catalog queries in one read-only snapshot, as drift sends them. Locks: none that others notice.
[[nodiscard]] SnapshotText snapshot(const SnapshotOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
