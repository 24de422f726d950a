// SPDX-License-Identifier: Apache-2.0
// The `data` blocks of a project file (§1.6).
#pragma once

#include <string_view>

#include <plumb/base/stop.hpp>
#include <plumb/hcl/evaluate.hpp>
#include <plumb/hcl/source.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::project {

struct DataContext {
  const hcl::Source& source;
  const Stop& stop;
  migration::Directory::Memory& memory;  // takes the directories that data sources make
};

[[nodiscard]] bool is_data_source(std::string_view type);

// The value of a data source. Throws Error `data.TYPE.NAME: …`, with Atlas's texts.
// REQUIRES: two labels, is_data_source(the first).
[[nodiscard]] hcl::Value read_data_source(const hcl::Block& block, const hcl::Scope& scope, const DataContext& context);

}  // namespace plumb::project
