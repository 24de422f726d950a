// SPDX-License-Identifier: Apache-2.0
// Operators, and the families and classes that they are in. A class is made empty: what is in it are members of its
// family, which adds them when all are there; the server finds the class that one belongs to by the types.
#include <algorithm>

#include <fmt/ranges.h>

#include "code_object.hpp"

namespace plumb::diff {
namespace {

// Where a character stands that is in no quotes; the end if it does not.
std::size_t find_unquoted(std::string_view text, std::string_view wanted, std::size_t from = 0) {
  bool quoted = false;
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && text.substr(i).starts_with(wanted)) return i;
  }
  return text.size();
}

// "1 (integer, text): <(integer,text) ORDER BY s.f" and "1 (integer, text): f(integer,text)".
struct Member {
  std::string number;
  std::string types;   // "(integer, text)"
  std::string target;  // what comes after
};

Member parse_member(const std::string& element) {
  const std::size_t open = std::min(element.find(' '), element.size() - 1) + 1;
  const std::size_t colon = find_unquoted(element, "): ", open);
  return {.number = element.substr(0, open - 1),
          .types = element.substr(open, colon + 1 - open),
          .target = element.substr(std::min(colon + 3, element.size()))};
}

std::string operator_of(const Member& member) {
  const std::size_t order = find_unquoted(member.target, " ORDER BY ");
  const bool for_order = order < member.target.size();
  return fmt::format("OPERATOR {} {} {}{}", member.number, without_arguments(member.target), member.types,
                     for_order ? " FOR" + member.target.substr(order) : "");
}

std::string function_of(const Member& member) {
  return fmt::format("FUNCTION {} {} {}", member.number, member.types, member.target);
}

// To take a member away its number and types are enough.
std::string dropped(std::string_view word, const Member& member) {
  return fmt::format("{} {} {}", word, member.number, member.types);
}

std::vector<std::string> minus(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  std::vector<std::string> result;
  for (const std::string& element : left) {
    if (std::ranges::find(right, element) == right.end()) result.push_back(element);
  }
  return result;
}

void alter_family(Fix& fix, const std::string& what, std::string_view verb, const std::vector<std::string>& members) {
  if (!members.empty()) fix.add(fmt::format("ALTER {} {}\n  {}", what, verb, fmt::join(members, ",\n  ")));
}

}  // namespace

// One that is only named as another's commutator or negator comes with that one.
bool create_operator(Fix& fix, const std::string& what) {
  if (!fix.desired().attribute("function")) return false;
  const catalog::Object& object = fix.desired();
  const std::string signature(object.identity("signature"));
  const std::size_t comma = find_unquoted(signature, ", ");
  const std::string left = signature.substr(0, comma);
  const std::string right = signature.substr(std::min(comma + 2, signature.size()));
  Definition definition(fix);
  definition.add_function("FUNCTION", "function");
  if (left != "NONE") definition.add("LEFTARG", left);
  if (right != "NONE") definition.add("RIGHTARG", right);
  definition.add_operator("COMMUTATOR", "commutator");
  definition.add_operator("NEGATOR", "negator");
  definition.add_function("RESTRICT", "restrict");
  definition.add_function("JOIN", "join");
  definition.add_flag("HASHES", "hashes");
  definition.add_flag("MERGES", "merges");
  // The other of the two may name this one in turn, and comes when it comes.
  const std::string needs =
      fmt::format("{} {} {} {}", fix.wanted("function"), signature, fix.wanted("restrict"), fix.wanted("join"));
  fix.add(fmt::format("CREATE {} {}", what.substr(0, what.rfind(" (")), definition.text()), needs);
  return true;
}

bool create_operator_class(Fix& fix, const std::string& what) {
  const catalog::Object& object = fix.desired();
  const std::string type = fix.wanted("type");
  const std::string storage = object.attribute("storage") ? fix.wanted("storage") : type;
  fix.add(fmt::format("CREATE OPERATOR CLASS {} {}FOR TYPE {} USING {} FAMILY {} AS STORAGE {}",
                      qualified(object.identity("schema"), object.identity("name")),
                      fix.wanted("default") == "yes" ? "DEFAULT " : "", type, what.substr(what.rfind(" USING ") + 7),
                      fix.wanted("family"), storage));
  return true;
}

bool create_operator_family(Fix& fix, const std::string& what) {
  fix.add("CREATE " + what);
  fix.enter(Phase::family_members);
  std::vector<std::string> members;
  for (const std::string& each : elements(fix.desired().attribute("operators"))) {
    members.push_back(operator_of(parse_member(each)));
  }
  for (const std::string& each : elements(fix.desired().attribute("functions"))) {
    members.push_back(function_of(parse_member(each)));
  }
  alter_family(fix, what, "ADD", members);
  fix.enter(Phase::operator_family);
  return true;
}

void change_family_members(Fix& fix, const std::string& what) {
  fix.enter(Phase::family_members);
  std::vector<std::string> gone;
  std::vector<std::string> added;
  if (const AttributeChange* change = fix.changed("operators")) {
    const std::vector<std::string> wanted = elements(change->expected);
    const std::vector<std::string> present = elements(change->actual);
    for (const std::string& each : minus(present, wanted)) gone.push_back(dropped("OPERATOR", parse_member(each)));
    for (const std::string& each : minus(wanted, present)) added.push_back(operator_of(parse_member(each)));
    fix.settle("operators");
  }
  if (const AttributeChange* change = fix.changed("functions")) {
    const std::vector<std::string> wanted = elements(change->expected);
    const std::vector<std::string> present = elements(change->actual);
    for (const std::string& each : minus(present, wanted)) gone.push_back(dropped("FUNCTION", parse_member(each)));
    for (const std::string& each : minus(wanted, present)) added.push_back(function_of(parse_member(each)));
    fix.settle("functions");
  }
  alter_family(fix, what, "DROP", gone);
  alter_family(fix, what, "ADD", added);
}

}  // namespace plumb::diff
