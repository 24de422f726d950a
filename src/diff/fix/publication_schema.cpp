// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {

// It is there or not.
void fix_publication_schema(Fix& fix) {
  fix.add(fmt::format("ALTER PUBLICATION {} {} TABLES IN SCHEMA {}",
                      sql::quote_identifier_if_needed(fix.object().identity("publication")),
                      fix.difference().change == Change::missing ? "ADD" : "DROP",
                      sql::quote_identifier_if_needed(fix.object().identity("schema"))));
}

}  // namespace plumb::diff
