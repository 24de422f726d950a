// SPDX-License-Identifier: Apache-2.0
// `project eval --env NAME [--var k=v]… [-c URL] --format json`, without the command line: what run_hcl runs, so that
// the evaluation is tested below the commands. Passwords are shown, for it is the values that are compared.
#include <fmt/format.h>

#include <cstdio>
#include <string_view>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/project/environment.hpp>
#include <plumb/report/project_json.hpp>

namespace {

void read_var(plumb::project::LoadOptions& options, const std::string& flag) {
  try {
    for (auto& pair : plumb::project::parse_vars({flag})) options.vars.push_back(std::move(pair));
  } catch (plumb::Error& error) {
    error.prefix(fmt::format("invalid argument {} for \"--var\" flag: ", plumb::go_quote(flag)));
    throw;
  }
}

int run(int argc, char** argv) {
  plumb::project::LoadOptions options;
  for (int i = 1; i + 1 < argc; ++i) {
    const std::string_view flag = argv[i];
    if (flag == "-c") options.config_url = argv[++i];
    if (flag == "--env") options.env = argv[++i];
    if (flag == "--var") read_var(options, argv[++i]);
  }
  const auto print = [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); };
  const auto project = plumb::project::load(options, print, plumb::Stop::never());
  std::puts(plumb::report::project_json(project, plumb::report::Passwords::shown).c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "Error: {}\n", error.what());
    return 1;
  }
}
