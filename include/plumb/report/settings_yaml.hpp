// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <plumb/settings/settings.hpp>

namespace plumb::report {

// A plumb.yaml that says what the settings are: names, roles and classes of tables; what is the blueprint's own is left
// out. `shared`: tables that somebody has to give a reason for. `outliers` become comments. settings::parse() reads it.
[[nodiscard]] std::string settings_yaml(const settings::Settings& settings, const std::vector<std::string>& shared,
                                        const std::vector<std::string>& outliers);

}  // namespace plumb::report
