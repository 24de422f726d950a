// SPDX-License-Identifier: Apache-2.0
// From libpg_query's tree, as JSON, to an Expression. What is not understood to the last field becomes `other`.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include <plumb/sql/expression.hpp>

namespace plumb::sql {

// The expression of `SELECT expression`, null for a SELECT that says anything more.
[[nodiscard]] const nlohmann::json* expression_of_plain_select(const nlohmann::json& select);

class ExpressionReader {
 public:
  // `source`: the text that the places in the tree refer to.
  explicit ExpressionReader(std::string_view source) : m_source(source) {}

  [[nodiscard]] Expression read(const nlohmann::json& node) const;

 private:
  [[nodiscard]] Expression read_operation(const nlohmann::json& node, const nlohmann::json& fields) const;
  [[nodiscard]] Expression read_array_operation(const nlohmann::json& node, const nlohmann::json& fields,
                                                Expression::Kind kind) const;
  [[nodiscard]] Expression read_list_operation(const nlohmann::json& node, const nlohmann::json& fields) const;
  [[nodiscard]] Expression read_call(const nlohmann::json& node, const nlohmann::json& fields) const;
  [[nodiscard]] Expression read_case(const nlohmann::json& fields) const;
  [[nodiscard]] Expression read_cast(const nlohmann::json& node, const nlohmann::json& fields) const;
  [[nodiscard]] Expression read_column(const nlohmann::json& node, const nlohmann::json& fields) const;
  [[nodiscard]] Expression read_sublink(const nlohmann::json& node, const nlohmann::json& fields) const;
  [[nodiscard]] Expression read_parts(Expression::Kind kind, const nlohmann::json& list) const;
  [[nodiscard]] Expression other(const nlohmann::json& node) const;
  [[nodiscard]] std::string text_from(std::size_t start) const;

  std::string_view m_source;
};

}  // namespace plumb::sql
