// SPDX-License-Identifier: Apache-2.0
#include <plumb/cli/app.hpp>

int main(int argc, char** argv) {
  return plumb::cli::run(argc, argv);
}
