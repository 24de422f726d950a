// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/error.hpp>

#include "data_kinds.hpp"

namespace plumb::project {

// Only a name for the files: they are read where the URL is used.
hcl::Value read_hcl_schema(const DataCall& call) {
  DataArguments arguments(call);
  const std::string path = arguments.optional_text("path");
  const auto paths = arguments.optional_texts("paths");
  arguments.check();
  (void)arguments.any("vars");
  arguments.finish();
  if (!path.empty() && !paths.empty()) throw Error("path and paths cannot be set together");
  if (path.empty() && paths.empty()) throw Error("path or paths must be set");
  return hcl::Value::object({{"url", hcl::Value::string("mem://hcl_schema/" + call.block.labels[1])}});
}

}  // namespace plumb::project
