// SPDX-License-Identifier: Apache-2.0
// The conditions that code asks for, by the names that appendix A of PostgreSQL's manual gives them.
#pragma once

#include <string_view>

namespace plumb::pg::sqlstate {

inline constexpr std::string_view k_deadlock_detected = "40P01";
inline constexpr std::string_view k_duplicate_database = "42P04";
inline constexpr std::string_view k_duplicate_object = "42710";
inline constexpr std::string_view k_insufficient_privilege = "42501";
inline constexpr std::string_view k_internal_error = "XX000";
inline constexpr std::string_view k_invalid_catalog_name = "3D000";  // there is no such database
inline constexpr std::string_view k_invalid_parameter_value = "22023";
inline constexpr std::string_view k_lock_not_available = "55P03";
inline constexpr std::string_view k_object_in_use = "55006";
inline constexpr std::string_view k_query_canceled = "57014";  // by a time limit, or by somebody
inline constexpr std::string_view k_serialization_failure = "40001";
inline constexpr std::string_view k_undefined_object = "42704";  // a role, say
inline constexpr std::string_view k_unique_violation = "23505";

}  // namespace plumb::pg::sqlstate
