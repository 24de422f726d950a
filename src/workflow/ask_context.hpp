// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "question.hpp"

namespace plumb::workflow {

// CTX112: what the context function answers while its setting was never set, is empty, is a tenant, a tenant in
// capitals, no tenant, and after the transaction that set it. As the tenant role, where the session may become it.
// REQUIRES: it is the first to ask of its session, for "never set" ends with the first setting.
[[nodiscard]] Inquiry ask_context(const Known& known);

}  // namespace plumb::workflow
