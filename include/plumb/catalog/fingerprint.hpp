// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <plumb/catalog/catalog.hpp>

namespace plumb::catalog {

// 16 hexadecimal digits that stand for `code`, the object's kind and identity, and its attributes. The same for the
// same object on any host, whatever its OID, the place of a column in the kind's query, or attributes that are not set
// (so that a kind that learns to read one more leaves the fingerprints of objects without it alone). ON DISK – waivers
// hold these: never change what is hashed.
[[nodiscard]] std::string fingerprint(std::string_view code, const Object& object);

// The same for what is no object of a Catalog.
[[nodiscard]] std::string fingerprint(std::string_view code, std::string_view what);

}  // namespace plumb::catalog
