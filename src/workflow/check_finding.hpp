// SPDX-License-Identifier: Apache-2.0
// The findings of plumb check that drift does not have. docs/formats/findings.md lists the codes.
#pragma once

#include <string>

#include <plumb/base/error.hpp>
#include <plumb/finding/finding.hpp>

namespace plumb::workflow {

[[nodiscard]] finding::Finding unusable_directory(const Error& error);  // MIG005
[[nodiscard]] finding::Finding migration_fails(const Error& error);     // MIG009
[[nodiscard]] finding::Finding project_fails(const Error& error);       // SRC002
[[nodiscard]] finding::Finding settings_fail(const Error& error);       // SRC003
// `hint`: where what is missing is made; "" the error's own.
[[nodiscard]] finding::Finding source_fails(const Error& error, const std::string& hint);  // SRC001
// A step that was not run.
[[nodiscard]] finding::Finding not_run(const std::string& step, const std::string& reason);  // COV006

}  // namespace plumb::workflow
