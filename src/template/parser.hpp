// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "syntax.hpp"

namespace plumb::tmpl {

using Definitions = std::map<std::string, Definition>;

// Parses one text: the template of the source's own name, and those it defines inside. `has_function` says which
// functions there are. Throws Error "template: <name>:<line>: …".
[[nodiscard]] Definitions parse(const std::shared_ptr<const Source>& source,
                                const std::function<bool(std::string_view)>& has_function);

}  // namespace plumb::tmpl
