// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <plumb/base/error.hpp>
#include <plumb/desired/script.hpp>

namespace plumb::workflow {

// Where the scripts make what a failed statement misses ("function f() does not exist"), and what to do so that it is
// there in time: "schema/rls/context.sql:4 makes it, which src lists after this file; list it before". `unlisted`: the
// files that src does not name. "" where the server did not say that something is missing, or nothing makes it. From
// the words of the statements alone; pure.
[[nodiscard]] std::string source_hint(const Error& error, const std::vector<desired::Script>& scripts,
                                      const std::vector<desired::Script>& unlisted);

}  // namespace plumb::workflow
