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

// The text of plumb.yaml where the waiver `old` says what `renewed` says: reason, owner, last day and fingerprint, and
// nothing else is changed; comments stay beside the values. `old` is one that parse() of the text has told; the two are
// of one rule and object. The result has been read again.
// Throws Error: what parse() throws for the text; where `old` is not there; where a value is written in a way that
// cannot be changed (over several lines, by an alias), with what to write by hand as a hint.
[[nodiscard]] std::string renew_waiver(std::string_view text, const std::string& file, const Waiver& old,
                                       const Waiver& renewed);

}  // namespace plumb::settings
