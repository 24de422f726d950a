// SPDX-License-Identifier: Apache-2.0
#include <plumb/devdb/install.hpp>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/devdb/run_program.hpp>

#include "devdb_scripts.hpp"
#include "installation.hpp"

namespace plumb::devdb {

Installation install(int major) {
  const std::string script(scripts::install_postgres_sh);
  const ProgramOutput output = run_program({"/bin/sh", "-c", script, "plumb dev install", std::to_string(major)});
  if (output.ok()) return choose_installation(major);
  std::string said = output.error.empty() ? output.status_text() : output.error;
  while (said.ends_with('\n')) said.pop_back();
  throw Error(fmt::format("PostgreSQL {} was not installed: {}", major, said))
      .with_hint(fmt::format("install Debian's package postgresql-{}, or set PLUMB_POSTGRES_HOME to a folder with "
                             "bin/postgres and bin/initdb",
                             major));
}

}  // namespace plumb::devdb
