// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace plumb::workflow {

// Lets the user change a text in "${EDITOR:-vi}", run by the shell on a temporary file. Returns the text afterwards.
// Throws Error if the editor fails.
[[nodiscard]] std::string edit_text(const std::string& text);

}  // namespace plumb::workflow
