// SPDX-License-Identifier: Apache-2.0
// The parts of plumb.yaml that speak of rules and findings.
#pragma once

#include "reader.hpp"

namespace plumb::settings {

void parse_rules(Reader& reader, const Node& node, Settings& out);
void parse_ignore(Reader& reader, const Node& node, Settings& out);
void parse_waivers(Reader& reader, const Node& node, Settings& out);
void parse_fail_on(Reader& reader, const Node& node, Settings& out);

}  // namespace plumb::settings
