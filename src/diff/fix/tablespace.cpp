// SPDX-License-Identifier: Apache-2.0
#include "fix.hpp"

namespace plumb::diff {

// One is here because something of the database is kept in it, or not: which is told by that.
void fix_tablespace(Fix& fix) {
  if (fix.difference().change == Change::missing) {
    return fix.note("it is looked at as soon as something of this database is kept in it");
  }
  if (fix.difference().change == Change::unexpected) return;
  const std::string what = "TABLESPACE " + quoted_name(fix.object());
  fix.fix_owner(what);
  fix.fix_acl(what);
  fix.fix_parameters("ALTER " + what);
  fix.fix_comment(what);
}

}  // namespace plumb::diff
