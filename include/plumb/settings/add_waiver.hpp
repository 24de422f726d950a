// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <plumb/settings/settings.hpp>

namespace plumb::settings {

// The text of plumb.yaml with one waiver more, behind those that are there; nothing else is changed: comments, blank
// lines, quotes and line ends stay as they are. "" is a new file. The result has been read again, and says what the
// text said, and the waiver.
// Throws Error: what parse() throws for the text; where that waiver is there already; where the waivers are written in
// a way that cannot be added to (in one line, say), with the lines to add by hand as a hint.
[[nodiscard]] std::string add_waiver(std::string_view text, const std::string& file, const Waiver& waiver);

}  // namespace plumb::settings
