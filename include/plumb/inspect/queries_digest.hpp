// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/catalog/kind.hpp>

namespace plumb::inspect {

// 64 hexadecimal digits that stand for all that read() sends to a server of that version, and for what it makes of the
// answers: whoever keeps a catalog keeps it under this, so that another plumb does not take it for its own.
[[nodiscard]] std::string queries_digest(int server_version, const catalog::Kinds& kinds = catalog::Kinds::builtin());

}  // namespace plumb::inspect
