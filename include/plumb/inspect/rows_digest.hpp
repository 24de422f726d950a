// SPDX-License-Identifier: Apache-2.0
// Whether a catalog that was read before is still what the server holds, told by a tenth of the work of reading it: by
// a digest of the versions of all rows of pg_catalog that a kind's query, or a function of the server that one calls,
// reads.
//
// Of a row only its xmin is looked at, and of the table how many rows have which. That is enough. What one transaction
// left behind in a table is a set of row versions that never grows again once it is committed, and nobody writes into
// one of them; so as long as there are as many rows of that transaction, they are the same rows with the same content.
// Hence equal counts are equal tables. VACUUM and ANALYZE leave xmin alone; what gives a table a new file (VACUUM FULL,
// CLUSTER, REINDEX, TRUNCATE, REFRESH) writes its row of pg_class anew and costs the next read, no more. What the
// server overwrites in place (relpages, reltuples, relhasindex, relhastriggers, datfrozenxid and their like) no kind
// reads: known_columns.txt says of each why. datconnlimit -2, of a database whose DROP failed, nobody can connect to
// see.
//
// Equal numbers of transactions mean equal transactions only within one life of one cluster, so the digest has, too:
//
//   when the postmaster started    two clusters may be copies of one prepared directory, as plumb's own private servers
//                                  are, with the same numbers and other content; a restored backup, a standby after
//                                  pg_rewind and another server behind the same address are told by it as well
//   when the statistics were reset a crash of a session restarts all others and leaves the postmaster. With
//                                  synchronous_commit = off a transaction that others have seen may be lost in it, and
//                                  its number given again. Such a restart resets the statistics
//   system identifier, database    its OID: a template's rows are in the copy as they are, xmin included
//
// A standby shows what its primary committed and flushed, in that order, also when it is promoted. Numbers are 32 bits:
// to be taken in by one that came round again, a row would have to be written exactly 2^32 transactions later.
//
// What roles may not read is taken as text from where they may: pg_roles, pg_user_mappings, the columns of
// pg_subscription. Of what databases share, only what concerns this one counts, for the others' work must not. What
// does not follow from rows (settings, slots) is the business of kinds that are always asked: Kind::always_asked.
//
// tests/integration/drift/rows_digest_test.cpp holds all this against servers of each major version: what each query
// reads and calls, every change of the sensitivity data, crashes, copies.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::inspect {

// A table of pg_catalog that is not in the digest.
struct NotDigested {
  std::string_view table;
  std::string_view reason;
};
[[nodiscard]] std::span<const NotDigested> not_digested();

// The tables that are, on a server of a major version: all others. REQUIRES: plumb knows the version
// (k_newest_known_major).
[[nodiscard]] std::vector<std::string> digested_tables(int major);

// One SELECT with one row: the snapshot it saw (pg_current_snapshot()), and a text of which equal ones mean equal rows.
// The text is NULL where $1 is the snapshot of an earlier row, and what was asked since is sure to have seen the same.
// REQUIRES of the session: what settings.sql sets up.
[[nodiscard]] std::string rows_query(int major);

}  // namespace plumb::inspect
