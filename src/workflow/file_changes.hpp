// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <plumb/workflow/blueprint.hpp>

namespace plumb::workflow {

// Writes all of them beside their places (".<name>.plumb-tmp"), synced, then renames them one after the other. Nothing
// that is not known is overwritten: a new file must not be there, another one must hold what it did. Throws Error; what
// was renamed by then is undone.
void make_changes(const std::vector<FileChange>& changes);

}  // namespace plumb::workflow
