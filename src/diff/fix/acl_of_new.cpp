// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "fix.hpp"

namespace plumb::diff {
namespace {

struct Word {
  std::string_view kind;
  std::string_view type;  // as ALTER DEFAULT PRIVILEGES has it
};

constexpr std::array<Word, 12> k_words = {{{"table", "TABLES"},
                                           {"view", "TABLES"},
                                           {"sequence", "SEQUENCES"},
                                           {"column", "SEQUENCES"},  // that of an identity
                                           {"function", "FUNCTIONS"},
                                           {"aggregate", "FUNCTIONS"},
                                           {"enum", "TYPES"},
                                           {"domain", "TYPES"},
                                           {"composite_type", "TYPES"},
                                           {"base_type", "TYPES"},
                                           {"range_type", "TYPES"},
                                           {"schema", "SCHEMAS"}}};

constexpr std::string_view k_role = "{migration role}";

void add(std::vector<std::string>& list, const std::vector<std::string>& others) {
  list.insert(list.end(), others.begin(), others.end());
}

}  // namespace

std::vector<std::string> acl_of_new(const Fix& fix, std::string_view standard) {
  std::vector<std::string> acl = elements(standard);
  const auto* word = std::ranges::find(k_words, fix.desired().kind().name, &Word::kind);
  if (fix.options().live != nullptr && word != k_words.end()) {
    const catalog::Catalog& live = *fix.options().live;
    const std::array<std::string_view, 2> everywhere = {k_role, word->type};
    if (const auto found = live.find("default_privilege", everywhere)) {
      const std::vector<std::string> revoked = elements(found->attribute("revoked"));
      std::erase_if(acl, [&](const std::string& each) { return std::ranges::find(revoked, each) != revoked.end(); });
      add(acl, elements(found->attribute("granted")));
    }
    const std::array<std::string_view, 3> here = {fix.desired().identity("schema"), k_role, word->type};
    if (const auto found = live.find("schema_default_privilege", here)) add(acl, elements(found->attribute("granted")));
  }
  std::ranges::sort(acl);
  acl.erase(std::unique(acl.begin(), acl.end()), acl.end());
  return acl;
}

}  // namespace plumb::diff
