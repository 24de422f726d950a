// SPDX-License-Identifier: Apache-2.0
// A kind of object, as its file in src/catalog/kinds/ describes it: a header of comment lines and one query. The
// columns that the query returns are the kind's identity and attributes; nothing else in the program lists them, so an
// attribute that is read is also compared, fingerprinted and reported. docs/catalog.md explains the header.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::catalog {

// What an attribute holds whose value the role was not allowed to read. Compared with nothing.
inline constexpr std::string_view k_not_seen = "{not seen}";

// How the text of an attribute is to be read.
enum class Form {
  text,        // a word or a name
  flag,        // "yes" or "no", sometimes with a third value
  set,         // a JSON array of texts, sorted: differences are told element by element
  list,        // a JSON array of texts whose order matters
  expression,  // SQL, on one line or a few
  body,        // code, many lines
};

struct AttributeFacts {
  std::string severity;  // of a difference in it: "critical", "high", "medium", "low", "info"
  Form form = Form::text;
  // False: it follows from other attributes or objects (what a view reads, say) and is there for rules and queries
  // only.
  bool compared = true;
};

struct Kind {
  std::string name;  // "policy"
  const Kind* parent =
      nullptr;  // its identity is a prefix of this one's: a policy's (schema, table, …) is a table's (schema, name)
  const Kind* other_parent =
      nullptr;  // what the object may be part of instead: a column of a view; named like the parent
  std::vector<std::string> identity;                              // columns that name an object, outermost first
  std::string missing;                                            // severity of an object that is not there
  std::string unexpected;                                         // severity of one that is there and should not be
  std::map<std::string, AttributeFacts, std::less<>> attributes;  // those the header speaks of
  bool compared = true;  // false: read for rules and queries only; never a difference
  // For things of the whole cluster: the attribute that tells whether an object concerns this database ("yes"), only
  // if the other side says so ("no"), or is never compared ("never"). "": all do.
  std::string scope;
  // What there must be a row of for the query to return any: "pg_catalog.pg_publication", with or without a WHERE; "":
  // it is always asked. The header speaks of all attributes then.
  std::string when;
  // What the query tells does not follow from the rows of pg_catalog alone, as that of the settings does not: it is
  // asked also where these are known to be unchanged (inspect/rows_digest.hpp).
  bool always_asked = false;
  // Asked by the second session where two read: the server opens each table for it, and should do so once.
  bool second = false;
  int since = 0;    // first server version (150000) that the query is for
  std::string sql;  // one SELECT without parameters. REQUIRES of the session: what inspect sets up

  // What the header says of an attribute; severity "medium", form text, if nothing.
  [[nodiscard]] AttributeFacts facts(std::string_view attribute) const;
  // 0 for a kind without parent.
  [[nodiscard]] int depth() const;
};

// All kinds, parents before children, else by name. Kinds stay where they are as long as this lives.
class Kinds {
 public:
  struct File {
    std::string_view name;  // "kinds/policy.sql"
    std::string_view text;
  };
  // Several files may describe one kind for different servers; each has its own "since". Throws Error with file and
  // line for a header that is not right: a word it does not know, a parent that does not exist or whose identity is no
  // prefix, no query.
  explicit Kinds(std::span<const File> files);

  // Those that are built in.
  [[nodiscard]] static const Kinds& builtin();

  // One of each name: the newest that the server is not too old for.
  [[nodiscard]] std::vector<const Kind*> for_server(int server_version) const;

 private:
  std::vector<std::unique_ptr<Kind>> m_kinds;
};

}  // namespace plumb::catalog
