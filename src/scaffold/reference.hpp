// SPDX-License-Identifier: Apache-2.0
// The files of the reference blueprint, as they were when plumb was built.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::scaffold {

// Without its licence line: that is ours, not the new module's. REQUIRES: there is such a file.
[[nodiscard]] std::string_view reference_file(std::string_view path);

// A file of src/scaffold/templates.
[[nodiscard]] std::string_view template_file(std::string_view name);

// The entries of `src` in atlas.hcl, in order, without "file://".
[[nodiscard]] std::vector<std::string> reference_sources();

// Whether a source file belongs to one of the reference's example tables, not to what every module has.
[[nodiscard]] bool is_example(std::string_view path);

}  // namespace plumb::scaffold
