// SPDX-License-Identifier: Apache-2.0
// One function for each kind of data source. They throw what is wrong without the "data.TYPE.NAME: " in front.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data_source.hpp"

namespace plumb::project {

struct DataCall {
  const hcl::Block& block;
  const hcl::Scope& scope;
  const DataContext& context;
};

[[nodiscard]] hcl::Value read_external(const DataCall& call);
[[nodiscard]] hcl::Value read_hcl_schema(const DataCall& call);
[[nodiscard]] hcl::Value read_runtimevar(const DataCall& call);
[[nodiscard]] hcl::Value read_sql(const DataCall& call);
[[nodiscard]] hcl::Value read_template_dir(const DataCall& call);

// The arguments of a data block, taken one by one. What is wrong with typed ones is collected; finish() throws it.
class DataArguments {
 public:
  explicit DataArguments(const DataCall& call) : m_call(call) {}

  [[nodiscard]] std::string text(std::string_view name);                // required
  [[nodiscard]] std::string optional_text(std::string_view name);       // "" if it is not there
  [[nodiscard]] std::vector<std::string> texts(std::string_view name);  // required
  [[nodiscard]] std::vector<std::string> optional_texts(std::string_view name);
  // Throws `decoding body: …` if any of those above was wrong.
  void check() const;

  // An argument of any type, evaluated. Nothing if it is not there. Its errors are thrown.
  [[nodiscard]] std::optional<hcl::Value> any(std::string_view name);
  // Throws for blocks, and for arguments that nobody asked for.
  void finish() const;

 private:
  std::optional<hcl::Value> typed(std::string_view name, const hcl::Type& type, bool required);

  const DataCall& m_call;
  std::vector<std::string_view> m_known;
  hcl::Diagnostics m_missing;
  hcl::Diagnostics m_wrong;
};

}  // namespace plumb::project
