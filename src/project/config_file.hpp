// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/hcl/source.hpp>

namespace plumb::project {

// The project file a URL names, read. Its name is its path as messages show it. Throws Error with Atlas's texts (§1.1).
[[nodiscard]] hcl::Source read_config(const std::string& url);

// The absolute folder of a project file: what file(), glob() and fileset() start from.
[[nodiscard]] std::string config_folder(const hcl::Source& source);

}  // namespace plumb::project
