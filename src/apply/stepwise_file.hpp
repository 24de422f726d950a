// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run.hpp"

namespace plumb::apply {

// One file in one transaction (or, in tx-mode all, inside the one that is open: then neither begun, recorded nor
// committed here), waiting for every answer. Returns false if it failed; the transaction is rolled back then.
[[nodiscard]] bool run_in_transaction(Run& run, const FilePlan& plan);

// One file whose statements are transactions of their own: tx-mode none. Returns false if it failed; the row then says
// how far it is.
[[nodiscard]] bool run_each_by_itself(Run& run, const FilePlan& plan);

}  // namespace plumb::apply
