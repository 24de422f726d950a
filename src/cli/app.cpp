// SPDX-License-Identifier: Apache-2.0
#include <plumb/cli/app.hpp>

namespace plumb::cli {
int run(int, char**) { return 0; }
}  // namespace plumb::cli
