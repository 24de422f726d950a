// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <plumb/desired/script.hpp>

namespace plumb::workflow {

// SQL files that lie where the listed ones lie and are none of them: in or below the deepest folder that holds all
// listed files of one folder of `root` ("schema" of schema/roles.sql and schema/tables/users.sql). Files that lie in
// `root` itself say nothing of their neighbours. Sorted; relative to `root` where the listed ones are. `except`: a
// folder that is not looked into.
[[nodiscard]] std::vector<std::string> unlisted_sources(const std::vector<std::string>& listed, const std::string& root,
                                                        const std::string& except);

// Those of the files that can be read and split: they are looked at for a hint only.
[[nodiscard]] std::vector<desired::Script> readable_scripts(const std::vector<std::string>& files,
                                                            const std::string& root);

[[nodiscard]] std::vector<std::string> names_of(const std::vector<desired::Script>& scripts);

}  // namespace plumb::workflow
