// SPDX-License-Identifier: Apache-2.0
// What plumb found wrong: one vocabulary for drift, contract, migrations and coverage (shared by every report format).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/clock.hpp>

namespace plumb::finding {

// Ordered: worst first.
enum class Severity { critical, high, medium, low, info };
enum class Class {
  drift,
  contract,
  migrations,
  coverage,  // what was not looked at
  sources,   // the declared sources, before they are anywhere
};

[[nodiscard]] std::string_view name(Severity severity);
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view name);
[[nodiscard]] std::string_view name(Class cls);

// What a finding is about.
struct ObjectName {
  std::string kind;    // "table", "policy"
  std::string schema;  // "" where the kind has none
  std::string parent;  // the table of a policy, trigger, column; else ""
  std::string name;
  std::string signature;  // arguments of a function; else ""

  // "table public.users", "policy users_tenant_policy on public.users", "function public.f(integer)"
  [[nodiscard]] std::string text() const;
  [[nodiscard]] auto operator<=>(const ObjectName&) const = default;
};

// Whether a difference is about that object, or about one that is part of it, or that it is part of: a policy and its
// table, a membership and one of its roles.
[[nodiscard]] bool is_near(const ObjectName& difference, const ObjectName& object);

struct AttributeDifference {
  std::string name;
  std::optional<std::string> expected;  // nothing: NULL, "not set"
  std::optional<std::string> actual;
};

// Somebody accepted a finding until a day: it stays in every report, and does not count.
struct WaiverMark {
  std::string reason;
  std::string owner;  // may be ""
  std::string until;  // "2027-03-31", the last day
};

// When the object of a finding was changed, as far as can be told.
struct Changed {
  // When the transaction that wrote its rows committed, by the server's clock. Nothing: the server does not keep that.
  std::optional<TimePoint> at;
  // The last revision that began before that time, and the first that began after it; "": there is none.
  std::string after;
  std::string before;
  // The last audit of this target that saw the object otherwise.
  std::optional<TimePoint> since_audit;
};

// Where the scripts say of an object what it should be.
struct Declared {
  std::string file;
  int line = 0;    // from 1
  int column = 0;  // from 1, in characters; 0: the line as a whole
};

struct Finding {
  std::string code;  // ON DISK – never reuse: "DRF003", "MIG001", "RLS002"
  Class cls = Class::drift;
  Severity severity = Severity::high;
  ObjectName object;
  std::string message;
  std::string expected;
  std::string actual;
  std::vector<AttributeDifference> attributes;  // of a DRF003
  std::string why;
  std::optional<Declared> declared;
  std::string excerpt;  // of a statement that does not run: its lines with their numbers, and a caret; else ""
  std::optional<Changed> changed;
  std::string fix;  // SQL that would bring it back, "" if not known
  std::string fingerprint;
  std::vector<std::string> related;  // codes of findings that speak of the same fact on the same object
  std::optional<WaiverMark> waiver;
  bool active = false;  // the live server was asked, beyond its catalog
};

}  // namespace plumb::finding
