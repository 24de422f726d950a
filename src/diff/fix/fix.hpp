// SPDX-License-Identifier: Apache-2.0
// What the files beside this one share: each renders the SQL that repairs one kind.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/diff/repair.hpp>

namespace plumb::diff {

// Where a missing object is to be made.
enum class Place {
  alone,             // in what is there
  in_new,            // in what the same fix has just made: nobody uses it, and it holds no rows
  in_new_partition,  // likewise; what it is to have of its parent is made first, for the parent to take over
};

// The note on what a table has of its parent.
inline constexpr std::string_view k_from_parent = "it comes with the parent's";

// Collects the statements of one difference.
class Fix {
 public:
  Fix(const Difference& difference, const FindingOptions& options, Place place = Place::alone);

  [[nodiscard]] const Difference& difference() const { return m_difference; }
  // The object as it should be. REQUIRES: it is not unexpected.
  [[nodiscard]] const catalog::Object& desired() const { return *m_difference.desired; }
  [[nodiscard]] const catalog::Object& object() const { return m_difference.object(); }
  // An attribute of the desired object; "" where it is not set.
  [[nodiscard]] std::string wanted(std::string_view attribute) const;
  // The difference in an attribute; null if there is none.
  [[nodiscard]] const AttributeChange* changed(std::string_view attribute) const;

  [[nodiscard]] Place place() const { return m_place; }
  [[nodiscard]] bool is_in_new() const { return m_place != Place::alone; }

  // Statements, without ';'. `needs`: where not all of the statement tells what must be there before it, that which
  // does.
  void add(std::string statement);
  void add(std::string statement, std::string needs);
  void add_destructive(const std::string& statement);  // as a comment
  // As a comment too: what somebody has to look at first.
  void propose(const std::string& statement, std::string_view why);
  // A comment line on what the statement after it needs: a lock, a rebuild, no transaction around it.
  void note(std::string_view text);
  // A comment line that names what the statements leave as it is.
  void leave_open(std::string_view what);
  // Attributes for which there is a statement (or more) now; the others are named in a comment.
  void settle(std::string_view attribute) { m_settled.emplace_back(attribute); }
  // The same for all that differ and are not on the list.
  void settle_all_but(std::initializer_list<std::string_view> attributes);
  // Whether one differs that is not on the list.
  [[nodiscard]] bool changes_other_than(std::initializer_list<std::string_view> attributes) const;

  // For an attribute that differs: the statement that `render` makes of the wanted value; "" leaves it open.
  using Render = std::function<std::string(const std::optional<std::string_view>& wanted)>;
  void on_change(std::string_view attribute, const Render& render);

  // The phase of what is added from here on. At first it is that of the kind.
  void enter(Phase phase) { m_phase = phase; }

  // Of a missing object: those of the kind that went with it.
  [[nodiscard]] std::vector<catalog::Object> parts(std::string_view kind) const;
  // make_parts() leaves out the kind.
  void take_over(std::string_view kind) { m_taken.emplace_back(kind); }
  // Adds the steps of another difference.
  void include(const Difference& difference, Place place);
  // Those that make what is part of the missing object, with all that is below; once for each kind.
  void make_parts(Place place);
  // Whether there is a statement to be run.
  [[nodiscard]] bool says_something() const;

  // What most kinds have. `what` is the object in GRANT, COMMENT and ALTER: "TABLE public.users".
  void fix_comment(const std::string& what, std::string_view attribute = "comment");
  // An owner that is not set is the server's own: the first superuser.
  void fix_owner(const std::string& what);
  // `columns` is " (name)" for the privileges of a column.
  void fix_acl(const std::string& what, const std::string& columns = "", std::string_view attribute = "acl");
  // SET and RESET of storage parameters, ["fillfactor=70"]; `alter` is "ALTER TABLE public.users".
  void fix_parameters(const std::string& alter, std::string_view attribute = "options");
  // OPTIONS (ADD …, SET …, DROP …) of foreign objects. Left open where a value is hidden.
  void fix_foreign_options(const std::string& alter, std::string_view attribute = "options");

  // REVOKE and GRANT between two ACLs, elements as the kinds print them, sorted; `before` each statement. False: it
  // cannot be said, and nothing was added.
  bool change_privileges(const std::string& before, const std::string& what, const std::string& columns,
                         const std::vector<std::string>& expected, const std::vector<std::string>& actual);

  // What was added, and what is left to people.
  [[nodiscard]] std::vector<Step> steps() &&;

  [[nodiscard]] const FindingOptions& options() const { return m_options; }
  [[nodiscard]] int server_version() const { return m_options.server_version; }

  // The database's name as SQL; nothing where it is not known.
  [[nodiscard]] std::optional<std::string> database() const;

  // The SQL of a role as the catalog prints it; nothing where it is not known which one it is.
  [[nodiscard]] std::optional<std::string> role(std::string_view printed) const;

 private:
  void add_line(std::string line, std::string needs);

  const Difference& m_difference;
  const FindingOptions& m_options;
  Place m_place;
  Phase m_phase;
  std::string m_notes;  // for the next statement
  std::vector<Step> m_steps;
  std::vector<std::string> m_settled;
  std::vector<std::string> m_taken;
};

[[nodiscard]] Phase phase_of(std::string_view kind);

// The steps of one difference as they were added; of a missing object in that place.
[[nodiscard]] std::vector<Step> render(const Difference& difference, const FindingOptions& options, Place place);

// "public.users", quoted where needed.
[[nodiscard]] std::string qualified(std::string_view schema, std::string_view name);
// The table that a column, policy or trigger belongs to.
[[nodiscard]] std::string table_of(const catalog::Object& object);
[[nodiscard]] std::string quoted_name(const catalog::Object& object);
// The elements of a set or list, joined by ", "; "" for a value that is not set.
[[nodiscard]] std::string join_list(std::string_view json);
// The same for names, each quoted where needed.
[[nodiscard]] std::string join_names(std::string_view json);

// The elements of a set or list, unquoted; none for a value that is not set.
[[nodiscard]] std::vector<std::string> elements(const std::optional<std::string_view>& json);
// " WITH (fillfactor = '70')" and " OPTIONS (host 'x')"; "" for no elements. The second: nothing where a value is
// hidden.
[[nodiscard]] std::string parameters_clause(const std::vector<std::string>& parameters);
[[nodiscard]] std::optional<std::string> foreign_options_clause(const std::vector<std::string>& options);
// The length of the name, quoted or not, that the text begins with.
[[nodiscard]] std::size_t name_length(std::string_view text);
// " TABLESPACE x", or "pg_default" for an object that has none of its own.
[[nodiscard]] std::string tablespace_or_default(const std::optional<std::string_view>& wanted);

// CREATE TABLE with the columns, then what it does not say, then what is below; at the end it becomes a partition.
void make_table(Fix& fix, const std::string& name);

// For an object that a statement before this has made: owner, privileges and comment, where they are not what the
// server gives to whoever runs it. `standard_acl` is what the server grants without being asked, as the kinds print it;
// "": such objects have none. The statements are for the migration role to run, so it is not named as owner.
// `what_in_grant`: what GRANT calls it, where that is another word.
void complete_new(Fix& fix, const std::string& what, std::string_view standard_acl,
                  const std::string& what_in_grant = "");
// The privileges that an object has once it is made: the server's own, and what ALTER DEFAULT PRIVILEGES makes of them
// for the migration role. Sorted.
[[nodiscard]] std::vector<std::string> acl_of_new(const Fix& fix, std::string_view standard);
inline constexpr std::string_view k_usage = R"(["USAGE TO PUBLIC","USAGE TO {owner}"])";
// Of tables and views.
[[nodiscard]] std::string_view standard_relation_acl(const Fix& fix);
inline constexpr std::string_view k_no_acl;
inline constexpr std::string_view k_sequence_acl = R"(["SELECT TO {owner}","UPDATE TO {owner}","USAGE TO {owner}"])";
inline constexpr std::string_view k_owner_usage = R"(["USAGE TO {owner}"])";
inline constexpr std::string_view k_schema_acl = R"(["CREATE TO {owner}","USAGE TO {owner}"])";
inline constexpr std::string_view k_execute = R"(["EXECUTE TO PUBLIC","EXECUTE TO {owner}"])";

// An index, its own or that behind a constraint.
struct IndexNames {
  std::string table;  // with its schema
  std::string index;  // likewise
  std::string name;   // alone
};
[[nodiscard]] IndexNames index_names(const catalog::Object& object);
// What CREATE does not say: whether the table is clustered on it, and whether it is the replica identity.
void complete_new_index(Fix& fix, const IndexNames& names);
// Parameters, tablespace, clustered, replica identity.
void fix_index_state(Fix& fix, const IndexNames& names, std::string_view options);

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
void fix_constraint(Fix& fix);
void fix_index(Fix& fix);
void fix_view(Fix& fix);
void fix_rule(Fix& fix);
void fix_sequence(Fix& fix);
void fix_statistics(Fix& fix);
void fix_publication(Fix& fix);
void fix_publication_table(Fix& fix);
void fix_publication_schema(Fix& fix);
void fix_subscription(Fix& fix);
void fix_composite_type(Fix& fix);
void fix_foreign_data_wrapper(Fix& fix);
void fix_foreign_server(Fix& fix);
void fix_user_mapping(Fix& fix);
void fix_tablespace(Fix& fix);
void fix_parameter_privilege(Fix& fix);
void fix_system_privilege(Fix& fix);
void fix_security_label(Fix& fix);

}  // namespace plumb::diff
