// SPDX-License-Identifier: Apache-2.0
// What the files beside this one share: each renders the SQL that repairs one kind.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/diff/findings.hpp>

namespace plumb::diff {

// Collects the statements of one difference.
class Fix {
 public:
  Fix(const Difference& difference, const FindingOptions& options);

  [[nodiscard]] const Difference& difference() const { return m_difference; }
  // The object as it should be. REQUIRES: it is not unexpected.
  [[nodiscard]] const catalog::Object& desired() const { return *m_difference.desired; }
  [[nodiscard]] const catalog::Object& object() const { return m_difference.object(); }
  // An attribute of the desired object; "" where it is not set.
  [[nodiscard]] std::string wanted(std::string_view attribute) const;
  // The difference in an attribute; null if there is none.
  [[nodiscard]] const AttributeChange* changed(std::string_view attribute) const;

  void add(std::string statement);                     // without ';'
  void add_destructive(const std::string& statement);  // as a comment
  // Attributes for which there is a statement (or more) now; the others are named in a comment.
  void settle(std::string_view attribute) { m_settled.emplace_back(attribute); }

  // For an attribute that differs: the statement that `render` makes of the wanted value; "" leaves it open.
  using Render = std::function<std::string(const std::optional<std::string_view>& wanted)>;
  void on_change(std::string_view attribute, const Render& render);

  // What most kinds have. `what` is the object in GRANT, COMMENT and ALTER: "TABLE public.users".
  void fix_comment(const std::string& what, std::string_view attribute = "comment");
  void fix_owner(const std::string& what);
  // `columns` is " (name)" for the privileges of a column.
  void fix_acl(const std::string& what, const std::string& columns = "");

  // REVOKE and GRANT between two ACLs, elements as the kinds print them, sorted; `before` each statement. False: it
  // cannot be said, and nothing was added.
  bool change_privileges(const std::string& before, const std::string& what, const std::string& columns,
                         const std::vector<std::string>& expected, const std::vector<std::string>& actual);

  [[nodiscard]] std::string text() const;

  // The database's name as SQL; nothing where it is not known.
  [[nodiscard]] std::optional<std::string> database() const;

  // The SQL of a role as the catalog prints it; nothing where it is not known which one it is.
  [[nodiscard]] std::optional<std::string> role(std::string_view printed) const;

 private:
  const Difference& m_difference;
  const FindingOptions& m_options;
  std::vector<std::string> m_lines;
  std::vector<std::string> m_settled;
};

// "public.users", quoted where needed.
[[nodiscard]] std::string qualified(std::string_view schema, std::string_view name);
// The table that a column, policy or trigger belongs to.
[[nodiscard]] std::string table_of(const catalog::Object& object);
[[nodiscard]] std::string quoted_name(const catalog::Object& object);
// The elements of a set or list, joined by ", "; "" for a value that is not set.
[[nodiscard]] std::string join_list(std::string_view json);
// The same for names, each quoted where needed.
[[nodiscard]] std::string join_names(std::string_view json);

// For an object that a statement before this has made: owner, privileges and comment, where they are not what the
// server gives to whoever runs it. `standard_acl` is what the server grants without being asked, as the kinds print it;
// "": such objects have none. The statements are for the migration role to run, so it is not named as owner.
void complete_new(Fix& fix, const std::string& what, std::string_view standard_acl);
inline constexpr std::string_view k_usage = R"(["USAGE TO PUBLIC","USAGE TO {owner}"])";
inline constexpr std::string_view k_execute = R"(["EXECUTE TO PUBLIC","EXECUTE TO {owner}"])";

void fix_schema(Fix& fix);
void fix_table(Fix& fix);
void fix_column(Fix& fix);
void fix_policy(Fix& fix);
void fix_trigger(Fix& fix);
void fix_function(Fix& fix);
void fix_enum(Fix& fix);
void fix_domain(Fix& fix);
void fix_domain_constraint(Fix& fix);
void fix_extension(Fix& fix);
void fix_event_trigger(Fix& fix);
void fix_cast(Fix& fix);
void fix_language(Fix& fix);
void fix_code_object(Fix& fix);
void fix_role(Fix& fix);
void fix_membership(Fix& fix);
void fix_role_setting(Fix& fix);
void fix_database(Fix& fix);
void fix_default_privilege(Fix& fix);

}  // namespace plumb::diff
