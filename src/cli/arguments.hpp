// SPDX-License-Identifier: Apache-2.0
// The command line as Atlas reads it: flags anywhere, --flag=value and --flag value, -u=value and -uvalue,
// --switch=false, the last of a repeated flag counts, "--" ends the flags. Its error texts are compared by scripts, so
// they are made here; CLI11 then gets the values option by option, and converts them.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace plumb::cli {

struct Words {
  std::vector<std::pair<std::string, std::string>> flags;  // long name with its dashes, value; in order
  std::vector<std::string> arguments;                      // everything else
  bool help = false;                                       // -h or --help
};

// Sorts the words by the options of `app`. Throws Error (code usage): `unknown flag: --x`, `unknown shorthand flag: 'z'
// in -z`, `flag needs an argument: --url`, `invalid argument "x" for "--dry-run" flag: strconv.ParseBool: parsing "x":
// invalid syntax`.
[[nodiscard]] Words read_words(const CLI::App& app, const std::vector<std::string>& words);

// The words of a command's name, and where they stand: flags (with their values) may come before them.
struct CommandWords {
  std::vector<std::string> names;  // one, or two where the first is a group
  std::vector<std::string> rest;   // all other words, in order
};
[[nodiscard]] CommandWords find_command(const std::vector<std::string>& words,
                                        const std::function<bool(const std::string&)>& is_group);

}  // namespace plumb::cli
