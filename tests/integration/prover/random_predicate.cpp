// SPDX-License-Identifier: Apache-2.0
#include "random_predicate.hpp"

#include <fmt/format.h>

namespace plumb::test {
namespace {

constexpr const char* k_setting = "current_setting('erun.tenant_id', true)";
constexpr const char* k_other = "'00000000-0000-7000-8000-00000000000b'";

}  // namespace

std::string RandomPredicate::context() const {
  return fmt::format("public.{}_tenant()", type());
}

std::string RandomPredicate::plain_tenant() {
  switch (pick(12)) {
    case 0:
    case 1:
    case 2:
      return "tenant_id";
    case 3:
    case 4:
      return context();
    case 5:
      return "owner_id";
    case 6:
      return fmt::format("NULLIF({}, '')::{}", k_setting, type());
    case 7:
      return fmt::format("{}::{}", k_other, type());
    case 8:
      return fmt::format("(SELECT {})", context());
    case 9:
      return fmt::format("{}::{}", pick(3) == 0 ? "current_setting('erun.tenant_id')" : k_setting, type());
    case 10:
      return pick(2) == 0 ? "own" : fmt::format("tenant_id::public.{}_key", type());
    default:
      return pick(2) == 0 ? fmt::format("NULL::{}", type()) : "members[1]";
  }
}

std::string RandomPredicate::made_tenant(int depth) {
  switch (pick(8)) {
    case 0:
    case 1:
      return fmt::format("COALESCE({}, {})", tenant(depth - 1), tenant(depth - 1));
    case 2:
      return fmt::format("NULLIF({}, {})", tenant(depth - 1), tenant(depth - 1));
    case 3:
      return fmt::format("CASE WHEN {} THEN {} ELSE {} END", truth(depth - 1), tenant(depth - 1), tenant(depth - 1));
    case 4:
      return fmt::format("CASE {} WHEN {} THEN {} END", tenant(depth - 1), tenant(depth - 1), tenant(depth - 1));
    case 5:
      return fmt::format("(SELECT {})", tenant(depth - 1));
    case 6:
      return pick(2) == 0 ? "(SELECT unnest(members))" : fmt::format("(SELECT {} WHERE open)", tenant(depth - 1));
    default:
      return fmt::format("{}::text::{}", tenant(depth - 1), type());
  }
}

std::string RandomPredicate::tenant(int depth) {
  return depth > 0 && pick(3) == 0 ? made_tenant(depth) : plain_tenant();
}

std::string RandomPredicate::text() {
  switch (pick(9)) {
    case 0:
    case 1:
      return "tenant_id::text";
    case 2:
      return k_setting;
    case 3:
      return fmt::format("{}::text", tenant(1));
    case 4:
      return "label";
    case 5:
      return fmt::format("NULLIF({}, '')", k_setting);
    case 6:
      return pick(2) == 0 ? "lower(label)" : "upper(tenant_id::text)";
    case 7:
      return pick(2) == 0 ? "(tenant_id::text || '')" : "left(tenant_id::text, 8)";
    default:
      return pick(2) == 0 ? "''" : fmt::format("COALESCE({}, label)", k_setting);
  }
}

std::string RandomPredicate::number() {
  constexpr const char* k_numbers[] = {"amount", "price", "1", "1.0", "2", "(amount + 0)", "(1 - 1)", "NULL::integer"};
  return k_numbers[pick(8)];
}

std::string RandomPredicate::comparison() {
  const char* operation = pick(3) == 0 ? "<>" : "=";
  switch (pick(12)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return fmt::format("({} {} {})", tenant(1), operation, tenant(1));
    case 4:
      return fmt::format("({} IS {}DISTINCT FROM {})", tenant(1), pick(2) == 0 ? "NOT " : "", tenant(1));
    case 5:
      return fmt::format("({} IS {}NULL)", tenant(1), pick(2) == 0 ? "NOT " : "");
    case 6:
      return fmt::format("({} {} (ARRAY[{}, {}]))", tenant(1), pick(2) == 0 ? "= ANY" : "<> ALL", tenant(0), tenant(0));
    case 7:
      return fmt::format("({} {}IN ({}, {}))", tenant(1), pick(2) == 0 ? "NOT " : "", tenant(0), tenant(0));
    case 8:
    case 9:
      return fmt::format("({} {} {})", text(), operation, text());
    case 10:
      return fmt::format("({} {} {})", number(), operation, number());
    default:
      return fmt::format("({} BETWEEN {} AND {})", tenant(1), tenant(1), tenant(1));
  }
}

// What is read as something simpler only by mistake.
std::string RandomPredicate::oddity() {
  const char* no = pick(2) == 0 ? "" : "NOT ";
  switch (pick(14)) {
    case 0:
      return fmt::format("({} {} (ARRAY[members]))", tenant(1), pick(2) == 0 ? "= ANY" : "<> ALL");
    case 1:
      return fmt::format("({} {} (members))", tenant(1), pick(2) == 0 ? "= ANY" : "<> ALL");
    case 2:
      return fmt::format("(flags = B'{}{}')", pick(2), pick(2));
    case 3:
      return fmt::format("(({}, amount) = ({}, 1))", tenant(1), tenant(1));
    case 4:
      return fmt::format("(ROW({}, {}) IS {}NULL)", tenant(1), tenant(1), no);
    case 5:
      return fmt::format("(tenant_id::text {}LIKE {})", no, pick(2) == 0 ? std::string(k_setting) : text());
    case 6:
      return fmt::format("(({}, {}) {}IN ((tenant_id, {}), ({}, owner_id)))", tenant(0), tenant(0), no, tenant(0),
                         tenant(0));
    case 7:
      return fmt::format("('{}'::text {} '01'::text)", pick(2) == 0 ? "1" : "01", pick(2) == 0 ? "=" : "<>");
    case 8:
      return pick(2) == 0 ? "(random() < 0.5)" : "(current_setting('erun.mode', true) = 'on')";
    case 9:
      return fmt::format("public.{}({})", pick(2) == 0 ? "is_mine" : "is_free", tenant(1));
    case 10:
      return fmt::format("(price::text {} amount::text)", pick(2) == 0 ? "=" : "<>");
    case 11:
      return m_tenants == Tenants::uuids ? fmt::format("({} = label::uuid)", tenant(1))
                                         : fmt::format("({}::uuid = {}::uuid)", tenant(1), tenant(1));
    case 12:
      return fmt::format("NULLIF({}, {})", leaf(), pick(2) == 0 ? "false" : "open");
    default:
      return fmt::format("({} >= {})", tenant(1), tenant(1));
  }
}

std::string RandomPredicate::query() {
  const char* no = pick(2) == 0 ? "" : "NOT ";
  switch (pick(6)) {
    case 0:
      return fmt::format("({}EXISTS (SELECT FROM public.shares s WHERE s.tenant_id = {}::text))", no, tenant(0));
    case 1:
      return fmt::format("({}::text {}IN (SELECT s.tenant_id FROM public.shares s))", tenant(0), no);
    case 2:
      return fmt::format("({}EXISTS (SELECT FROM public.chance c WHERE c.open))", no);
    case 3:
      return fmt::format("((SELECT unnest(members) IS NULL) IS {}NULL)", no);
    case 4:
      return fmt::format("(SELECT {})", leaf());
    default:
      return fmt::format("(SELECT {} WHERE {})", leaf(), leaf());
  }
}

std::string RandomPredicate::leaf() {
  switch (pick(16)) {
    case 0:
    case 1:
    case 2:
      return fmt::format("(tenant_id = {})", context());
    case 3:
      return pick(3) == 0 ? "true" : "open";
    case 4:
      return pick(2) == 0 ? "(amount > 1)" : "(amount = 1)";
    case 5:
      return oddity();
    case 6:
      return pick(2) == 0 ? oddity() : query();
    case 7:
      return pick(2) == 0 ? fmt::format("(tenant_id::text = {})", k_setting) : "(label = tenant_id::text)";
    default:
      return comparison();
  }
}

std::string RandomPredicate::truth(int depth) {
  if (depth <= 0) return leaf();
  switch (pick(12)) {
    case 0:
    case 1:
      return fmt::format("({} AND {})", truth(depth - 1), truth(depth - 1));
    case 2:
    case 3:
      return fmt::format("({} OR {})", truth(depth - 1), truth(depth - 1));
    case 4: {
      // The same thing twice: what is no contradiction must not be taken for one.
      const std::string part = truth(depth - 1);
      return pick(2) == 0 ? fmt::format("((tenant_id = {}) OR ({} AND (NOT {})))", context(), part, part)
                          : fmt::format("(NOT {})", part);
    }
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
