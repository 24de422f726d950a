// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/devdb/run_program.hpp>

#include "data_kinds.hpp"

namespace plumb::project {

// What a program writes to its standard output, as it is.
hcl::Value read_external(const DataCall& call) {
  DataArguments arguments(call);
  const auto program = arguments.texts("program");
  const std::string working_dir = arguments.optional_text("working_dir");
  arguments.check();
  arguments.finish();
  if (program.empty()) throw Error("program cannot be empty");
  try {
    const auto output = devdb::run_program(program, working_dir);
    if (output.ok()) return hcl::Value::string(output.out);
    throw Error(
        fmt::format("running program {}: {}", output.path, output.error.empty() ? output.status_text() : output.error));
  } catch (Error& error) {
    if (!error.message().starts_with("running program "))
      error.prefix(fmt::format("running program {}: ", program.front()));
    throw;
  }
}

}  // namespace plumb::project
