// SPDX-License-Identifier: Apache-2.0
// The tenancy contract of a project: what plumb.yaml says, and the rules that are judged by it.
#pragma once

#include <plumb/contract/rule.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::workflow {

struct Contract {
  settings::Settings settings;  // with the knobs of all rules
  contract::Rules rules;
};

// The built-in rules and the team's own. Throws Error that tells every code and knob of plumb.yaml that no rule has,
// and for a path of rules that is not there. A rule file that is not right stops nothing: it is reported where rules
// run.
[[nodiscard]] Contract load_contract(settings::Settings settings);

}  // namespace plumb::workflow
