// SPDX-License-Identifier: Apache-2.0
// `project eval --format json`: the selected environments as plumb sees them.
#pragma once

#include <string>

#include <plumb/project/environment.hpp>

namespace plumb::report {

enum class Passwords {
  hidden,  // the passwords of `url` and `dev` become "xxxxx"
  shown,
};

// {"envs":[{"name":…, attributes, blocks}]}: one object for each selected env, in order. Attributes are their values; a
// block is an object under its type, an array of objects if the type is repeated, its labels under "$labels"; raw SQL
// is {"$sql":"now()"}, a type constant
// {"$type":"list of string"}. One line, without a line feed.
[[nodiscard]] std::string project_json(const project::Project& project, Passwords passwords = Passwords::hidden);

}  // namespace plumb::report
