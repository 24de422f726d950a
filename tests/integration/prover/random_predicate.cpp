// SPDX-License-Identifier: Apache-2.0
#include "random_predicate.hpp"

#include <fmt/format.h>

namespace plumb::test {

std::string RandomPredicate::uuid(int depth) {
  const int choice = pick(depth > 0 ? 13 : 8);
  switch (choice) {
    case 0:
    case 1:
      return "tenant_id";
    case 2:
    case 3:
      return "public.erun_current_tenant_id()";
    case 4:
      return "owner_id";
    case 5:
      return "NULLIF(current_setting('erun.tenant_id', true), '')::uuid";
    case 6:
      return "'00000000-0000-7000-8000-00000000000b'::uuid";
    case 7:
      return "(SELECT public.erun_current_tenant_id())";
    case 8:
      return "NULL::uuid";
    case 9:
      return fmt::format("COALESCE({}, {})", uuid(depth - 1), uuid(depth - 1));
    case 10:
      return fmt::format("NULLIF({}, {})", uuid(depth - 1), uuid(depth - 1));
    case 11:
      return fmt::format("CASE WHEN {} THEN {} ELSE {} END", truth(depth - 1), uuid(depth - 1), uuid(depth - 1));
    default:
      return "current_setting('erun.tenant_id', true)::uuid";
  }
}

std::string RandomPredicate::leaf() {
  switch (pick(14)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return fmt::format("({} = {})", uuid(1), uuid(1));
    case 4:
      return fmt::format("({} <> {})", uuid(1), uuid(1));
    case 5:
      return fmt::format("({} IS {}DISTINCT FROM {})", uuid(1), pick(2) == 0 ? "NOT " : "", uuid(1));
    case 6:
      return fmt::format("({} IS {}NULL)", uuid(1), pick(2) == 0 ? "NOT " : "");
    case 7:
      return fmt::format("({} = ANY (ARRAY[{}, {}]))", uuid(1), uuid(0), uuid(0));
    case 8:
      return fmt::format("({} NOT IN ({}, {}))", uuid(1), uuid(0), uuid(0));
    case 9:
      return "(tenant_id::text = current_setting('erun.tenant_id', true))";
    case 10:
      return "(label = tenant_id::text)";
    case 11:
      return pick(2) == 0 ? "open" : "(amount > 1)";
    case 12:
      return pick(2) == 0 ? "(amount = 1)" : "(label = current_setting('erun.tenant_id', true))";
    default:
      return pick(3) == 0 ? "true" : "(tenant_id = public.erun_current_tenant_id())";
  }
}

std::string RandomPredicate::truth(int depth) {
  if (depth == 0) return leaf();
  switch (pick(11)) {
    case 0:
    case 1:
      return fmt::format("({} AND {})", truth(depth - 1), truth(depth - 1));
    case 2:
    case 3:
      return fmt::format("({} OR {})", truth(depth - 1), truth(depth - 1));
    case 4:
      return fmt::format("(NOT {})", truth(depth - 1));
    case 5: {
      constexpr const char* k_tests[] = {"TRUE", "NOT TRUE", "FALSE", "NOT FALSE", "UNKNOWN", "NOT UNKNOWN"};
      return fmt::format("({} IS {})", truth(depth - 1), k_tests[pick(6)]);
    }
    case 6:
      return fmt::format("COALESCE({}, {})", truth(depth - 1), truth(depth - 1));
    case 7:
      return fmt::format("CASE WHEN {} THEN {} ELSE {} END", truth(depth - 1), truth(depth - 1), truth(depth - 1));
    case 8:
      return fmt::format("({} = {})", truth(depth - 1), truth(depth - 1));
    default:
      return leaf();
  }
}

}  // namespace plumb::test
