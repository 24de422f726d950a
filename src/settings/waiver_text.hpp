// SPDX-License-Identifier: Apache-2.0
// What writing a waiver and writing it anew share.
#pragma once

#include <string>
#include <string_view>

#include <plumb/settings/settings.hpp>

namespace plumb::settings {

inline constexpr std::string_view k_waivers_key = "waivers";

// As YAML reads it back: in quotes where it has to be.
[[nodiscard]] std::string yaml_scalar(std::string_view text);

// But for the place.
[[nodiscard]] bool is_same(const Waiver& left, const Waiver& right);

}  // namespace plumb::settings
