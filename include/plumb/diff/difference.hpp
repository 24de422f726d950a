// SPDX-License-Identifier: Apache-2.0
// What two Catalogs do not have in common. Pure; a merge of two sorted sequences.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <plumb/catalog/catalog.hpp>
#include <plumb/catalog/selection.hpp>

namespace plumb::diff {

enum class Change { missing, unexpected, changed };

struct AttributeChange {
  std::string_view name;
  std::optional<std::string_view> expected;  // nothing: not set
  std::optional<std::string_view> actual;
};

// The objects of a kind that went with the one that is missing, or came with the one that is unexpected.
struct Below {
  const catalog::Kind* kind = nullptr;
  std::vector<catalog::Object> objects;  // sorted by identity
};

struct Difference {
  Change change = Change::changed;
  std::optional<catalog::Object> desired;   // nothing for unexpected
  std::optional<catalog::Object> live;      // nothing for missing
  std::vector<AttributeChange> attributes;  // of changed, in the order of the kind's query
  std::vector<Below> below;                 // of missing and unexpected; in the order of the kinds

  // The object that is there: the live one where there are two.
  [[nodiscard]] const catalog::Object& object() const { return live ? *live : *desired; }
};

struct Differences {
  // By kind (parents first), then by identity. What is below a missing or unexpected object stands there, not in
  // the list.
  std::vector<Difference> list;
  // Kinds that only one of the two catalogs has (the other could not read them), or that the two know by other
  // attributes (a snapshot of another plumb): nothing is said about them.
  std::vector<const catalog::Kind*> not_compared;
};

// The views point into both catalogs. compare(c, c) is empty. Objects are matched by identity, attributes by name.
// Left out is what one side was not allowed to see (catalog::k_not_seen), and what Kind::scope says.
// Only objects of the selection are compared.
[[nodiscard]] Differences compare(const catalog::Catalog& desired, const catalog::Catalog& live,
                                  const catalog::Selection& selection = {});

}  // namespace plumb::diff
