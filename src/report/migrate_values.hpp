// SPDX-License-Identifier: Apache-2.0
// Values that the reports of several commands share, as templates see them.
#pragma once

#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/template/value.hpp>

namespace plumb::report {

// A database URL without its password: Atlas prints it for {{ .URL }}, which ends in logs.
[[nodiscard]] tmpl::Value url_value(const Secret& url);
[[nodiscard]] tmpl::Value file_value(const migration::File& file);
[[nodiscard]] tmpl::Value file_list(const std::vector<const migration::File*>& files);
// {Driver, URL, Dir}
[[nodiscard]] tmpl::Value env_value(const Secret& url, const std::string& dir_url);

}  // namespace plumb::report
